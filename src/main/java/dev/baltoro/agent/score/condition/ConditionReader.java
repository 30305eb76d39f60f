package dev.baltoro.agent.score.condition;

import dev.baltoro.text.openai.Fields;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeSet;
import java.util.function.Function;
import java.util.regex.Pattern;
import java.util.regex.PatternSyntaxException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/// Reads rules. A condition that is unknown is refused: passed over, it would let anything through.
public final class ConditionReader {
    /// Elements of a condition's list.
    private static final int ELEMENTS_MAX = 10_000;

    private static final String OPTIONAL = "optional";
    private static final String REGEX_EFFECT = "regex_effect";

    /// Keys that go with another condition.
    private static final List<String> PARTS = List.of("or", "tolerance");

    private ConditionReader() {}

    @FunctionalInterface
    private interface Reader {
        Optional<Condition> read(Fields rule, String key);
    }

    private static final Map<String, Reader> READERS =
            Map.ofEntries(
                    Map.entry(
                            "contains", (rule, key) -> Optional.of(new Contains(ways(rule, key)))),
                    Map.entry(
                            "not_contains",
                            (rule, key) -> Optional.of(new ContainsNot(texts(rule, key)))),
                    Map.entry(
                            "one_of",
                            (rule, key) ->
                                    Optional.of(new OneOf(rule.elements(key, ELEMENTS_MAX)))),
                    Map.entry(
                            "one_of_ci",
                            (rule, key) -> Optional.of(new OneOfLoosely(texts(rule, key)))),
                    flag("same_text", rule -> new SameLines()),
                    flag("name_like", rule -> new NamedLike(texts(rule, "or"))),
                    flag("json", rule -> new SameJson()),
                    Map.entry("regex", ConditionReader::fullMatch),
                    Map.entry("glob_tests", ConditionReader::globTests),
                    flag("exclude_set", rule -> new SameExclusions()),
                    flag("cron", rule -> new SameCron()),
                    Map.entry("evaluates_to", ConditionReader::evaluatesTo),
                    flag("datetime", rule -> new SameDateTime()),
                    flag(
                            "loose_number",
                            rule -> new LooseNumber(rule.elements("or", ELEMENTS_MAX))),
                    flag("char_set", rule -> new SameCharacters()),
                    Map.entry("edit_effect", ConditionReader::editEffect));

    /// {@return a rule}
    ///
    /// @param where how errors call it
    /// @throws dev.baltoro.text.openai.FieldException if a condition is unknown or malformed
    public static FreeRule read(String where, ObjectNode json) {
        Fields rule = Fields.of(where, json);
        List<Condition> conditions = new ArrayList<>();
        for (String key : json.propertyNames()) {
            Reader reader = READERS.get(key);
            if (reader != null) {
                reader.read(rule, key).ifPresent(conditions::add);
            } else if (!key.equals(OPTIONAL) && !key.equals(REGEX_EFFECT) && !PARTS.contains(key)) {
                throw Fields.refused(
                        rule.name(key),
                        "%s is no condition; use one of %s, %s, %s"
                                .formatted(
                                        rule.name(key),
                                        String.join(", ", new TreeSet<>(READERS.keySet())),
                                        OPTIONAL,
                                        REGEX_EFFECT));
            }
        }
        return new FreeRule(
                rule.flag(OPTIONAL, false),
                conditions,
                rule.object(REGEX_EFFECT).map(effect -> new RegexEffect(texts(effect, "actions"))));
    }

    private static Map.Entry<String, Reader> flag(
            String key, Function<Fields, Condition> condition) {
        return Map.entry(
                key,
                (rule, name) ->
                        rule.flag(name, false)
                                ? Optional.of(condition.apply(rule))
                                : Optional.empty());
    }

    private static List<String> texts(Fields rule, String key) {
        return rule.elements(key, ELEMENTS_MAX).stream().map(one -> text(rule, key, one)).toList();
    }

    private static String text(Fields rule, String key, JsonNode value) {
        if (!value.isString()) {
            throw rule.wrong(key, "a list of strings");
        }
        return value.stringValue();
    }

    private static List<List<String>> ways(Fields rule, String key) {
        List<List<String>> needs = new ArrayList<>();
        for (JsonNode need : rule.elements(key, ELEMENTS_MAX)) {
            List<String> ways = new ArrayList<>();
            for (JsonNode way : need.isArray() ? need : List.of(need)) {
                ways.add(way.isNumber() ? way.asString() : text(rule, key, way));
            }
            needs.add(ways);
        }
        return needs;
    }

    private static Optional<Condition> fullMatch(Fields rule, String key) {
        try {
            return Optional.of(new FullMatch(Pattern.compile(rule.requiredString(key))));
        } catch (PatternSyntaxException e) {
            throw rule.wrong(key, "a regular expression: " + e.getDescription());
        }
    }

    private static Optional<Condition> globTests(Fields rule, String key) {
        return rule.object(key)
                .map(tests -> new GlobTests(texts(tests, "match"), texts(tests, "no_match")));
    }

    private static Optional<Condition> evaluatesTo(Fields rule, String key) {
        double most = Double.MAX_VALUE;
        return Optional.of(
                new EvaluatesTo(
                        rule.number(key, -most, most)
                                .orElseThrow(() -> rule.missing(key, "a number")),
                        rule.number("tolerance", 0, 1).orElse(EvaluatesTo.TOLERANCE_DEFAULT)));
    }

    private static Optional<Condition> editEffect(Fields rule, String key) {
        return rule.object(key)
                .map(effect ->
                        new EditEffect(
                                effect.requiredString("before"), effect.requiredString("after")));
    }
}
