package dev.baltoro.synth.value;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.IntNode;
import tools.jackson.databind.node.StringNode;

/// What a slot stands for: the argument of a call, and how people say it.
///
/// @param json the argument
/// @param said usual ways to say it; one that comes more often is used more often
/// @param forms further ways by name, such as `path`; also what a call may ask for in place of the
///   argument
public record Value(JsonNode json, List<Said> said, Map<String, List<Said>> forms) {
    public Value {
        said = List.copyOf(said);
        forms = Map.copyOf(forms);
    }

    /// A way to say a value.
    ///
    /// @param text as typed; nothing in it is changed afterwards
    /// @param needs what the system message has to tell so that this is understood; empty if it is
    ///   plain by itself
    public record Said(String text, String needs) {
        public Said(String text) {
            this(text, "");
        }
    }

    public static Value of(String text) {
        return new Value(StringNode.valueOf(text), List.of(new Said(text)), Map.of());
    }

    public static Value of(int number) {
        return new Value(
                IntNode.valueOf(number), List.of(new Said(Integer.toString(number))), Map.of());
    }

    public static Value of(JsonNode json, String... said) {
        return new Value(json, List.of(said).stream().map(Said::new).toList(), Map.of());
    }

    /// {@return this value, said in one more way}
    public Value also(String text, String needs) {
        List<Said> more = new ArrayList<>(said);
        more.add(new Said(text, needs));
        return new Value(json, more, forms);
    }

    public Value also(String text) {
        return also(text, "");
    }

    /// {@return this value, said in one more way that counts for `times`}
    public Value also(String text, int times) {
        Value value = this;
        for (int i = 0; i < times; i++) {
            value = value.also(text);
        }
        return value;
    }

    /// {@return this value with a form of its own name}
    public Value form(String name, String... texts) {
        Map<String, List<Said>> more = new LinkedHashMap<>(forms);
        List<Said> ways = new ArrayList<>(more.getOrDefault(name, List.of()));
        for (String text : texts) {
            ways.add(new Said(text));
        }
        more.put(name, List.copyOf(ways));
        return new Value(json, said, more);
    }

    /// {@return what stands in facts: the argument as text}
    public String plain() {
        return json.isString() ? json.asString() : json.toString();
    }
}
