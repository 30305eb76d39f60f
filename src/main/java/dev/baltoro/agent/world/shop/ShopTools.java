package dev.baltoro.agent.world.shop;

import dev.baltoro.agent.tool.Tool;
import dev.baltoro.agent.tool.ToolFailure;
import dev.baltoro.agent.tool.ToolParameter;
import java.util.List;
import java.util.Map;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

/// A shop. The state is `{"goods": {item: {"price": p, "left": n}}, "orders": {number: {"item": i,
/// "count": n, "status": s}}, "next": number}`. An order is open, sent, delivered, and in the end
/// perhaps refunded, or cancelled instead of being sent.
public final class ShopTools {
    private static final int COUNT_MAX = 1_000;
    private static final ToolParameter ITEM = ToolParameter.text("item");
    private static final ToolParameter ORDER_NUMBER = ToolParameter.integer("order");

    public static final Tool PRICE =
            Tool.declare("price", "Price of an item.", ITEM)
                    .returning((state, arguments) ->
                            good(state, arguments.path("item").asString())
                                    .path("price")
                                    .asString());

    public static final Tool BUY =
            Tool.declare("buy", "Order items.", ITEM, ToolParameter.integer("count"))
                    .returning((state, arguments) -> {
                        String item = arguments.path("item").asString();
                        ObjectNode good = good(state, item);
                        JsonNode count = arguments.path("count");
                        if (!count.canConvertToInt()
                                || count.intValue() < 1
                                || count.intValue() > COUNT_MAX) {
                            throw new ToolFailure("no such count");
                        }
                        int left = good.path("left").asInt() - count.intValue();
                        if (left < 0) {
                            throw new ToolFailure("only " + good.path("left").asInt() + " left");
                        }
                        good.put("left", left);
                        int number = state.path("next").asInt();
                        state.put("next", number + 1);
                        order(state, number, item, count.intValue(), "open");
                        return "order " + number;
                    });

    public static final Tool STATUS =
            Tool.declare("status", "Status of an order.", ORDER_NUMBER)
                    .returning((state, arguments) ->
                            order(state, arguments).path("status").asString());

    public static final Tool REFUND =
            Tool.declare("refund", "Refund an order.", ORDER_NUMBER)
                    .returning((state, arguments) ->
                            change(state, arguments, "delivered", "refunded"));

    public static final Tool CANCEL =
            Tool.declare("cancel", "Cancel an order.", ORDER_NUMBER)
                    .returning((state, arguments) -> change(state, arguments, "open", "cancelled"));

    public static final Tool FIND =
            Tool.declare("find", "Find orders of an item.", ITEM)
                    .returning((state, arguments) -> {
                        String item = arguments.path("item").asString();
                        List<String> found =
                                state.path("orders").properties().stream()
                                        .filter(one ->
                                                one.getValue().path("item").asString().equals(item))
                                        .map(one -> "order " + one.getKey())
                                        .toList();
                        return found.isEmpty() ? "nothing" : String.join(", ", found);
                    });

    private ShopTools() {}

    /// {@return a state without orders}
    ///
    /// @param prices of the goods
    /// @param left how many there are of each
    /// @param next number of the next order
    public static ObjectNode state(Map<String, Integer> prices, int left, int next) {
        ObjectNode state = JsonMapper.shared().createObjectNode();
        ObjectNode goods = state.putObject("goods");
        prices.forEach(
                (item, price) -> goods.putObject(item).put("price", price).put("left", left));
        state.putObject("orders");
        return state.put("next", next);
    }

    /// Puts an order into a state; the goods stay as they are.
    public static void order(ObjectNode state, int number, String item, int count, String status) {
        state.withObject("/orders")
                .putObject(Integer.toString(number))
                .put("item", item)
                .put("count", count)
                .put("status", status);
    }

    private static ObjectNode good(ObjectNode state, String item) throws ToolFailure {
        if (!(state.path("goods").path(item) instanceof ObjectNode good)) {
            throw new ToolFailure("no item " + item);
        }
        return good;
    }

    private static ObjectNode order(ObjectNode state, JsonNode arguments) throws ToolFailure {
        String number = arguments.path("order").asString();
        if (!(state.path("orders").path(number) instanceof ObjectNode order)) {
            throw new ToolFailure("no order " + number);
        }
        return order;
    }

    private static String change(ObjectNode state, JsonNode arguments, String from, String to)
            throws ToolFailure {
        ObjectNode order = order(state, arguments);
        String status = order.path("status").asString();
        if (!status.equals(from)) {
            throw new ToolFailure("the order is " + status);
        }
        order.put("status", to);
        return "ok";
    }
}
