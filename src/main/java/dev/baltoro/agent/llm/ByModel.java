package dev.baltoro.agent.llm;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;

/// Something that models may have each for themselves, such as a price.
///
/// @param all for every model that has none of its own
/// @param own by the name that an endpoint calls a model by
public record ByModel<T>(Optional<T> all, Map<String, T> own) {
    public ByModel {
        own = Map.copyOf(own);
    }

    /// {@return nothing for anybody}
    public static <T> ByModel<T> none() {
        return new ByModel<>(Optional.empty(), Map.of());
    }

    /// {@return the same for all}
    public static <T> ByModel<T> of(Optional<T> all) {
        return new ByModel<>(all, Map.of());
    }

    /// {@return what words say: `VALUE` for all models, `NAME=VALUE` for one; a later one counts}
    ///
    /// @param read reads a value
    public static <T> ByModel<T> parse(List<String> words, Function<String, T> read) {
        Optional<T> all = Optional.empty();
        Map<String, T> own = new LinkedHashMap<>();
        for (String word : words) {
            int sign = word.lastIndexOf('=');
            T value = read.apply(word.substring(sign + 1));
            if (sign < 0) {
                all = Optional.of(value);
            } else {
                own.put(word.substring(0, sign), value);
            }
        }
        return new ByModel<>(all, own);
    }

    /// {@return a model's}
    public Optional<T> of(String model) {
        return Optional.ofNullable(own.get(model)).or(() -> all);
    }
}
