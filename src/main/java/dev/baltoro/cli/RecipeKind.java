package dev.baltoro.cli;

import dev.baltoro.flow.AgentRecipe;
import dev.baltoro.flow.ArmsRecipe;
import dev.baltoro.flow.synthesis.SynthRecipe;
import dev.baltoro.rl.recipe.RlRecipe;
import dev.baltoro.train.recipe.Recipe;
import dev.baltoro.train.recipe.RecipeException;
import dev.baltoro.train.recipe.SftRecipe;
import java.nio.file.Path;
import java.util.List;
import java.util.function.Consumer;

/// Which command a recipe is for. One that is given to another command has unknown keys there,
/// which tells its owner nothing.
enum RecipeKind {
    PRETRAIN("pretrain", file -> Recipe.load(file, List.of())),
    SFT("sft", file -> SftRecipe.load(file, List.of())),
    RL("rl", file -> RlRecipe.load(file, List.of())),
    AGENTIC("agentic", file -> AgentRecipe.load(file, List.of())),
    ARMS("agentic arms", ArmsRecipe::load),
    SYNTH("synth", file -> SynthRecipe.load(file, List.of()));

    private final String command;
    private final Consumer<Path> reader;

    RecipeKind(String command, Consumer<Path> reader) {
        this.command = command;
        this.reader = reader;
    }

    /// {@return that `file` is a recipe of another kind, if it is, and else `error`}
    ///
    /// @param error what this kind's reader said of it
    RecipeException explained(RecipeException error, Path file) {
        boolean isStrange = String.valueOf(error.getMessage()).contains("unknown key");
        if (!isStrange || reads(file)) { // then what was set over it is wrong
            return error;
        }
        for (RecipeKind other : values()) {
            if (other.reads(file)) {
                return new RecipeException(
                        "%s is a recipe of baltoro %s, not of baltoro %s"
                                .formatted(file, other.command, command));
            }
        }
        return error;
    }

    private boolean reads(Path file) {
        try {
            reader.accept(file);
            return true;
        } catch (RecipeException refused) {
            return false;
        }
    }
}
