package dev.baltoro.train.recipe;

import dev.baltoro.text.NearestName;
import java.lang.reflect.RecordComponent;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/// How a record stands in YAML: a component `peakRate` is the key `peak_rate`.
final class RecordSchema {
    private RecordSchema() {}

    static String key(RecordComponent component) {
        return snake(component.getName());
    }

    static List<String> keys(Class<?> type) {
        return Arrays.stream(type.getRecordComponents()).map(RecordSchema::key).toList();
    }

    static Optional<RecordComponent> component(Class<?> type, String key) {
        return Arrays.stream(type.getRecordComponents())
                .filter(component -> key(component).equals(key))
                .findFirst();
    }

    static RecipeException unknownKey(String path, String key, Class<?> type) {
        return new RecipeException(
                "unknown key `" + join(path, key) + "`; " + NearestName.hint(key, keys(type)));
    }

    static String join(String path, String key) {
        return path.isEmpty() ? key : path + "." + key;
    }

    static String word(Enum<?> value) {
        return value.name().toLowerCase(Locale.ROOT);
    }

    private static String snake(String camel) {
        StringBuilder snake = new StringBuilder();
        for (int i = 0; i < camel.length(); i++) {
            char c = camel.charAt(i);
            if (Character.isUpperCase(c)) {
                snake.append('_').append(Character.toLowerCase(c));
            } else {
                snake.append(c);
            }
        }
        return snake.toString();
    }
}
