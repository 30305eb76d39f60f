package dev.baltoro.agent.score;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import dev.baltoro.agent.request.ToolRequestFile;
import dev.baltoro.text.chat.ToolDeclaration;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class RequestScorerTest {
    private static final List<ToolDeclaration> TOOLS =
            List.of(
                    tool(
                            "add_notes",
                            """
                            {"properties": {"notes": {"type": "array", "items": {"properties":
                              {"on": {"type": "string"}, "lines": {"type": "array"}}}}},
                             "required": ["notes"]}
                            """),
                    tool(
                            "open",
                            """
                            {"properties": {"names": {"type": "array", "items": {"type": "string"}}},
                             "required": ["names"]}
                            """),
                    tool(
                            "list",
                            """
                            {"properties": {
                              "path": {"type": "string"},
                              "sort": {"type": "string", "default": "name"},
                              "depth": {"type": "integer", "description": "levels (default: 2, max: 9)"},
                              "mode": {"type": "string", "enum": ["fast", "full"],
                                       "description": "fast (default) or full"},
                              "hidden": {"type": "boolean", "description": "also hidden ones"},
                              "note": {"type": "string", "description": "Defaults to nothing"}},
                             "required": ["path"]}
                            """));

    private static ToolDeclaration tool(String name, String schema) {
        return ToolDeclaration.function(name, "", schema);
    }

    private static RequestVerdict judge(String fields, String calls, String text) {
        String line =
                "{\"id\":\"a\",\"request\":\"r\",\"difficulty\":\"easy\",%s}".formatted(fields);
        Prediction prediction =
                PredictionFile.parse(
                        "{\"id\":\"a\",\"calls\":%s,\"text\":\"%s\"}".formatted(calls, text));
        return new RequestScorer(ToolRequestFile.parse(line), ToolLevelling.of(TOOLS))
                .judge(prediction);
    }

    /// Calls as `name{arguments}`, in the files' form.
    private static String calls(String... calls) {
        return Arrays.stream(calls)
                .map(call -> {
                    int brace = call.indexOf('{');
                    return "{\"name\":\"%s\",\"arguments\":%s}"
                            .formatted(call.substring(0, brace), call.substring(brace));
                })
                .collect(Collectors.joining(",", "[", "]"));
    }

    private static boolean right(String kind, String expected, String made) {
        return judge("\"kind\":\"%s\",\"expected\":%s".formatted(kind, expected), made, "").right();
    }

    @Test
    void orderCountsUnlessTheKindIsParallel() {
        String wanted = calls("list{\"path\":\"/a\"}", "list{\"path\":\"/b\"}");
        String swapped = calls("list{\"path\":\"/b\"}", "list{\"path\":\"/a\"}");
        assertThat(right("multi-step", wanted, wanted)).isTrue();
        assertThat(right("multi-step", wanted, swapped)).isFalse();
        assertThat(right("parallel", wanted, swapped)).isTrue();
        String twice = calls("list{\"path\":\"/a\"}", "list{\"path\":\"/a\"}");
        assertThat(right("parallel", wanted, twice)).isFalse();
        assertThat(right("parallel", wanted, calls("list{\"path\":\"/a\"}"))).isFalse();
        String more = calls("list{\"path\":\"/a\"}", "open{}", "list{\"path\":\"/b\"}");
        RequestVerdict forgiven = judge("\"kind\":\"multi-step\",\"expected\":" + wanted, more, "");
        assertThat(forgiven.right()).isFalse();
        assertThat(forgiven.loose()).isTrue();
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "{\"path\":\"/a\",\"sort\":\"name\"}|true",
                "{\"path\":\"/a\",\"sort\":\"size\"}|false",
                "{\"path\":\"/a\",\"depth\":2.0}|true",
                "{\"path\":\"/a\",\"depth\":\"2\"}|false",
                "{\"path\":\"/a\",\"mode\":\"fast\",\"hidden\":false}|true",
                "{\"path\":\"/a\",\"hidden\":true}|false",
                "{\"path\":\"/a\",\"note\":\"nothing\"}|false",
                "{\"path\":\"/a/\"}|true",
                "{\"path\":\"a\"}|false",
                "{\"sort\":\"name\"}|false",
                "{\"path\":null}|false",
                "[]|false",
                "\"{\\\"path\\\":\\\"/a\\\"}\"|true",
                "\"{\\\"path\\\"\"|false",
            })
    void argumentEqualToItsDefaultMayBeLeftOut(String arguments, boolean right) {
        String made = "[{\"name\":\"list\",\"arguments\":%s}]".formatted(arguments);
        assertThat(right("single", calls("list{\"path\":\"/a\"}"), made)).isEqualTo(right);
    }

    @Test
    void callsOfAListAreOneCall() {
        String one = calls("open{\"names\":[\"a\",\"b\"]}");
        String two = calls("open{\"names\":[\"b\"]}", "open{\"names\":[\"a\"]}");
        assertThat(right("single", one, two)).isTrue();
        assertThat(right("parallel", two, one)).isTrue();
        assertThat(right("single", one, calls("open{\"names\":[\"a\"]}", "open{\"names\":\"b\"}")))
                .isFalse();
        assertThat(
                        right(
                                "single",
                                calls(
                                        "add_notes{\"notes\":[{\"on\":\"x\",\"lines\":[\"1\",\"2\"]}]}"),
                                calls(
                                        "add_notes{\"notes\":[{\"on\":\"x\",\"lines\":[\"2\"]}]}",
                                        "add_notes{\"notes\":[{\"on\":\"x\",\"lines\":[\"1\"]}]}")))
                .isTrue();
        assertThat(
                        right(
                                "single",
                                calls(
                                        "add_notes{\"notes\":[{\"on\":\"x\",\"lines\":[\"1\",\"2\"]}]}"),
                                calls(
                                        "add_notes{\"notes\":[{\"on\":\"x\",\"lines\":[\"1\"]}]}",
                                        "add_notes{\"notes\":[{\"on\":\"y\",\"lines\":[\"2\"]}]}")))
                .isFalse();
    }

    @ParameterizedTest
    @CsvSource({
        "['/r s'],docs/x.txt,true",
        "['/r s'],./docs//y/../x.txt/,true",
        "['/r s'],../r s/docs/x.txt,true",
        "['/r s'],~/docs/x.txt,false",
        "['/r s'],x.txt,false",
        "['/r s';'/t'],docs/x.txt,false",
        "[],docs/x.txt,false",
    })
    void relativePathIsBelowTheOnlyRoot(String roots, String path, boolean right) {
        String fields =
                "\"kind\":\"single\",\"context\":{\"roots\":%s},\"expected\":%s"
                        .formatted(
                                roots.replace('\'', '"').replace(';', ','),
                                calls("list{\"path\":\"/r s/docs/x.txt\"}"));
        assertThat(judge(fields, calls("list{\"path\":\"%s\"}".formatted(path)), "").right())
                .isEqualTo(right);
    }

    @Test
    void otherAnswerMayBeRightWithItsOwnFreedoms() {
        String fields =
                "\"kind\":\"single\",\"expected\":%s,\"accept\":[%s,{\"calls\":%s,\"free\":[{\"path\":\"0.path\",\"one_of\":[\"/c\",\"/d\"]}]}]"
                        .formatted(
                                calls("list{\"path\":\"/a\"}"),
                                calls("list{\"path\":\"/b\"}"),
                                calls("list{\"path\":\"/c\"}"));
        assertThat(judge(fields, calls("list{\"path\":\"/a\"}"), "").alternative()).isFalse();
        assertThat(judge(fields, calls("list{\"path\":\"/b\"}"), "").alternative()).isTrue();
        assertThat(judge(fields, calls("list{\"path\":\"/d\"}"), "").right()).isTrue();
        RequestVerdict wrong = judge(fields, calls("list{\"path\":\"/e\"}"), "");
        assertThat(wrong.right()).isFalse();
        assertThat(wrong.names()).isTrue();
        assertThat(judge(fields, calls("open{\"names\":[]}"), "").names()).isFalse();
    }

    @Test
    void freeArgumentMayBeLeftOutOrAdded() {
        String fields =
                "\"kind\":\"single\",\"expected\":%s,\"free\":[{\"path\":\"0.note\",\"optional\":true,\"one_of\":[\"x\"]},{\"path\":\"0.path\",\"optional\":true}]"
                        .formatted(calls("list{\"path\":\"/a\"}"));
        assertThat(judge(fields, calls("list{}"), "").right()).isTrue();
        assertThat(judge(fields, calls("list{\"path\":\"/z\",\"note\":\"x\"}"), "").right())
                .isTrue();
        assertThat(judge(fields, calls("list{\"note\":\"y\"}"), "").right()).isFalse();
    }

    @ParameterizedTest
    @CsvSource(
            nullValues = "-",
            value = {
                "no-tool,Nothing fits.,true",
                "no-tool,' ',false",
                "ask-back,Which folder?,true",
                "ask-back,どのフォルダ？,true",
                "ask-back,Please TELL me the folder.,true",
                "ask-back,You haven't specified a folder.,true",
                "ask-back,I need the folder.,true",
                "ask-back,Somewhich folder.,false",
                "ask-back,Done.,false",
            })
    void withoutACallTheTextCounts(String kind, String text, boolean right) {
        String fields = "\"kind\":\"%s\",\"expected\":[]".formatted(kind);
        assertThat(judge(fields, "[]", text).right()).isEqualTo(right);
        assertThat(judge(fields, calls("list{\"path\":\"/a\"}"), text).right()).isFalse();
    }

    @Test
    void questionIsAlsoComparedWithWhatIsMissing() {
        String fields = "\"kind\":\"ask-back\",\"expected\":[],\"ask_about\":[\"which  Folder\"]";
        assertThat(judge(fields, "[]", "Which folder?").about()).isTrue();
        assertThat(judge(fields, "[]", "What name?").asked()).isTrue();
        assertThat(judge(fields, "[]", "What name?").about()).isFalse();
    }

    @Test
    void callMayStandWithinAFunctionOrBeOnlyAName() {
        String wanted = calls("list{\"path\":\"/a\"}");
        assertThat(
                        right(
                                "single",
                                wanted,
                                "[{\"type\":\"function\",\"function\":{\"name\":\"list\",\"arguments\":\"{\\\"path\\\":\\\"/a\\\"}\"}}]"))
                .isTrue();
        assertThat(right("single", calls("list{}"), "[\"list\"]")).isTrue();
        assertThat(right("single", calls("list{}"), "[{\"name\":\"list\",\"arguments\":\"\"}]"))
                .isTrue();
    }

    @Test
    void conditionThatIsUnknownIsRefusedRatherThanPassedOver() {
        String fields =
                "\"kind\":\"single\",\"expected\":%s,\"free\":[{\"path\":\"0.path\",\"one_off\":[1]}]"
                        .formatted(calls("list{\"path\":\"/a\"}"));
        assertThatIllegalArgumentException()
                .isThrownBy(() -> judge(fields, "[]", ""))
                .withMessageStartingWith("a: free.one_off is no condition");
    }
}
