package dev.baltoro.train.recipe;

import dev.baltoro.train.run.RunPlan;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import tools.jackson.databind.JsonNode;

/// A key that two recipes give different values.
///
/// @param path the key, such as `schedule.peak` or `stages.0.steps`
/// @param before its value in the first recipe, or `nothing`
/// @param after its value in the second, or `nothing`
public record RecipeDifference(String path, String before, String after) {
    private static final String NOTHING = "nothing";

    /// {@return all differences, in the order of the keys}
    public static List<RecipeDifference> between(RunPlan first, RunPlan second) {
        Map<String, String> before = new LinkedHashMap<>();
        Map<String, String> after = new LinkedHashMap<>();
        flatten("", Yaml.object(first.toYaml()), before);
        flatten("", Yaml.object(second.toYaml()), after);
        Set<String> paths = new LinkedHashSet<>(before.keySet());
        paths.addAll(after.keySet());
        List<RecipeDifference> differences = new ArrayList<>();
        for (String path : paths) {
            String one = before.getOrDefault(path, NOTHING);
            String other = after.getOrDefault(path, NOTHING);
            if (!one.equals(other)) {
                differences.add(new RecipeDifference(path, one, other));
            }
        }
        return differences;
    }

    private static void flatten(String path, JsonNode node, Map<String, String> values) {
        if (node.isObject()) {
            node.properties()
                    .forEach(entry ->
                            flatten(
                                    RecordSchema.join(path, entry.getKey()),
                                    entry.getValue(),
                                    values));
        } else if (node.isArray()) {
            for (int i = 0; i < node.size(); i++) {
                flatten(RecordSchema.join(path, Integer.toString(i)), node.get(i), values);
            }
        } else {
            values.put(path, node.asString());
        }
    }

    @Override
    public String toString() {
        return "%s was %s, is now %s".formatted(path, before, after);
    }
}
