package dev.baltoro.agent.world.calendar;

import dev.baltoro.agent.tool.Tool;
import dev.baltoro.agent.tool.ToolFailure;
import dev.baltoro.agent.tool.ToolParameter;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

/// A calendar with contacts. The state is `{"contacts": {name: phone}, "events": {day: {hour:
/// title}}, "invited": {"day hour": phone}}`. Days are written in full; an hour is from 0 to 23.
public final class CalendarTools {
    /// The days that there are.
    public static final List<String> DAYS =
            List.of("Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday");

    private static final int HOUR_MAX = 23;
    private static final ToolParameter DAY = ToolParameter.text("day");
    private static final ToolParameter HOUR = ToolParameter.integer("hour");

    public static final Tool PHONE =
            Tool.declare("phone", "Find a phone number.", ToolParameter.text("name"))
                    .returning((state, arguments) -> {
                        String name = arguments.path("name").asString();
                        JsonNode phone = state.path("contacts").path(name);
                        if (phone.isMissingNode()) {
                            throw new ToolFailure("no contact " + name);
                        }
                        return phone.asString();
                    });

    public static final Tool EVENTS =
            Tool.declare("events", "List a day.", DAY)
                    .returning((state, arguments) -> {
                        String list =
                                day(state, arguments).properties().stream()
                                        .map(one -> one.getKey() + " " + one.getValue().asString())
                                        .collect(Collectors.joining(", "));
                        return list.isEmpty() ? "nothing" : list;
                    });

    public static final Tool ADD =
            Tool.declare("add", "Add an event.", DAY, HOUR, ToolParameter.text("title"))
                    .doing((state, arguments) -> {
                        ObjectNode day = day(state, arguments);
                        String hour = hour(arguments);
                        if (day.has(hour)) {
                            throw new ToolFailure("taken by " + day.path(hour).asString());
                        }
                        day.put(hour, arguments.path("title").asString());
                    });

    public static final Tool CANCEL =
            Tool.declare("cancel", "Cancel an event.", DAY, HOUR)
                    .doing((state, arguments) -> {
                        String hour = event(state, arguments);
                        day(state, arguments).remove(hour);
                    });

    public static final Tool INVITE =
            Tool.declare("invite", "Invite to an event.", DAY, HOUR, ToolParameter.text("phone"))
                    .doing((state, arguments) -> {
                        String slot =
                                arguments.path("day").asString() + " " + event(state, arguments);
                        state.withObject("/invited").put(slot, arguments.path("phone").asString());
                    });

    private CalendarTools() {}

    /// {@return a state without events}
    public static ObjectNode state(Map<String, String> phones) {
        ObjectNode state = JsonMapper.shared().createObjectNode();
        phones.forEach(state.putObject("contacts")::put);
        ObjectNode events = state.putObject("events");
        DAYS.forEach(events::putObject);
        state.putObject("invited");
        return state;
    }

    private static ObjectNode day(ObjectNode state, JsonNode arguments) throws ToolFailure {
        String day = arguments.path("day").asString();
        if (!(state.path("events").path(day) instanceof ObjectNode events)) {
            throw new ToolFailure("no day " + day);
        }
        return events;
    }

    private static String hour(JsonNode arguments) throws ToolFailure {
        JsonNode hour = arguments.path("hour");
        if (!hour.canConvertToInt() || hour.intValue() < 0 || hour.intValue() > HOUR_MAX) {
            throw new ToolFailure("no hour " + hour);
        }
        return Integer.toString(hour.intValue());
    }

    private static String event(ObjectNode state, JsonNode arguments) throws ToolFailure {
        String hour = hour(arguments);
        if (!day(state, arguments).has(hour)) {
            throw new ToolFailure("no event at " + hour);
        }
        return hour;
    }
}
