package dev.baltoro.agent.score.condition;

import dev.baltoro.agent.score.language.RegexSearch;
import dev.baltoro.agent.score.value.Sameness;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import tools.jackson.databind.JsonNode;

/// A call of a tool for regular expressions that finds, in the same text, what the expected one
/// finds. The call has `pattern`, `text`, `action`, and may have `flags` and `replacement`.
///
/// @param actions what may be done; empty: what the expected call does
public record RegexEffect(List<String> actions) {
    private static final Set<String> ARGUMENTS =
            Set.of("pattern", "flags", "text", "action", "replacement");

    /// Both list what is found.
    private static final Set<String> LISTING = Set.of("match", "matchAll");

    public RegexEffect {
        actions = List.copyOf(actions);
    }

    /// What a call comes to.
    private sealed interface Effect {
        record Tested(boolean found) implements Effect {}

        record Replaced(String text) implements Effect {}

        record Found(String action, List<String> texts) implements Effect {}
    }

    /// {@return whether a call's arguments will do}
    public boolean holds(JsonNode gold, JsonNode arguments) {
        String action = arguments.path("action").asString("");
        List<String> allowed =
                actions.isEmpty() ? List.of(gold.path("action").asString("")) : actions;
        boolean comparable =
                arguments.path("action").isString()
                        && allowed.contains(action)
                        && Sameness.same(gold.path("text"), arguments.path("text"))
                        && ARGUMENTS.containsAll(arguments.propertyNames());
        if (!comparable) {
            return false;
        }
        Optional<Effect> wanted = effect(gold, allowed);
        return wanted.isPresent() && wanted.equals(effect(arguments, allowed));
    }

    /// {@return flags as one text, also where they came as a list}
    private static String letters(JsonNode flags) {
        return flags.isArray()
                ? flags.valueStream().map(flag -> flag.asString("?")).collect(Collectors.joining())
                : flags.stringValue();
    }

    private static Optional<Effect> effect(JsonNode arguments, List<String> allowed) {
        JsonNode text = arguments.path("text");
        JsonNode pattern = arguments.path("pattern");
        JsonNode flags = arguments.path("flags");
        boolean absent = flags.isMissingNode() || flags.isNull();
        if (!text.isString()
                || !pattern.isString()
                || !(absent || flags.isString() || flags.isArray())) {
            return Optional.empty();
        }
        Optional<RegexSearch> search =
                RegexSearch.of(pattern.stringValue(), absent ? "" : letters(flags));
        if (search.isEmpty()) {
            return Optional.empty();
        }
        String action = arguments.path("action").asString("");
        return switch (action) {
            case "test" -> search.get().isFound(text.stringValue()).map(Effect.Tested::new);
            case "replace" ->
                    arguments.path("replacement").isString()
                            ? search.get()
                                    .replaced(
                                            text.stringValue(),
                                            arguments.path("replacement").stringValue())
                                    .map(Effect.Replaced::new)
                            : Optional.empty();
            case "match", "matchAll" ->
                    search.get()
                            .found(text.stringValue())
                            .map(found ->
                                    new Effect.Found(
                                            allowed.containsAll(LISTING) ? "list" : action, found));
            default -> Optional.empty();
        };
    }
}
