package dev.baltoro.rl.gym.tools;

import dev.baltoro.agent.tool.Tool;
import dev.baltoro.agent.tool.ToolFailure;
import dev.baltoro.agent.tool.ToolParameter;
import dev.baltoro.agent.world.Script;
import dev.baltoro.rl.gym.Gym;
import dev.baltoro.rl.gym.Phrasings;
import dev.baltoro.rl.gym.Words;
import java.util.List;
import java.util.Map;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

/// A world of one's own as the guide shows it: lamps in rooms, and a tool that switches them.
final class LampsGym {
    static final Tool SWITCH =
            Tool.of(
                    "switch",
                    "Switch a lamp.",
                    List.of(ToolParameter.text("room"), ToolParameter.oneOf("to", "on", "off")),
                    (state, arguments) -> {
                        String room = arguments.path("room").asString();
                        if (!state.has(room)) {
                            throw new ToolFailure("no lamp in " + room);
                        }
                        state.put(room, arguments.path("to").asString());
                        return "ok";
                    });

    static final Phrasings WISH =
            new Phrasings(
                    List.of("Switch the lamp in the {room} {to}.", "Lamp in the {room}: {to}!"),
                    List.of("I want the lamp in the {room} {to}."));

    static Gym gym() {
        ToolKind one = new ToolKind("one", 1, LampsGym::one);
        return new ToolGym("lamps", "switch lamps in rooms", 1, List.of(one), List.of());
    }

    private static Plan one(Draw draw) {
        ObjectNode start = JsonMapper.shared().createObjectNode();
        List<String> rooms = draw.several(Words.PLACES, 5);
        rooms.forEach(room -> start.put(room, draw.pick(List.of("on", "off"))));
        String room = rooms.getFirst();
        String to = start.path(room).asString().equals("on") ? "off" : "on";
        Map<String, String> slots = Map.of("room", room, "to", to);
        Script solution =
                Script.of(
                        Script.call("switch", "room", room, "to", to),
                        Script.say(draw.say(slots, "Done.", "The lamp in the {room} is {to}.")));
        String wish = draw.ask(WISH, slots);
        return Plan.of(room + " " + to, List.of(SWITCH), start, wish, Answers.DONE, solution)
                .leaving(start.deepCopy().put(room, to));
    }
}
