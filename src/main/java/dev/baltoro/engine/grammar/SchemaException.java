package dev.baltoro.engine.grammar;

/// A JSON Schema that is malformed, matches nothing, or says what no grammar here can hold.
///
/// The message is one line that begins with the place, a JSON pointer ending in the keyword, as in
/// `#/properties/name/not: ...`.
public final class SchemaException extends IllegalArgumentException {
    private static final long serialVersionUID = 1;

    SchemaException(String path, String problem) {
        super(path + ": " + problem);
    }
}
