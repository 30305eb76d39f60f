import dev.baltoro.agent.world.Split;
import dev.baltoro.flow.AgentFlow;
import dev.baltoro.flow.AgentRecipe;
import dev.baltoro.flow.Host;
import dev.baltoro.rl.gym.Baseline;
import dev.baltoro.rl.gym.GymCheck;
import dev.baltoro.rl.gym.standard.Gyms;
import java.nio.file.Path;
import java.util.List;

/// Trains a model in the greenhouse, from nothing.
public final class Train {
    /// Shows that all parts run. The model learns nothing.
    private static final List<String> SMALL =
            List.of(
                    "dialogues=2000",
                    "solutions=500",
                    "pretrain.stages.0.steps=8",
                    "sft.max_steps=4",
                    "rl.iterations=2",
                    "rl.rollout={prompts: 4, samples: 4}",
                    "rl.guards.base_rate_prompts=0",
                    "rl.evaluation.tasks=20");

    /// @param arguments the folder of all steps, and `full` or `small`
    public static void main(String[] arguments) throws Exception {
        List<String> set = arguments[1].equals("small") ? SMALL : List.of();
        AgentRecipe recipe = AgentRecipe.load(Path.of("greenhouse.yaml"), set);
        for (Split split : List.of(Split.TRAIN, Split.NEW_INSTANCES, Split.NEW_PHRASINGS)) {
            new GymCheck(Greenhouse.GYM, split, 1, 0, 1000).play(Baseline.SOLVER).requireAll();
        }
        Path folder = Path.of(arguments[0]);
        new AgentFlow(folder, recipe, Gyms.of(Greenhouse.GYM), Host.printing(System.out)).run();
    }
}
