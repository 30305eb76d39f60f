package dev.baltoro.rl.recipe;

import dev.baltoro.agent.world.Split;
import dev.baltoro.train.recipe.Default;
import dev.baltoro.train.recipe.Require;
import java.util.List;

/// How success on held-out tasks is measured: before the first step, at the end, and on the way.
///
/// @param everyIterations iterations between two measurements; 0 for only the first and the last
/// @param tasks of each gym and split, of all difficulties that the gym may reach, in turn
/// @param splits which held-out splits
/// @param temperatures every task is attempted once at each: 0 takes the likeliest tokens, and 0.6
///   is what K2 is recommended to be used with (its model card)
/// @param seed of tasks and draws: every measurement has the same tasks
public record EvaluationSettings(
        @Default("0") int everyIterations,
        @Default("200") int tasks,
        @Default("[new_instances, new_phrasings, new_kind]") List<Split> splits,
        @Default("[0, 0.6]") List<Double> temperatures,
        @Default("20250728") long seed) {
    public EvaluationSettings {
        Require.notNegative("every_iterations", everyIterations);
        Require.notNegative("tasks", tasks);
        Require.that(!temperatures.isEmpty(), "temperatures must have at least one");
        Require.that(
                temperatures.stream().distinct().count() == temperatures.size(),
                "temperatures must differ from each other");
        temperatures.forEach(one -> Require.notNegative("temperatures", one));
    }
}
