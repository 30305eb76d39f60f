import static dev.baltoro.agent.world.Script.call;
import static dev.baltoro.agent.world.Script.say;

import dev.baltoro.agent.tool.Tool;
import dev.baltoro.agent.tool.ToolParameter;
import dev.baltoro.agent.world.Script;
import dev.baltoro.rl.gym.Gym;
import dev.baltoro.rl.gym.NumberAnswer;
import dev.baltoro.rl.gym.Phrasings;
import dev.baltoro.rl.gym.tools.Draw;
import dev.baltoro.rl.gym.tools.Plan;
import dev.baltoro.rl.gym.tools.ToolGym;
import java.util.List;
import java.util.Map;
import tools.jackson.databind.node.ObjectNode;

/// A world of one's own: beds in a greenhouse, each with a thermometer and a heater.
final class Greenhouse {
    static final ToolParameter BED =
            ToolParameter.oneOf("bed", "bean", "fern", "fig", "mint", "moss", "rose");

    static final Tool READ =
            Tool.declare("read", "Read a bed.", BED)
                    .returning((beds, call) -> beds.path(BED.of(call)).asString());

    static final Tool HEAT =
            Tool.declare("heat", "Heat a bed.", BED, ToolParameter.integer("to"))
                    .doing((beds, call) -> beds.set(BED.of(call), call.path("to")));

    static final Phrasings QUESTION =
            Phrasings.holdingOut(
                    "How warm is the {bed} bed now?",
                    "How warm is the {bed} bed?",
                    "What is the {bed} bed at?",
                    "Tell me how warm the {bed} bed is.",
                    "Is the {bed} bed warm now?");

    static final Phrasings WISH =
            Phrasings.holdingOut(
                    "Please heat the {bed} bed to {to}.",
                    "Heat the {bed} bed to {to} degrees.",
                    "Set the {bed} bed to {to}.",
                    "Please set the {bed} bed to {to} degrees.",
                    "I want the {bed} bed at {to}.");

    static final Gym GYM =
            ToolGym.of("greenhouse", "read and heat beds")
                    .with("ask", draw -> plan(draw, QUESTION))
                    .with("wish", draw -> plan(draw, WISH));

    private static Plan plan(Draw draw, Phrasings request) {
        ObjectNode start = draw.state(BED.values(), () -> draw.number(10, 29));
        String bed = draw.pick(BED.values());
        int to = request == WISH ? draw.number(10, 29) : start.path(bed).asInt();
        Script.Call call = request == WISH ? call(HEAT, bed, to) : call(READ, bed);
        Map<String, String> slots = Map.of("bed", bed, "to", "" + to);
        String answer = draw.say(slots, "The {bed} bed is at {to}.", "{to} degrees.");
        String said = draw.ask(request, slots);
        return Plan.solved(
                bed + to, List.of(READ, HEAT), start, said, NumberAnswer.of(to), call, say(answer));
    }
}
