/// Recipes: a training run or an experiment written down in YAML, read with every key checked.
///
/// May use nothing else of the project. Knows nothing of tensors and loops.
@NullMarked
package dev.baltoro.train.recipe;

import org.jspecify.annotations.NullMarked;
