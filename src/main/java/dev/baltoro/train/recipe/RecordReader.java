package dev.baltoro.train.recipe;

import static dev.baltoro.train.recipe.RecordSchema.join;

import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.ParameterizedType;
import java.lang.reflect.RecordComponent;
import java.lang.reflect.Type;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.OptionalInt;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.MissingNode;

/// Reads a record from a tree: unknown keys, missing keys, wrong types and values out of range are
/// errors that name the path.
final class RecordReader {
    private RecordReader() {}

    static <T extends Record> T read(Class<T> type, JsonNode tree, String path) {
        if (!tree.isMissingNode() && !tree.isObject()) {
            throw wrong(path, "keys (" + String.join(", ", RecordSchema.keys(type)) + ")", tree);
        }
        for (String key : tree.propertyNames()) {
            if (RecordSchema.component(type, key).isEmpty()) {
                throw RecordSchema.unknownKey(path, key, type);
            }
        }
        RecordComponent[] components = type.getRecordComponents();
        Object[] values =
                Arrays.stream(components)
                        .map(component -> componentValue(component, tree, path))
                        .toArray();
        return construct(type, components, values, path);
    }

    private static Object componentValue(RecordComponent component, JsonNode tree, String path) {
        String key = RecordSchema.key(component);
        String where = join(path, key);
        JsonNode written = tree.path(key);
        // `key:` without a value means "as if it were not written".
        JsonNode node = written.isNull() ? MissingNode.getInstance() : written;
        @Nullable Default standard = component.getAnnotation(Default.class);
        if (node.isMissingNode() && standard != null) {
            node = Yaml.tree(standard.value());
        }
        return value(component.getGenericType(), node, where);
    }

    private static Object value(Type type, JsonNode node, String path) {
        if (type instanceof ParameterizedType generic) {
            return container(generic, node, path);
        }
        Class<?> plain = (Class<?>) type;
        if (plain == JsonNode.class) {
            return node;
        }
        if (plain == OptionalInt.class) {
            return node.isMissingNode()
                    ? OptionalInt.empty()
                    : OptionalInt.of((int) whole(node, path, Integer.MAX_VALUE));
        }
        if (plain == OptionalDouble.class) {
            return node.isMissingNode()
                    ? OptionalDouble.empty()
                    : OptionalDouble.of(number(node, path));
        }
        if (plain.isRecord()) {
            return read(plain.asSubclass(Record.class), node, path);
        }
        if (node.isMissingNode()) {
            throw new RecipeException("`" + path + "` is missing and has no default; write it");
        }
        return scalar(plain, node, path);
    }

    private static Object container(ParameterizedType type, JsonNode node, String path) {
        Type raw = type.getRawType();
        Type[] arguments = type.getActualTypeArguments();
        if (raw == Optional.class) {
            return node.isMissingNode()
                    ? Optional.empty()
                    : Optional.of(value(arguments[0], node, path));
        }
        if (raw == List.class) {
            if (!node.isArray()) {
                throw wrong(path, "a list", node);
            }
            List<Object> list = new ArrayList<>();
            for (JsonNode element : node) {
                list.add(value(arguments[0], element, join(path, Integer.toString(list.size()))));
            }
            return List.copyOf(list);
        }
        if (raw == Map.class) {
            if (!node.isObject()) {
                throw wrong(path, "keys with values", node);
            }
            Map<String, Object> map = new LinkedHashMap<>();
            node.properties()
                    .forEach(entry ->
                            map.put(
                                    entry.getKey(),
                                    value(
                                            arguments[1],
                                            entry.getValue(),
                                            join(path, entry.getKey()))));
            return Collections.unmodifiableMap(map);
        }
        throw new IllegalStateException("no way to read " + type);
    }

    private static Object scalar(Class<?> type, JsonNode node, String path) {
        if (!node.isValueNode() || node.isNull()) {
            throw wrong(path, "one value", node);
        }
        if (type == int.class || type == Integer.class) {
            return (int) whole(node, path, Integer.MAX_VALUE);
        }
        if (type == long.class || type == Long.class) {
            return whole(node, path, Long.MAX_VALUE);
        }
        if (type == double.class || type == Double.class) {
            return number(node, path);
        }
        if (type == boolean.class) {
            if (!node.isBoolean()) {
                throw wrong(path, "true or false", node);
            }
            return node.booleanValue();
        }
        if (type == String.class) {
            return node.asString();
        }
        if (type == Path.class) {
            return Path.of(node.asString());
        }
        if (type == Object.class) {
            return plainScalar(node);
        }
        if (type.isEnum()) {
            return constant(type, node, path);
        }
        throw new IllegalStateException("no way to read " + type);
    }

    private static Object plainScalar(JsonNode node) {
        if (node.isBoolean()) {
            return node.booleanValue();
        }
        if (node.isIntegralNumber() && node.canConvertToLong()) {
            return node.longValue();
        }
        return node.isNumber() ? (Object) node.doubleValue() : node.asString();
    }

    private static long whole(JsonNode node, String path, long max) {
        if (!node.isNumber() || node.doubleValue() != Math.rint(node.doubleValue())) {
            throw wrong(path, "a whole number", node);
        }
        if (Math.abs(node.doubleValue()) > max) {
            throw wrong(path, "at most " + max, node);
        }
        return node.isIntegralNumber() ? node.longValue() : (long) node.doubleValue();
    }

    private static double number(JsonNode node, String path) {
        if (!node.isNumber() || !Double.isFinite(node.doubleValue())) {
            throw wrong(path, "a number", node);
        }
        return node.doubleValue();
    }

    private static Object constant(Class<?> type, JsonNode node, String path) {
        List<String> words = new ArrayList<>();
        for (Object value : type.getEnumConstants()) {
            String word = RecordSchema.word((Enum<?>) value);
            if (word.equals(node.asString())) {
                return value;
            }
            words.add(word);
        }
        throw wrong(path, "one of " + String.join(", ", words), node);
    }

    private static <T extends Record> T construct(
            Class<T> type, RecordComponent[] components, Object[] values, String path) {
        Class<?>[] types =
                Arrays.stream(components).map(RecordComponent::getType).toArray(Class<?>[]::new);
        try {
            return type.getDeclaredConstructor(types).newInstance(values);
        } catch (InvocationTargetException e) {
            if (e.getCause() instanceof IllegalArgumentException refused) {
                // The record's own message begins with the key.
                String message = String.valueOf(refused.getMessage());
                throw new RecipeException(path.isEmpty() ? message : path + "." + message, refused);
            }
            throw new IllegalStateException("cannot make " + type, e);
        } catch (ReflectiveOperationException e) {
            throw new IllegalStateException("cannot make " + type, e);
        }
    }

    private static RecipeException wrong(String path, String wanted, JsonNode node) {
        String is = node.isMissingNode() ? "nothing" : Yaml.text(node).strip().replace('\n', ' ');
        return new RecipeException(
                (path.isEmpty() ? "the recipe" : "`" + path + "`")
                        + " must be "
                        + wanted
                        + ", but is "
                        + (is.length() > 60 ? is.substring(0, 60) + "..." : is));
    }
}
