package dev.baltoro.train.recipe;

import static dev.baltoro.train.recipe.RecordSchema.join;

import java.lang.reflect.ParameterizedType;
import java.lang.reflect.RecordComponent;
import java.lang.reflect.Type;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/// Values set from outside over a recipe's tree, by dotted path: `optimizer.qk_clip.tau=30`,
/// `stages.0.steps=5`. The path is checked against the record, so that a wrong one names itself.
final class Overrides {
    private Overrides() {}

    /// Applies `path=value`, the value being YAML.
    static void apply(ObjectNode tree, Class<? extends Record> type, String override) {
        int equals = override.indexOf('=');
        if (equals < 1) {
            throw new RecipeException("`" + override + "` must be path.to.key=value");
        }
        try {
            JsonNode value = Yaml.tree(override.substring(equals + 1));
            set(tree, type, override.substring(0, equals).strip(), value);
        } catch (RecipeException e) {
            throw e.in("--set " + override);
        }
    }

    /// Sets the key at `path`; a value that is itself a tree is merged key by key.
    static void set(ObjectNode tree, Class<? extends Record> type, String path, JsonNode value) {
        String[] keys = path.split("\\.", -1);
        JsonNode holder = tree;
        Type at = type;
        String walked = "";
        for (int i = 0; i < keys.length; i++) {
            Step step = step(at, keys[i], walked);
            walked = join(walked, keys[i]);
            if (i == keys.length - 1) {
                if (value.isObject() && step.type() instanceof Class<?> c && c.isRecord()) {
                    value.properties()
                            .forEach(e -> set(tree, type, join(path, e.getKey()), e.getValue()));
                } else {
                    put(holder, keys[i], value, walked);
                }
            } else {
                holder = child(holder, keys[i], step, walked);
                at = step.type();
            }
        }
    }

    /// What stands at a key: its type and, where it has one, its default.
    private record Step(Type type, Optional<String> standard) {}

    private static Step step(Type holder, String key, String path) {
        if (holder instanceof Class<?> record && record.isRecord()) {
            RecordComponent component =
                    RecordSchema.component(record, key)
                            .orElseThrow(() -> RecordSchema.unknownKey(path, key, record));
            @Nullable Default standard = component.getAnnotation(Default.class);
            return new Step(
                    component.getGenericType(), Optional.ofNullable(standard).map(Default::value));
        }
        if (holder instanceof ParameterizedType generic) {
            Type[] arguments = generic.getActualTypeArguments();
            if (generic.getRawType() == List.class || generic.getRawType() == Map.class) {
                return new Step(arguments[arguments.length - 1], Optional.empty());
            }
        }
        throw new RecipeException("`" + path + "` is one value and has no key `" + key + "`");
    }

    private static JsonNode child(JsonNode holder, String key, Step step, String path) {
        if (holder instanceof ArrayNode list) {
            return list.get(index(list, key, path));
        }
        ObjectNode object = (ObjectNode) holder;
        JsonNode child = object.path(key);
        if (child.isObject() || child.isArray()) {
            return child;
        }
        if (!child.isMissingNode() && !child.isNull()) {
            throw new RecipeException("`" + path + "` is written as one value and has no keys");
        }
        JsonNode fresh = step.standard().map(Yaml::tree).orElseGet(Yaml::emptyObject);
        object.set(key, fresh);
        return fresh;
    }

    private static void put(JsonNode holder, String key, JsonNode value, String path) {
        if (holder instanceof ArrayNode list) {
            list.set(index(list, key, path), value);
        } else {
            ((ObjectNode) holder).set(key, value);
        }
    }

    private static int index(ArrayNode list, String key, String path) {
        if (key.matches("[0-9]{1,4}") && Integer.parseInt(key) < list.size()) {
            return Integer.parseInt(key);
        }
        throw new RecipeException(
                "`" + path + "`: the list has " + list.size() + " elements; count from 0");
    }
}
