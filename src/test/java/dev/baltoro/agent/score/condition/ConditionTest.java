package dev.baltoro.agent.score.condition;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import dev.baltoro.text.openai.FieldException;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

/// Values that each condition lets through, and values that it does not.
class ConditionTest {
    private static List<JsonNode> lines(String name) throws IOException {
        try (InputStream in =
                ConditionTest.class.getResourceAsStream("/dev/baltoro/agent/score/" + name)) {
            return new String(Objects.requireNonNull(in).readAllBytes(), StandardCharsets.UTF_8)
                    .lines()
                    .map(JsonMapper.shared()::readTree)
                    .toList();
        }
    }

    static List<JsonNode> conditions() throws IOException {
        return lines("conditions.jsonl");
    }

    static List<JsonNode> effects() throws IOException {
        return lines("regex-effects.jsonl");
    }

    @ParameterizedTest
    @MethodSource("conditions")
    void ruleAdmitsWhatItSays(JsonNode line) {
        FreeRule rule = ConditionReader.read("free", (ObjectNode) line.path("rule"));
        for (JsonNode value : line.path("yes")) {
            assertThat(rule.admits(line.path("gold"), value)).as("yes: %s", value).isTrue();
        }
        for (JsonNode value : line.path("no")) {
            assertThat(rule.admits(line.path("gold"), value)).as("no: %s", value).isFalse();
        }
    }

    @ParameterizedTest
    @MethodSource("effects")
    void callOfARegularExpressionCountsByWhatItFinds(JsonNode line) {
        List<String> actions = new ArrayList<>();
        line.path("actions").forEach(action -> actions.add(action.asString()));
        RegexEffect effect = new RegexEffect(actions);
        for (JsonNode call : line.path("yes")) {
            assertThat(effect.holds(line.path("gold"), call)).as("yes: %s", call).isTrue();
        }
        for (JsonNode call : line.path("no")) {
            assertThat(effect.holds(line.path("gold"), call)).as("no: %s", call).isFalse();
        }
    }

    @Test
    void everyConditionHasACase() throws IOException {
        Set<String> tried = new HashSet<>();
        conditions().forEach(line -> tried.addAll(line.path("rule").propertyNames()));
        assertThat(tried)
                .contains(
                        "contains",
                        "not_contains",
                        "one_of",
                        "one_of_ci",
                        "optional",
                        "same_text",
                        "name_like",
                        "json",
                        "regex",
                        "glob_tests",
                        "exclude_set",
                        "cron",
                        "evaluates_to",
                        "datetime",
                        "loose_number",
                        "char_set",
                        "edit_effect");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{\"one_off\": [1]}|free.one_off is no condition; use one of char_set",
                "{\"contains\": [true]}|free.contains is [true]; use a list of strings",
                "{\"contains\": \"x\"}|free.contains is \"x\"; use a list",
                "{\"cron\": 1}|free.cron is 1; use true or false",
                "{\"regex\": \"(\"}|free.regex is \"(\"; use a regular expression",
                "{\"evaluates_to\": \"1\"}|free.evaluates_to is \"1\"; use a number",
                "{\"edit_effect\": {\"before\": \"x\"}}|free.edit_effect.after is missing",
            })
    void malformedRuleIsRefused(String ruleAndReason) {
        String[] parts = ruleAndReason.split("\\|", 2);
        ObjectNode rule = (ObjectNode) JsonMapper.shared().readTree(parts[0]);
        assertThatExceptionOfType(FieldException.class)
                .isThrownBy(() -> ConditionReader.read("free", rule))
                .withMessageStartingWith(parts[1]);
    }

    /// The second pattern tries each of 2^40 ways before it fails.
    @Test
    void searchWithoutEndIsGivenUp() {
        ObjectNode gold =
                JsonMapper.shared()
                        .createObjectNode()
                        .put("pattern", "b")
                        .put("text", "a".repeat(40) + "c")
                        .put("action", "test");
        ObjectNode call = gold.deepCopy().put("pattern", "(?:a|a)".repeat(40) + "b");
        assertThat(new RegexEffect(List.of()).holds(gold, gold)).isTrue();
        assertThat(new RegexEffect(List.of()).holds(gold, call)).isFalse();
    }
}
