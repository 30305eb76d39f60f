package dev.baltoro.train.run;

import java.util.OptionalDouble;
import java.util.OptionalLong;

/// What a run's folder and report need to know of a recipe, whatever it trains.
public interface RunPlan {
    /// {@return what the run is called}
    String name();

    /// {@return optimizer steps in all}
    long steps();

    /// {@return tokens in all, where the recipe can say}
    OptionalLong plannedTokens();

    /// {@return what the weights begin as, in a word: a preset or a folder}
    String startsFrom();

    /// {@return the cap on attention logits, where there is one}
    OptionalDouble logitCap();

    /// {@return steps between two checkpoints}
    int checkpointEverySteps();

    /// {@return newest checkpoints that stay}
    int checkpointsKept();

    /// {@return seconds between two drawings of the report}
    int reportEverySeconds();

    /// {@return the recipe as it is written into the folder}
    String toYaml();
}
