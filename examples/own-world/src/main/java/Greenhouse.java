import dev.baltoro.agent.tool.Tool;
import dev.baltoro.agent.tool.ToolParameter;
import dev.baltoro.agent.world.Script;
import dev.baltoro.rl.gym.Gym;
import dev.baltoro.rl.gym.NumberAnswer;
import dev.baltoro.rl.gym.Phrasings;
import dev.baltoro.rl.gym.tools.Draw;
import dev.baltoro.rl.gym.tools.Plan;
import dev.baltoro.rl.gym.tools.ToolGym;
import dev.baltoro.rl.gym.tools.ToolKind;
import java.util.List;
import java.util.Map;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

/// A world of one's own: beds in a greenhouse, each with a thermometer and a heater.
final class Greenhouse {
    static final ToolParameter BED =
            ToolParameter.oneOf("bed", "bean", "fern", "fig", "mint", "moss", "rose");

    static final Tool READ =
            Tool.of(
                    "read",
                    "Read a bed.",
                    List.of(BED),
                    (beds, arguments) -> beds.path(arguments.path("bed").asString()).asString());

    static final Tool HEAT =
            Tool.of(
                    "heat",
                    "Heat a bed.",
                    List.of(BED, ToolParameter.integer("to")),
                    (beds, arguments) -> {
                        beds.set(arguments.path("bed").asString(), arguments.path("to"));
                        return "ok";
                    });

    static final Phrasings QUESTION =
            new Phrasings(
                    List.of(
                            "How warm is the {bed} bed?",
                            "What is the {bed} bed at?",
                            "Tell me how warm the {bed} bed is.",
                            "Is the {bed} bed warm now?"),
                    List.of("How warm is the {bed} bed now?"));

    static final Phrasings WISH =
            new Phrasings(
                    List.of(
                            "Heat the {bed} bed to {to} degrees.",
                            "Set the {bed} bed to {to}.",
                            "Please set the {bed} bed to {to} degrees.",
                            "I want the {bed} bed at {to}."),
                    List.of("Please heat the {bed} bed to {to}."));

    static Gym gym() {
        ToolKind ask = new ToolKind("ask", 1, draw -> plan(draw, QUESTION));
        ToolKind wish = new ToolKind("wish", 1, draw -> plan(draw, WISH));
        return new ToolGym("greenhouse", "read and heat beds", 1, List.of(ask, wish), List.of());
    }

    private static Plan plan(Draw draw, Phrasings request) {
        ObjectNode start = JsonMapper.shared().createObjectNode();
        BED.values().forEach(bed -> start.put(bed, draw.number(10, 29)));
        String bed = draw.pick(BED.values());
        int to = request == WISH ? draw.number(10, 29) : start.path(bed).asInt();
        Map<String, String> slots = Map.of("bed", bed, "to", "" + to);
        Script.Line call =
                request == WISH
                        ? Script.call("heat", "bed", bed, "to", to)
                        : Script.call("read", "bed", bed);
        String answer = draw.say(slots, "The {bed} bed is at {to}.", "{to} degrees.");
        Script solution = Script.of(call, Script.say(answer));
        String said = draw.ask(request, slots);
        return Plan.of(bed + to, List.of(READ, HEAT), start, said, NumberAnswer.of(to), solution)
                .leaving(start.deepCopy().put(bed, to));
    }
}
