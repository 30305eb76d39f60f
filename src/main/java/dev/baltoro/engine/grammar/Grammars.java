package dev.baltoro.engine.grammar;

import dev.baltoro.engine.grammar.regex.Patience;
import dev.baltoro.engine.grammar.schema.Definition;
import dev.baltoro.engine.grammar.schema.SchemaException;
import dev.baltoro.engine.grammar.schema.SchemaReader;
import dev.baltoro.text.chat.ToolChoice;
import dev.baltoro.text.chat.ToolDeclaration;
import dev.baltoro.text.tokenizer.Tokenizer;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import tools.jackson.databind.JsonNode;

/// The grammars of one tokenizer; those asked for last are kept. Safe for threads.
///
/// JSON is compact, but for a single space that may stand behind `:` and `,`. Objects of a
/// `json_schema` have their declared properties in the schema's order, as OpenAI promises;
/// arguments of tools have them in any order, since the model sees declarations with sorted keys.
/// What of JSON Schema is known and how it is read stands in the package `schema`.
public final class Grammars {
    /// Grammars that are kept.
    static final int KEPT_MAX = 64;

    /// Characters of a schema or a list of tools.
    static final int SCHEMA_CHARS_MAX = 1 << 20;

    private static final String OBJECT = "{\"type\":\"object\"}";
    private static final String NO_ARGUMENTS = "{\"type\":\"object\",\"properties\":{}}";

    private final TokenWalk walk;
    private final MaskCache masks;
    private final Map<Object, Grammar> kept =
            new LinkedHashMap<>(16, 0.75f, true) {
                @Override
                protected boolean removeEldestEntry(Map.Entry<Object, Grammar> eldest) {
                    return size() > KEPT_MAX;
                }
            };

    private record Key(
            Optional<String> schema,
            List<ToolDeclaration> tools,
            ToolChoice choice,
            boolean parallel) {}

    /// @param endIds tokens that end an answer, beside `<|im_end|>`
    public Grammars(Tokenizer tokenizer, int... endIds) {
        BitSet ends = new BitSet();
        for (int id : endIds) {
            ends.set(id);
        }
        walk = new TokenWalk(tokenizer, ends);
        masks = new MaskCache(tokenizer.vocabSize());
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
        Key key = new Key(schema, List.copyOf(tools), choice, parallel);
        synchronized (kept) {
            Grammar known = kept.get(key);
            if (known != null) {
                return known;
            }
        }
        // Outside of the lock: others need not wait for a large schema. At worst it is read twice.
        Grammar made = Patience.limited(() -> new Grammar(walk, masks, rules(key)));
        synchronized (kept) {
            kept.put(key, made);
        }
        return made;
    }

    private static Grammar.Rules rules(Key key) {
        Optional<Definition> json =
                key.schema()
                        .map(schema -> {
                            checkSize(schema, "#");
                            return SchemaReader.read(schema, true);
                        });
        int most = key.parallel() ? Grammar.CALLS_MAX : 1;
        return switch (key.choice()) {
            case ToolChoice.None() -> new Grammar.Rules(json, List.of(), 0, 0);
            case ToolChoice.Auto() ->
                    new Grammar.Rules(
                            json, tools(key.tools()), 0, key.tools().isEmpty() ? 0 : most);
            case ToolChoice.Required() -> {
                if (key.tools().isEmpty()) {
                    throw new IllegalArgumentException("tool_choice is required without tools");
                }
                yield new Grammar.Rules(Optional.empty(), tools(key.tools()), 1, most);
            }
            case ToolChoice.Named(String name) ->
                    new Grammar.Rules(
                            Optional.empty(), tools(named(key.tools(), Set.of(name))), 1, 1);
            case ToolChoice.Among(Set<String> names, boolean required) -> {
                List<Grammar.Tool> some = tools(named(key.tools(), names));
                yield required
                        ? new Grammar.Rules(Optional.empty(), some, 1, most)
                        : new Grammar.Rules(json, some, 0, most);
            }
        };
    }

    private static List<ToolDeclaration> named(List<ToolDeclaration> tools, Set<String> names) {
        List<ToolDeclaration> named =
                tools.stream().filter(tool -> names.contains(tool.name())).toList();
        Set<String> missing = new TreeSet<>(names);
        named.forEach(tool -> missing.remove(tool.name()));
        if (named.isEmpty() || !missing.isEmpty()) {
            throw new IllegalArgumentException(
                    "tool_choice names %s; declared are %s"
                            .formatted(
                                    missing.isEmpty() ? "no tool" : String.join(", ", missing),
                                    tools.stream()
                                            .map(ToolDeclaration::name)
                                            .collect(Collectors.joining(", "))));
        }
        return named;
    }

    private static List<Grammar.Tool> tools(List<ToolDeclaration> declarations) {
        Set<String> names = new HashSet<>();
        List<Grammar.Tool> tools = new ArrayList<>();
        for (ToolDeclaration declaration : declarations) {
            if (!names.add(declaration.name())) {
                throw new IllegalArgumentException("two tools are named " + declaration.name());
            }
            checkSize(declaration.json(), declaration.name() + "#");
            JsonNode parameters =
                    SchemaReader.parse(declaration.json()).path("function").path("parameters");
            boolean none = parameters.isMissingNode() || parameters.isNull();
            tools.add(
                    new Grammar.Tool(
                            declaration.name(),
                            SchemaReader.readObject(
                                    none ? SchemaReader.parse(NO_ARGUMENTS) : parameters,
                                    declaration.name() + "#")));
        }
        return tools;
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
