package dev.baltoro.agent.score;

import dev.baltoro.agent.score.condition.FreeRule;
import dev.baltoro.agent.score.value.Pairing;
import dev.baltoro.agent.score.value.Sameness;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.MissingNode;

/// Compares calls with wanted ones.
///
/// @param levelling of the tools
/// @param rules what is free, by `CALL.argument.index…`
record CallMatch(ToolLevelling levelling, Map<String, FreeRule> rules) {
    /// {@return whether a call will do}
    ///
    /// @param index the wanted call's place, by which rules name it
    boolean equal(MadeCall gold, MadeCall call, int index) {
        if (!gold.name().equals(call.name()) || !call.arguments().isObject()) {
            return false;
        }
        String place = Integer.toString(index);
        FreeRule whole = rules.get(place);
        return whole != null && whole.effect().isPresent()
                ? whole.effect().get().holds(gold.arguments(), call.arguments())
                : equalMembers(
                        gold.arguments(), call.arguments(), place, levelling.defaults(gold.name()));
    }

    private boolean equalMembers(
            JsonNode gold, JsonNode value, String path, Map<String, JsonNode> defaults) {
        Set<String> keys = new TreeSet<>(gold.propertyNames());
        keys.addAll(value.propertyNames());
        return keys.stream()
                .allMatch(key ->
                        equalMember(
                                gold.path(key),
                                value.path(key),
                                path + "." + key,
                                defaults.getOrDefault(key, MissingNode.getInstance())));
    }

    private boolean equalMember(JsonNode gold, JsonNode value, String path, JsonNode otherwise) {
        FreeRule rule = rules.getOrDefault(path, FreeRule.NONE);
        if (value.isMissingNode()) {
            return rule.optional() || Sameness.same(otherwise, gold);
        }
        if (gold.isMissingNode()) {
            return rule.optional() ? rule.admits(gold, value) : Sameness.same(otherwise, value);
        }
        return equalValue(gold, value, path);
    }

    private boolean equalValue(JsonNode gold, JsonNode value, String path) {
        FreeRule rule = rules.get(path);
        if (rule != null) {
            return rule.admits(gold, value);
        }
        if (gold.isObject() && value.isObject()) {
            return equalMembers(gold, value, path, Map.of());
        }
        if (gold.isArray() && value.isArray()) {
            return Pairing.exists(
                    gold.size(),
                    value.size(),
                    (i, j) -> equalValue(gold.get(i), value.get(j), path + "." + i));
        }
        return Sameness.same(gold, value);
    }
}
