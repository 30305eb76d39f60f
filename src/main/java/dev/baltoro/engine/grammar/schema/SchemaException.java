package dev.baltoro.engine.grammar.schema;

import dev.baltoro.engine.grammar.regex.LanguageException;
import dev.baltoro.engine.grammar.regex.Patience;
import java.util.function.Supplier;

/// A JSON Schema that is malformed, matches nothing, or says what no grammar here can hold.
///
/// The message is one line that begins with the place, a JSON pointer ending in the keyword, as in
/// `#/properties/name/not: ...`.
public final class SchemaException extends IllegalArgumentException {
    private static final long serialVersionUID = 1;

    private final String path;

    public SchemaException(String path, String problem) {
        super(path + ": " + problem);
        this.path = path;
    }

    private SchemaException(String path, LanguageException problem) {
        super(path + ": " + problem.getMessage(), problem);
        this.path = path;
    }

    /// {@return the place, a JSON pointer}
    String path() {
        return path;
    }

    /// {@return what `make` returns}
    ///
    /// @param path the place that an error in the language is at
    /// @throws SchemaException if the language cannot be made
    static <T> T at(String path, Supplier<T> make) {
        try {
            return make.get();
        } catch (LanguageException problem) {
            throw new SchemaException(path, problem);
        }
    }

    /// Ends a work that has taken too long.
    ///
    /// @param path what is being read
    /// @throws SchemaException after [Patience#MAX]
    public static void checkPatience(String path) {
        try {
            Patience.check();
        } catch (LanguageException problem) {
            throw new SchemaException(path, problem);
        }
    }
}
