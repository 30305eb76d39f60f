package dev.baltoro.engine.grammar;

import dev.baltoro.engine.grammar.regex.Patience;
import dev.baltoro.engine.grammar.regex.TextLanguage;
import dev.baltoro.engine.grammar.schema.Definition;
import dev.baltoro.engine.grammar.schema.Relaxed;
import dev.baltoro.engine.grammar.schema.SchemaException;
import dev.baltoro.engine.grammar.schema.SchemaReader;
import dev.baltoro.engine.grammar.schema.Shape;
import dev.baltoro.text.chat.ResponseFormat;
import dev.baltoro.text.chat.ToolChoice;
import dev.baltoro.text.chat.ToolDeclaration;
import dev.baltoro.text.tokenizer.Tokenizer;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/// The grammars of one tokenizer; those asked for last are kept. Safe for threads.
///
/// JSON is compact, but for a single space that may stand behind `:` and `,`. Objects of a
/// `json_schema` have their declared properties in the schema's order, as OpenAI promises;
/// arguments of tools have them in any order, since the model sees declarations with sorted keys.
/// What of JSON Schema is known and how it is read stands in the package `schema`.
public final class Grammars {
    /// Characters of a schema or a list of tools.
    static final int SCHEMA_CHARS_MAX = 1 << 20;

    private static final String OBJECT = "{\"type\":\"object\"}";
    private static final String NO_ARGUMENTS = "{\"type\":\"object\",\"properties\":{}}";

    private final TokenWalk walk;
    private final KeptGrammars kept;

    /// {@return bytes of the grammars that are kept, about}
    long bytes() {
        return kept.bytes();
    }

    int count() {
        return kept.count();
    }

    private record Key(
            ResponseFormat format,
            List<ToolDeclaration> tools,
            ToolChoice choice,
            boolean parallel) {}

    /// @param endIds tokens that end an answer, beside `<|im_end|>`
    public Grammars(Tokenizer tokenizer, int... endIds) {
        this(KeptGrammars.bytesByDefault(), tokenizer, endIds);
    }

    /// @param bytesMax bytes of the grammars that are kept, all together
    Grammars(long bytesMax, Tokenizer tokenizer, int... endIds) {
        BitSet ends = new BitSet();
        for (int id : endIds) {
            ends.set(id);
        }
        walk = new TokenWalk(tokenizer, ends);
        kept = new KeptGrammars(bytesMax);
    }

    /// {@return the grammar of answers that are one JSON object}
    public Grammar jsonObject() {
        return jsonSchema(OBJECT);
    }

    /// {@return the grammar of answers that are one JSON value of a schema}
    ///
    /// @throws SchemaException if the schema is malformed or cannot be expressed
    public Grammar jsonSchema(String schema) {
        return answer(Optional.of(schema), List.of(), new ToolChoice.None(), true);
    }

    /// {@return the grammar of a chat's answers}
    ///
    /// @param parallel whether there may be several calls
    /// @throws SchemaException if a tool's parameters are malformed or cannot be expressed; places
    ///   in them begin with the tool's name
    /// @throws IllegalArgumentException if two tools have one name, or the tool of the choice is
    ///   not declared
    public Grammar answer(List<ToolDeclaration> tools, ToolChoice choice, boolean parallel) {
        return answer(Optional.empty(), tools, choice, parallel);
    }

    /// {@return the grammar of a chat's answers, whose text is JSON of a schema if there is one}
    ///
    /// @see #answer(List, ToolChoice, boolean)
    public Grammar answer(
            Optional<String> schema,
            List<ToolDeclaration> tools,
            ToolChoice choice,
            boolean parallel) {
        ResponseFormat format =
                schema.<ResponseFormat>map(json -> new ResponseFormat.JsonSchema("", json))
                        .orElse(new ResponseFormat.Text());
        return answer(format, tools, choice, parallel);
    }

    /// {@return the grammar of a chat's answers, whose text is what a format says}
    ///
    /// @see #answer(List, ToolChoice, boolean)
    public Grammar answer(
            ResponseFormat format,
            List<ToolDeclaration> tools,
            ToolChoice choice,
            boolean parallel) {
        Key key = new Key(format, List.copyOf(tools), choice, parallel);
        Grammar known = kept.find(key);
        if (known != null) {
            return known;
        }
        // Outside of the lock: others need not wait for a large schema. At worst it is read twice.
        Set<String> relaxed = new TreeSet<>();
        Grammar made = Patience.limited(() -> new Grammar(walk, rules(key, relaxed), relaxed));
        kept.put(key, made);
        return made;
    }

    private static Grammar.Rules rules(Key key, Set<String> relaxed) {
        Optional<Grammar.Whole> text = whole(key.format(), relaxed);
        int most = key.parallel() ? Grammar.CALLS_MAX : 1;
        return switch (key.choice()) {
            case ToolChoice.None() -> new Grammar.Rules(text, List.of(), 0, 0);
            case ToolChoice.Auto() ->
                    new Grammar.Rules(
                            text, tools(key.tools(), relaxed), 0, key.tools().isEmpty() ? 0 : most);
            case ToolChoice.Required() -> {
                if (key.tools().isEmpty()) {
                    throw new IllegalArgumentException("tool_choice is required without tools");
                }
                yield new Grammar.Rules(Optional.empty(), tools(key.tools(), relaxed), 1, most);
            }
            case ToolChoice.Named(String name) ->
                    new Grammar.Rules(
                            Optional.empty(),
                            tools(named(key.tools(), Set.of(name)), relaxed),
                            1,
                            1);
            case ToolChoice.Among(Set<String> names, boolean required) -> {
                List<Grammar.Tool> some = tools(named(key.tools(), names), relaxed);
                yield required
                        ? new Grammar.Rules(Optional.empty(), some, 1, most)
                        : new Grammar.Rules(text, some, 0, most);
            }
        };
    }

    private static Optional<Grammar.Whole> whole(ResponseFormat format, Set<String> relaxed) {
        return switch (format) {
            case ResponseFormat.Text _ -> Optional.empty();
            case ResponseFormat.JsonObject _ -> Optional.of(json(OBJECT));
            case ResponseFormat.JsonSchema(_, String schema, boolean strict) ->
                    Optional.of(strict ? json(schema) : relaxed(schema, relaxed));
            case ResponseFormat.Pattern(String regex) -> Optional.of(matching(regex));
            case ResponseFormat.OneOf(List<String> texts) ->
                    Optional.of(new Grammar.Whole.OneOf(texts));
        };
    }

    private static Grammar.Whole json(String schema) {
        checkSize(schema, "#");
        return new Grammar.Whole.Json(SchemaReader.read(schema, true));
    }

    private static Grammar.Whole relaxed(String schema, Set<String> keywords) {
        checkSize(schema, "#");
        Relaxed relaxed = Relaxed.read(SchemaReader.parse(schema), "#", false);
        keywords.addAll(relaxed.keywords());
        return new Grammar.Whole.Json(relaxed.definition());
    }

    /// What a string of the pattern may hold, without the string's quotation marks.
    private static Grammar.Whole matching(String regex) {
        language(regex); // "a)(b" is malformed, and would not be in the group
        return new Grammar.Whole.Matching(language("^(?:" + regex + ")$"));
    }

    private static TextLanguage language(String pattern) {
        String schema =
                JsonMapper.shared()
                        .createObjectNode()
                        .put("type", "string")
                        .put("pattern", pattern)
                        .toString();
        for (Definition leaf : SchemaReader.read(schema, true).alternatives()) {
            if (leaf.isPossible() && leaf.shape() instanceof Shape.Text(TextLanguage language)) {
                return language;
            }
        }
        throw new SchemaException("#/pattern", "no text matches it");
    }

    private static List<ToolDeclaration> named(List<ToolDeclaration> tools, Set<String> names) {
        List<ToolDeclaration> named =
                tools.stream().filter(tool -> names.contains(tool.name())).toList();
        Set<String> missing = new TreeSet<>(names);
        named.forEach(tool -> missing.remove(tool.name()));
        if (named.isEmpty() || !missing.isEmpty()) {
            throw new IllegalArgumentException(
                    "tool_choice names %s; the declared tools are %s"
                            .formatted(
                                    missing.isEmpty() ? "no tool" : String.join(", ", missing),
                                    tools.stream()
                                            .map(ToolDeclaration::name)
                                            .collect(Collectors.joining(", "))));
        }
        return named;
    }

    private static List<Grammar.Tool> tools(
            List<ToolDeclaration> declarations, Set<String> relaxed) {
        Set<String> names = new HashSet<>();
        List<Grammar.Tool> tools = new ArrayList<>();
        for (ToolDeclaration declaration : declarations) {
            if (!names.add(declaration.name())) {
                throw new IllegalArgumentException("two tools are named " + declaration.name());
            }
            checkSize(declaration.json(), declaration.name() + "#");
            JsonNode function = SchemaReader.parse(declaration.json()).path("function");
            tools.add(
                    new Grammar.Tool(
                            declaration.name(), arguments(declaration, function, relaxed)));
        }
        return tools;
    }

    private static Definition arguments(
            ToolDeclaration tool, JsonNode function, Set<String> relaxed) {
        JsonNode given = function.path("parameters");
        JsonNode parameters =
                given.isMissingNode() || given.isNull() ? SchemaReader.parse(NO_ARGUMENTS) : given;
        String place = tool.name() + "#";
        JsonNode strict = function.path("strict");
        if (!strict.isBoolean() || strict.booleanValue()) {
            return SchemaReader.readObject(parameters, place);
        }
        Relaxed read = Relaxed.read(parameters, place, true);
        relaxed.addAll(read.keywords());
        return read.definition();
    }

    private static void checkSize(String schema, String place) {
        if (schema.length() > SCHEMA_CHARS_MAX) {
            throw new SchemaException(
                    place,
                    "the schema has %d characters; %d at most"
                            .formatted(schema.length(), SCHEMA_CHARS_MAX));
        }
    }
}
