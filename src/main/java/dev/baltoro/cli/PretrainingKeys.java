package dev.baltoro.cli;

import dev.baltoro.train.recipe.Recipe;
import dev.baltoro.train.recipe.RecipeFormat;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;

/// Keys of a recipe of pretraining, as scripts set them for the first quickstart, which did no more
/// than pretrain. They still get what they were written for.
final class PretrainingKeys {
    /// Where that quickstart had its text.
    static final String SHARDS = "data/quickstart";

    /// Keys that the whole quickstart's recipe has as well.
    private static final Set<String> SHARED = Set.of("name", "seed");

    private static final Set<String> KEYS =
            RecipeFormat.keys(Recipe.class).stream()
                    .filter(name -> !SHARED.contains(name))
                    .collect(Collectors.toUnmodifiableSet());

    private PretrainingKeys() {}

    /// {@return whether one of these settings is such a key}
    static boolean areIn(List<String> settings) {
        return settings.stream().anyMatch(PretrainingKeys::isOne);
    }

    /// {@return the settings, as the whole quickstart's recipe has them}
    static List<String> moved(List<String> settings) {
        return settings.stream().map(one -> isOne(one) ? "pretrain." + one : one).toList();
    }

    private static boolean isOne(String setting) {
        return KEYS.contains(setting.split("[.=]", 2)[0]);
    }
}
