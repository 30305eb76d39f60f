package dev.baltoro.train.pretrain;

import dev.baltoro.model.K2Model;
import dev.baltoro.text.tokenizer.Tokenizer;
import dev.baltoro.train.recipe.Recipe;
import java.util.List;

/// Lets a model in training write, so that one can see what it has learned.
///
/// Training waits meanwhile. A writer does not change the model; afterwards nothing that it started
/// still runs, and it holds nothing.
@FunctionalInterface
public interface SampleWriter {
    /// {@return for each prompt what the model writes after it, up to the end of the document}
    ///
    /// A sample that cannot be written, such as one of weights that are not finite, does not end
    /// the training: in its place stands a line in parentheses that says why.
    ///
    /// @param model as it is now; the trainer's own
    /// @param tokenizer the one the model is trained with
    /// @param asked prompts, and most tokens of a sample
    /// @param seed the same seed gives the same samples of the same weights
    List<String> write(K2Model model, Tokenizer tokenizer, Recipe.Generation asked, long seed);
}
