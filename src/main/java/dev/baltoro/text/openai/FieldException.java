package dev.baltoro.text.openai;

/// A document with a value that is wrong, and which one.
public final class FieldException extends IllegalArgumentException {
    private static final long serialVersionUID = 1;

    private final String field;
    private final String code;

    /// @param field where the value stands, for example `messages[1].role`
    /// @param message one line that says what is wrong and what to do
    /// @param code what programs tell it by, one of OpenAI's
    public FieldException(String field, String message, String code) {
        super(message);
        this.field = field;
        this.code = code;
    }

    /// {@return where the wrong value stands}
    public String field() {
        return field;
    }

    /// {@return what programs tell the error by}
    public String code() {
        return code;
    }
}
