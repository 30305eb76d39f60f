package dev.baltoro.synth.request;

import dev.baltoro.synth.value.Surroundings;
import java.util.List;
import java.util.function.Predicate;

/// Wishes with something unsaid that are those of no one family: `rename the thesis file`.
///
/// @param name unique
/// @param tool what the name of one tool must look like for it to be wished
/// @param weight how often
/// @param lack what is said, and what to ask
record Asking(String name, java.util.regex.Pattern tool, double weight, Family.Lack lack) {
    /// {@return whether it is a wish to one of these tools, and what it speaks of exists}
    ///
    /// A card is moved too, but where no folders are, nobody speaks of them.
    boolean fits(List<String> tools, Surroundings around) {
        return tools.stream().anyMatch(each -> tool.matcher(each).find())
                && (!around.roots().isEmpty() || !speaksOf(Slots::ofFolders))
                && (!around.entities().isEmpty() || !speaksOf(Slots::ofEntities));
    }

    private boolean speaksOf(Predicate<String> slots) {
        return lack.says().all().stream()
                .flatMap(sentence -> sentence.pattern().holes().stream())
                .anyMatch(hole -> slots.test(hole.slot()));
    }
}
