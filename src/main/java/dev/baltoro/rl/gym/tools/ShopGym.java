package dev.baltoro.rl.gym.tools;

import static dev.baltoro.agent.world.Script.call;
import static dev.baltoro.agent.world.Script.say;

import dev.baltoro.agent.tool.Tool;
import dev.baltoro.agent.world.Script;
import dev.baltoro.agent.world.shop.ShopTools;
import dev.baltoro.rl.gym.Gym;
import dev.baltoro.rl.gym.NumberAnswer;
import dev.baltoro.rl.gym.Phrasings;
import dev.baltoro.rl.gym.WordAnswer;
import dev.baltoro.rl.gym.Words;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import tools.jackson.databind.node.ObjectNode;

/// Tasks in a shop with orders and refunds.
public final class ShopGym {
    private static final List<String> STATUSES =
            List.of("open", "sent", "delivered", "refunded", "cancelled");

    private static final List<Tool> TWO = List.of(ShopTools.PRICE, ShopTools.BUY);

    private static final List<Tool> FOUR =
            List.of(ShopTools.PRICE, ShopTools.BUY, ShopTools.STATUS, ShopTools.REFUND);

    private static final Phrasings PRICE =
            new Phrasings(
                    List.of(
                            "How much is {a}?",
                            "What does {a} cost?",
                            "What is the price of {a}?",
                            "Tell me the price of {a}.",
                            "I want to know what {a} costs.",
                            "Look up the price of {a}."),
                    List.of("How much do I pay for {a}?", "Is {a} cheap? Tell me the price."));

    private static final Phrasings BUY =
            new Phrasings(
                    List.of(
                            "Order {many}.",
                            "I want to buy {many}.",
                            "Please order {many} for me.",
                            "Buy {many}, please.",
                            "I need {many}. Order it.",
                            "Get me {many}."),
                    List.of("I would like {many}.", "Make an order of {many}."));

    private static final Phrasings SOME =
            new Phrasings(
                    List.of(
                            "Order some {item}s.",
                            "I want to buy {item}s.",
                            "Get me some {item}s."),
                    List.of("I would like some {item}s."));

    private static final Phrasings STATUS =
            new Phrasings(
                    List.of(
                            "Where is order {order}?",
                            "What is the status of order {order}?",
                            "How is my order {order}?",
                            "Check order {order}."),
                    List.of("I wait for order {order}. What is its status?"));

    private static final Phrasings REFUND =
            new Phrasings(
                    List.of(
                            "Refund order {order}.",
                            "I want my money back for order {order}.",
                            "Order {order} is broken. Refund it.",
                            "Please refund my order {order}."),
                    List.of("Give me the money back for order {order}."));

    private static final Phrasings REFUND_ITEM =
            new Phrasings(
                    List.of(
                            "Refund my order of {item}s.",
                            "The {item}s that I ordered are broken. Refund them.",
                            "I want my money back for the {item}s."),
                    List.of("I do not like the {item}s. Give me my money back."));

    private static final Phrasings CANCEL_ITEM =
            new Phrasings(
                    List.of(
                            "Cancel my order of {item}s.",
                            "I do not need the {item}s. Cancel the order.",
                            "Please cancel the {item}s."),
                    List.of("Stop my order of {item}s."));

    private static final Phrasings CHEAPER =
            new Phrasings(
                    List.of(
                            "Order one {item} or one {other}, whichever is cheaper.",
                            "Buy the cheaper one: {item} or {other}.",
                            "{item} or {other}? Order one of the cheaper."),
                    List.of("Which is cheaper, {item} or {other}? Order one of it."));

    private static final Phrasings EXCHANGE =
            new Phrasings(
                    List.of(
                            "Refund order {order} and order {many} instead.",
                            "Take back order {order}. I want {many} instead."),
                    List.of("Exchange order {order} for {many}."));

    private ShopGym() {}

    /// {@return the gym}
    public static Gym gym() {
        ObjectNode empty = ShopTools.state(Map.of(), 0, 1);
        return new ToolGym(
                "shop",
                "look up prices, order, cancel and refund",
                3,
                List.of(
                        new ToolKind("price", 1, ShopGym::price),
                        new ToolKind("buy", 1, ShopGym::buy),
                        Talk.greeting(TWO, empty),
                        Talk.told(TWO, empty),
                        new ToolKind("status", 2, ShopGym::status),
                        new ToolKind("refund", 2, ShopGym::refund),
                        new ToolKind("too-early", 2, ShopGym::tooEarly),
                        new ToolKind("sold-out", 2, ShopGym::soldOut),
                        new ToolKind("ask", 2, ShopGym::ask),
                        new ToolKind("retry", 2, ShopGym::retry),
                        new ToolKind("refund-item", 3, ShopGym::refundItem),
                        new ToolKind("cancel-item", 3, ShopGym::cancelItem),
                        new ToolKind("cheaper", 3, ShopGym::cheaper)),
                List.of(new ToolKind("exchange", 1, ShopGym::exchange)));
    }

    /// A shop with two goods and more, and an order of a third good.
    private record Drawn(
            ObjectNode state,
            List<Tool> tools,
            String item,
            int price,
            String other,
            int otherPrice,
            int count,
            String ordered,
            int order,
            String status,
            int next) {
        /// How many there are of each good.
        private static final int LEFT = 9;

        static Drawn of(Draw draw, String status) {
            int goods = 3 + draw.difficulty();
            List<String> items = draw.several(Words.OBJECTS, goods);
            Map<String, Integer> prices = new LinkedHashMap<>();
            items.forEach(item -> prices.put(item, draw.number(2, 99)));
            int next = draw.number(20, 99);
            ObjectNode state = ShopTools.state(prices, LEFT, next);
            for (int i = 1; i <= draw.difficulty(); i++) {
                String ordered = items.get(Math.min(goods - 1, 1 + i));
                ShopTools.order(
                        state, next - i, ordered, draw.number(1, 5), i == 1 ? status : "sent");
            }
            return new Drawn(
                    state,
                    draw.difficulty() == 1 ? TWO : FOUR,
                    items.get(0),
                    prices.getOrDefault(items.get(0), 0),
                    items.get(1),
                    prices.getOrDefault(items.get(1), 0),
                    draw.number(2, LEFT),
                    items.get(2),
                    next - 1,
                    status,
                    next);
        }

        Map<String, String> slots() {
            return Map.of(
                    "item", item,
                    "a", Words.a(item),
                    "price", Integer.toString(price),
                    "other", other,
                    "many", many(count, item),
                    "count", Integer.toString(count),
                    "order", Integer.toString(order),
                    "status", status,
                    "ordered", ordered);
        }

        ObjectNode bought(ObjectNode from, String what, int many) {
            ObjectNode goal = from.deepCopy();
            goal.withObject("/goods/" + what).put("left", LEFT - many);
            ShopTools.order(goal, next, what, many, "open");
            return goal.put("next", next + 1);
        }

        ObjectNode changed(String newStatus) {
            ObjectNode goal = state.deepCopy();
            goal.withObject("/orders/" + order).put("status", newStatus);
            return goal;
        }

        Script.Call buying() {
            return call("buy", "item", item, "count", count);
        }
    }

    /// Not in the plural: the tool wants the item's own name.
    private static String many(int count, String item) {
        return count + " x " + item;
    }

    private static Script.Say costs(Draw draw, Drawn drawn) {
        return say(
                draw.say(
                        drawn.slots(),
                        "The {item} is {price}.",
                        "It costs {price}.",
                        "The price is {price}."));
    }

    private static Script.Say ordered(Draw draw, Drawn drawn) {
        return say(
                draw.say(
                        drawn.slots(), "Done. I ordered {many}.", "I ordered {many}.", "Ordered."));
    }

    private static Script.Say refunded(Draw draw, Drawn drawn) {
        return say(
                draw.say(
                        drawn.slots(),
                        "Done. Order {order} is refunded.",
                        "I refunded order {order}.",
                        "Refunded."));
    }

    private static Plan price(Draw draw) {
        Drawn drawn = Drawn.of(draw, "sent");
        return Plan.of(
                drawn.item + " " + drawn.price,
                drawn.tools,
                drawn.state,
                draw.ask(PRICE, drawn.slots()),
                NumberAnswer.of(drawn.price),
                Script.of(call("price", "item", drawn.item), costs(draw, drawn)));
    }

    private static Plan retry(Draw draw) {
        Drawn drawn = Drawn.of(draw, "sent");
        Script.Call price = call("price", "item", drawn.item);
        return Plan.of(
                drawn.item + " " + drawn.price,
                Plan.failingFirst(drawn.tools, "price"),
                drawn.state,
                draw.ask(PRICE, drawn.slots()),
                NumberAnswer.of(drawn.price),
                Script.of(price, price, costs(draw, drawn)));
    }

    private static Plan buy(Draw draw) {
        Drawn drawn = Drawn.of(draw, "sent");
        return Plan.of(
                        drawn.count + " " + drawn.item,
                        drawn.tools,
                        drawn.state,
                        draw.ask(BUY, drawn.slots()),
                        Answers.DONE,
                        Script.of(drawn.buying(), ordered(draw, drawn)))
                .leaving(drawn.bought(drawn.state, drawn.item, drawn.count));
    }

    /// How many is missing, and the user knows it.
    private static Plan ask(Draw draw) {
        Drawn drawn = Drawn.of(draw, "sent");
        return Plan.of(
                        drawn.count + " " + drawn.item,
                        drawn.tools,
                        drawn.state,
                        draw.ask(SOME, drawn.slots()),
                        Answers.DONE,
                        Script.of(
                                say(
                                        draw.say(
                                                drawn.slots(),
                                                "How many?",
                                                "How many {item}s do you want?")),
                                drawn.buying(),
                                ordered(draw, drawn)))
                .leaving(drawn.bought(drawn.state, drawn.item, drawn.count))
                .telling(draw.say(drawn.slots(), "{count}", "I want {count}.", "{count}, please."));
    }

    private static Plan soldOut(Draw draw) {
        Drawn drawn = Drawn.of(draw, "sent");
        int left = draw.number(0, drawn.count - 1);
        drawn.state.withObject("/goods/" + drawn.item).put("left", left);
        Map<String, String> slots =
                Map.of(
                        "item",
                        drawn.item,
                        "left",
                        Integer.toString(left),
                        "many",
                        many(drawn.count, drawn.item));
        return Plan.of(
                drawn.count + " " + drawn.item + " of " + left,
                drawn.tools,
                drawn.state,
                draw.ask(BUY, slots),
                Answers.reporting(List.of(Integer.toString(left)), List.of()),
                Script.of(
                        drawn.buying(),
                        say(
                                draw.say(
                                        slots,
                                        "I cannot order {many}: only {left} left.",
                                        "There are not so many {item}s, only {left}.",
                                        "Sorry, not possible: only {left} left."))));
    }

    private static Plan status(Draw draw) {
        Drawn drawn = Drawn.of(draw, draw.pick(STATUSES));
        return Plan.of(
                drawn.order + " " + drawn.status,
                drawn.tools,
                drawn.state,
                draw.ask(STATUS, drawn.slots()),
                new WordAnswer(drawn.status, STATUSES),
                Script.of(
                        call("status", "order", drawn.order),
                        say(
                                draw.say(
                                        drawn.slots(),
                                        "Order {order} is {status}.",
                                        "It is {status}.",
                                        "Your order is {status}."))));
    }

    private static Plan refund(Draw draw) {
        Drawn drawn = Drawn.of(draw, "delivered");
        return Plan.of(
                        Integer.toString(drawn.order),
                        drawn.tools,
                        drawn.state,
                        draw.ask(REFUND, drawn.slots()),
                        Answers.DONE,
                        Script.of(call("refund", "order", drawn.order), refunded(draw, drawn)))
                .leaving(drawn.changed("refunded"));
    }

    /// Only what was delivered can be refunded.
    private static Plan tooEarly(Draw draw) {
        Drawn drawn = Drawn.of(draw, draw.pick(List.of("open", "sent")));
        return Plan.of(
                drawn.order + " " + drawn.status,
                drawn.tools,
                drawn.state,
                draw.ask(REFUND, drawn.slots()),
                Answers.reporting(List.of(drawn.status), List.of()),
                Script.of(
                        call("refund", "order", drawn.order),
                        say(
                                draw.say(
                                        drawn.slots(),
                                        "I cannot refund order {order}: it is {status}.",
                                        "Order {order} is {status}, not delivered.",
                                        "Not possible: the order is {status}."))));
    }

    private static Plan refundItem(Draw draw) {
        Drawn drawn = Drawn.of(draw, "delivered");
        return Plan.of(
                        drawn.ordered + " " + drawn.order,
                        List.of(ShopTools.FIND, ShopTools.REFUND, ShopTools.CANCEL),
                        drawn.state,
                        draw.ask(REFUND_ITEM, Map.of("item", drawn.ordered)),
                        Answers.DONE,
                        Script.of(
                                call("find", "item", drawn.ordered),
                                call("refund", "order", drawn.order),
                                refunded(draw, drawn)))
                .leaving(drawn.changed("refunded"));
    }

    private static Plan cancelItem(Draw draw) {
        Drawn drawn = Drawn.of(draw, "open");
        return Plan.of(
                        drawn.ordered + " " + drawn.order,
                        List.of(ShopTools.FIND, ShopTools.REFUND, ShopTools.CANCEL),
                        drawn.state,
                        draw.ask(CANCEL_ITEM, Map.of("item", drawn.ordered)),
                        Answers.DONE,
                        Script.of(
                                call("find", "item", drawn.ordered),
                                call("cancel", "order", drawn.order),
                                say(
                                        draw.say(
                                                drawn.slots(),
                                                "Done. Order {order} is cancelled.",
                                                "I cancelled order {order}.",
                                                "Cancelled."))))
                .leaving(drawn.changed("cancelled"));
    }

    private static Plan cheaper(Draw draw) {
        Drawn drawn = Drawn.of(draw, "sent");
        while (drawn.price == drawn.otherPrice) {
            drawn = Drawn.of(draw, "sent");
        }
        String cheap = drawn.price < drawn.otherPrice ? drawn.item : drawn.other;
        Map<String, String> slots = Map.of("cheap", cheap, "a", Words.a(cheap));
        return Plan.of(
                        drawn.item + " " + drawn.price + " " + drawn.other + " " + drawn.otherPrice,
                        drawn.tools,
                        drawn.state,
                        draw.ask(CHEAPER, drawn.slots()),
                        Answers.DONE,
                        Script.of(
                                call("price", "item", drawn.item),
                                call("price", "item", drawn.other),
                                call("buy", "item", cheap, "count", 1),
                                say(
                                        draw.say(
                                                slots,
                                                "Done. The {cheap} is cheaper, I ordered it.",
                                                "I ordered {a}."))))
                .leaving(drawn.bought(drawn.state, cheap, 1));
    }

    private static Plan exchange(Draw draw) {
        Drawn drawn = Drawn.of(draw, "delivered");
        return Plan.of(
                        drawn.order + " for " + drawn.count + " " + drawn.item,
                        List.of(ShopTools.BUY, ShopTools.REFUND),
                        drawn.state,
                        draw.ask(EXCHANGE, drawn.slots()),
                        Answers.DONE,
                        Script.of(
                                call("refund", "order", drawn.order),
                                drawn.buying(),
                                ordered(draw, drawn)))
                .leaving(drawn.bought(drawn.changed("refunded"), drawn.item, drawn.count));
    }
}
