package dev.baltoro.text.openai;

import dev.baltoro.text.chat.ResponseFormat;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/// Reads what an answer's text must be: OpenAI's `response_format`, and what other servers call the
/// same thing.
///
/// They are vLLM's `structured_outputs` and `guided_…`, SGLang's `regex`, llama.cpp's `json_schema`
/// and Ollama's `format`. A grammar in a language of its own is refused.
public final class FormatReader {
    /// Fields that say what the text must be.
    static final Set<String> FIELDS =
            Set.of(
                    "response_format",
                    "structured_outputs",
                    "guided_json",
                    "guided_regex",
                    "guided_choice",
                    "guided_grammar",
                    "regex",
                    "ebnf",
                    "grammar",
                    "json_schema",
                    "schema",
                    "format");

    private static final String NAME = "answer";
    private static final String NO_GRAMMAR =
            "%s is a grammar, which this server does not read; use response_format with a json_schema, or structured_outputs with a regex or a choice";

    /// What the text must be, and the field that says so.
    private record Wish(String place, ResponseFormat format) {}

    private final CodecLimits limits;
    private final List<Wish> wishes = new ArrayList<>();

    private FormatReader(CodecLimits limits) {
        this.limits = limits;
    }

    /// {@return what a body says of the answer's text}
    ///
    /// @throws FieldException that names the first field that is wrong
    static ResponseFormat format(Fields body, CodecLimits limits) {
        return wish(body, limits).map(Wish::format).orElse(new ResponseFormat.Text());
    }

    /// {@return what an object says, of those that `response_format` and `text.format` hold}
    ///
    /// @throws FieldException that names the first field that is wrong
    public static ResponseFormat responseFormat(Fields format, CodecLimits limits) {
        FormatReader reader = new FormatReader(limits);
        reader.responseFormat(format);
        return reader.wishes.isEmpty()
                ? new ResponseFormat.Text()
                : reader.wishes.getFirst().format;
    }

    /// {@return whether any text will do}
    static boolean isText(Fields body, CodecLimits limits) {
        return wish(body, limits).isEmpty();
    }

    /// {@return where a body says what the text must be, for an error about it}
    ///
    /// @param body one that has been read
    public static String place(Fields body, CodecLimits limits) {
        return wish(body, limits).map(Wish::place).orElse("response_format");
    }

    private static Optional<Wish> wish(Fields body, CodecLimits limits) {
        FormatReader reader = new FormatReader(limits);
        body.object("response_format").ifPresent(reader::responseFormat);
        body.object("structured_outputs").ifPresent(reader::structuredOutputs);
        reader.schema(body, "guided_json");
        reader.regex(body, "guided_regex");
        reader.choice(body, "guided_choice");
        reader.noGrammar(body, "guided_grammar");
        reader.regex(body, "regex");
        reader.noGrammar(body, "ebnf");
        reader.noGrammar(body, "grammar");
        reader.schema(body, "json_schema");
        reader.schema(body, "schema");
        reader.ollama(body);
        if (reader.wishes.size() > 1) {
            String second = reader.wishes.get(1).place;
            throw Fields.refused(
                    second,
                    "%s and %s both say what the text must be; give one of them"
                            .formatted(reader.wishes.getFirst().place, second));
        }
        return reader.wishes.stream().findFirst();
    }

    private void add(String place, ResponseFormat format) {
        wishes.add(new Wish(place, format));
    }

    private void responseFormat(Fields format) {
        switch (format.requiredString("type")) {
            case "text" -> Dialects.requireKnown(format, Set.of("type"));
            case "json_object" -> {
                Dialects.requireKnown(format, Set.of("type", "schema"));
                if (format.has("schema")) { // Together's and llama.cpp's
                    schema(format, "schema");
                } else {
                    add(format.name("type"), new ResponseFormat.JsonObject());
                }
            }
            case "json_schema" -> jsonSchema(format);
            case "regex" -> {
                Dialects.requireKnown(format, Set.of("type", "pattern", "regex"));
                if (!format.has("pattern") && !format.has("regex")) {
                    throw format.missing("pattern", "a regular expression");
                }
                regex(format, "pattern");
                regex(format, "regex");
            }
            case "grammar", "ebnf", "structural_tag" ->
                    throw Fields.refused(
                            format.name("type"), NO_GRAMMAR.formatted(format.name("type")));
            default -> throw format.wrong("type", "text, json_object, json_schema or regex");
        }
    }

    /// OpenAI nests name and schema in chat completions, and does not in responses.
    private void jsonSchema(Fields format) {
        Set<String> own = Set.of("name", "description", "schema", "strict");
        if (format.has("json_schema") || !format.has("schema")) {
            Dialects.requireKnown(format, Set.of("type", "json_schema"));
            Fields given =
                    format.object("json_schema")
                            .orElseThrow(() -> format.missing("json_schema", "an object"));
            Dialects.requireKnown(given, own);
            named(given, given.requiredString("name"));
            return;
        }
        Dialects.requireKnown(format, Set.of("type", "name", "description", "schema", "strict"));
        named(format, format.string("name").orElse(NAME));
    }

    private void named(Fields given, String name) {
        if (name.isEmpty() || name.length() > limits.nameChars()) {
            throw given.wrong("name", "1 to %d characters".formatted(limits.nameChars()));
        }
        Fields schema =
                given.object("schema").orElseThrow(() -> given.missing("schema", "a JSON Schema"));
        add(
                schema.path(),
                new ResponseFormat.JsonSchema(
                        name, schema.node().toString(), given.flag("strict", true)));
    }

    /// vLLM's.
    private void structuredOutputs(Fields outputs) {
        Dialects.requireKnown(
                outputs,
                Set.of("json", "regex", "choice", "grammar", "json_object", "structural_tag"));
        schema(outputs, "json");
        regex(outputs, "regex");
        choice(outputs, "choice");
        noGrammar(outputs, "grammar");
        noGrammar(outputs, "structural_tag");
        if (outputs.flag("json_object", false)) {
            add(outputs.name("json_object"), new ResponseFormat.JsonObject());
        }
    }

    /// A schema, which some clients write as a string.
    private void schema(Fields fields, String key) {
        if (!fields.has(key)) {
            return;
        }
        JsonNode schema = fields.get(key);
        if (schema.isString()) {
            try {
                schema = JsonMapper.shared().readTree(schema.stringValue());
            } catch (JacksonException notJson) {
                throw fields.wrong(key, "a JSON Schema");
            }
        }
        if (!schema.isObject()) {
            throw fields.wrong(key, "a JSON Schema");
        }
        add(fields.name(key), new ResponseFormat.JsonSchema(NAME, schema.toString()));
    }

    private void regex(Fields fields, String key) {
        fields.string(key)
                .ifPresent(regex -> add(fields.name(key), new ResponseFormat.Pattern(regex)));
    }

    private void choice(Fields fields, String key) {
        if (!fields.has(key)) {
            return;
        }
        List<String> texts = new ArrayList<>();
        for (JsonNode text : fields.elements(key, limits.choiceTexts())) {
            if (!text.isString() || text.stringValue().isEmpty()) {
                throw fields.wrong(key, "a list of texts, none of them empty");
            }
            texts.add(text.stringValue());
        }
        if (texts.isEmpty()) {
            throw fields.wrong(key, "a list with at least one text");
        }
        add(fields.name(key), new ResponseFormat.OneOf(texts));
    }

    private void noGrammar(Fields fields, String key) {
        boolean empty = fields.get(key).isString() && fields.get(key).stringValue().isEmpty();
        if (fields.has(key) && !empty) {
            throw Fields.refused(fields.name(key), NO_GRAMMAR.formatted(fields.name(key)));
        }
    }

    /// Ollama's: the word json, or a schema.
    private void ollama(Fields body) {
        String key = "format";
        JsonNode format = body.get(key);
        if (format.isString() && format.stringValue().equals("json")) {
            add(key, new ResponseFormat.JsonObject());
        } else if (!format.isString() || !format.stringValue().isEmpty()) {
            schema(body, key);
        }
    }
}
