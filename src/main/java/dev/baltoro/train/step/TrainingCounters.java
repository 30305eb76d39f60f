package dev.baltoro.train.step;

import dev.baltoro.model.checkpoint.CheckpointException;
import java.nio.file.Path;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// How far a run is, as the metadata of its optimizer's file.
///
/// @param step steps done, skipped ones included
/// @param tokens tokens learned from
/// @param nonFiniteInARow skipped steps in a row
/// @param optimizerSteps steps that the optimizer took
record TrainingCounters(long step, long tokens, int nonFiniteInARow, long optimizerSteps) {
    private static final String STEP = "step";
    private static final String OPTIMIZER_STEPS = "optimizer_steps";
    private static final String TOKENS = "tokens";
    private static final String NON_FINITE_IN_A_ROW = "non_finite_in_a_row";

    /// @param file what the error names
    static TrainingCounters read(Map<String, String> metadata, Path file) {
        return new TrainingCounters(
                count(metadata, STEP, file),
                count(metadata, TOKENS, file),
                (int) count(metadata, NON_FINITE_IN_A_ROW, file, 9),
                count(metadata, OPTIMIZER_STEPS, file));
    }

    Map<String, String> metadata() {
        return Map.of(
                STEP, Long.toString(step),
                TOKENS, Long.toString(tokens),
                NON_FINITE_IN_A_ROW, Integer.toString(nonFiniteInARow),
                OPTIMIZER_STEPS, Long.toString(optimizerSteps));
    }

    private static long count(Map<String, String> metadata, String key, Path file) {
        return count(metadata, key, file, 18);
    }

    private static long count(Map<String, String> metadata, String key, Path file, int digitsMax) {
        @Nullable String text = metadata.get(key);
        if (text == null || !text.matches("[0-9]{1," + digitsMax + "}")) {
            throw new CheckpointException(
                    "%s: `%s` is %s and should be a count: the checkpoint is damaged; remove it to go on from the one before"
                            .formatted(file, key, text == null ? "missing" : "\"" + text + "\""));
        }
        return Long.parseLong(text);
    }
}
