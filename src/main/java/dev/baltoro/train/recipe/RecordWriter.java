package dev.baltoro.train.recipe;

import java.lang.reflect.RecordComponent;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.OptionalInt;

/// Writes a record as a tree of maps and lists; the reverse of [RecordReader].
final class RecordWriter {
    private RecordWriter() {}

    static Map<String, Object> map(Record record) {
        Map<String, Object> map = new LinkedHashMap<>();
        for (RecordComponent component : record.getClass().getRecordComponents()) {
            plain(read(record, component))
                    .ifPresent(value -> map.put(RecordSchema.key(component), value));
        }
        return map;
    }

    /// {@return `value` in types that YAML knows; empty for an empty optional}
    private static Optional<Object> plain(Object value) {
        return switch (value) {
            case Optional<?> optional -> optional.flatMap(RecordWriter::plain);
            case OptionalInt optional ->
                    optional.isPresent() ? Optional.of(optional.getAsInt()) : Optional.empty();
            case OptionalDouble optional ->
                    optional.isPresent() ? Optional.of(optional.getAsDouble()) : Optional.empty();
            case Record record -> Optional.of(map(record));
            case Enum<?> constant -> Optional.of(RecordSchema.word(constant));
            case Path path -> Optional.of(path.toString());
            case List<?> list -> {
                List<Object> plain = new ArrayList<>();
                list.forEach(element -> plain(element).ifPresent(plain::add));
                yield Optional.of(plain);
            }
            case Map<?, ?> map -> {
                Map<String, Object> plain = new LinkedHashMap<>();
                map.forEach(
                        (key, entry) -> plain(entry).ifPresent(v -> plain.put(key.toString(), v)));
                yield Optional.of(plain);
            }
            default -> Optional.of(value);
        };
    }

    private static Object read(Record record, RecordComponent component) {
        try {
            return component.getAccessor().invoke(record);
        } catch (ReflectiveOperationException e) {
            throw new IllegalStateException("cannot read " + component, e);
        }
    }
}
