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
import tools.jackson.databind.node.ObjectNode;

/// A world of one's own as the guide shows it: lamps in rooms, and a tool that switches them.
final class LampsGym {
    static final ToolParameter ROOM = ToolParameter.text("room");
    static final ToolParameter TO = ToolParameter.oneOf("to", "on", "off");

    static final Tool SWITCH =
            Tool.declare("switch", "Switch a lamp.", ROOM, TO)
                    .doing((lamps, call) -> {
                        if (!lamps.has(ROOM.of(call))) {
                            throw new ToolFailure("no lamp in " + ROOM.of(call));
                        }
                        lamps.put(ROOM.of(call), TO.of(call));
                    });

    static final Phrasings WISH =
            Phrasings.holdingOut(
                    "I want the lamp in the {room} {to}.",
                    "Switch the lamp in the {room} {to}.",
                    "Lamp in the {room}: {to}!");

    static Gym gym() {
        return ToolGym.of("lamps", "switch lamps in rooms").with("one", LampsGym::one);
    }

    private static Plan one(Draw draw) {
        List<String> rooms = draw.several(Words.PLACES, 5);
        ObjectNode start = draw.state(rooms, () -> draw.pick(TO.values()));
        String room = rooms.getFirst();
        String to = start.path(room).asString().equals("on") ? "off" : "on";
        Map<String, String> slots = Map.of("room", room, "to", to);
        return Plan.solved(
                room + " " + to,
                List.of(SWITCH),
                start,
                draw.ask(WISH, slots),
                Answers.DONE,
                Script.call(SWITCH, room, to),
                Script.say(draw.say(slots, "Done.", "The lamp in the {room} is {to}.")));
    }
}
