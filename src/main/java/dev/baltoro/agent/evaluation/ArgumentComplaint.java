package dev.baltoro.agent.evaluation;

import java.util.regex.Pattern;

/// Tells from a server's words whether a call's arguments are not what the tool takes, as its
/// validator says it, or whether the call failed because of what there is.
final class ArgumentComplaint {
    /// Characters that are looked at: what is wrong is said first.
    private static final int CHARS_MAX = 2000;

    /// Words of validators: of MCP's SDKs, and of zod, pydantic, Ajv and other validators of JSON
    /// Schema, serde, and the languages themselves.
    private static final Pattern VALIDATOR =
            Pattern.compile(
                    String.join(
                            "|",
                            "mcp error -32602: (?!tool )",
                            "input validation error",
                            "invalid arguments for tool",
                            "invalid input: expected",
                            "expected \"?\\w+\"?, received \"?\\w+",
                            "\\b(invalid_type|unrecognized_keys|invalid_union|invalid_enum_value|invalid_literal)\\b",
                            "unrecognized key",
                            "\\d+ validation errors? for",
                            "input should be (a|an|greater|less|'|one of)",
                            "\\bfield required\\b",
                            "extra inputs are not permitted",
                            "must have required propert",
                            "must be (a |an )?(string|number|integer|boolean|array|object|null)\\b",
                            "must be equal to (constant|one of the allowed values)",
                            "must not have additional properties",
                            "is a required property",
                            "is not of type",
                            "additional properties are not allowed",
                            "does not match the schema",
                            "schema validation",
                            "required: missing propert",
                            "unexpected additional propert",
                            "cannot unmarshal",
                            "missing (required )?(field|parameter|argument|property|properties)\\b",
                            "(parameter|argument|property) \\S+ is required",
                            "required (parameter|argument|property) \\S+ (is )?(missing|not)",
                            "unexpected keyword argument",
                            "required positional argument",
                            "invalid type: .{1,80}expected",
                            "unknown (field|parameter|argument|property) "),
                    Pattern.CASE_INSENSITIVE);

    private static final Pattern THERE =
            Pattern.compile(
                    "not found|not exist|no such|unknown|denied|not allowed|already exists|enoent|forbidden",
                    Pattern.CASE_INSENSITIVE);

    /// Tools that fail and do not say so otherwise.
    private static final Pattern FAILURE =
            Pattern.compile(
                    "\\A\\s*(?:(?:error|failed|failure|exception|traceback)\\b|\\{\\s*\"error\"\\s*:\\s*+(?!null|false|\"\"))",
                    Pattern.CASE_INSENSITIVE);

    private ArgumentComplaint() {}

    /// {@return whether a failure's message is a validator's}
    static boolean is(String message) {
        return VALIDATOR.matcher(beginning(message)).find();
    }

    /// {@return whether a failure's message speaks of what exists and what may be done}
    static boolean isOfWhatIsThere(String message) {
        return THERE.matcher(beginning(message)).find();
    }

    /// {@return whether a result that is not marked as a failure says that it is one}
    static boolean isFailure(String result) {
        return FAILURE.matcher(beginning(result)).find();
    }

    private static String beginning(String text) {
        return text.substring(0, Math.min(text.length(), CHARS_MAX));
    }
}
