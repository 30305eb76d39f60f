package dev.baltoro.text.conversation;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.baltoro.text.chat.Message;
import dev.baltoro.text.chat.Message.Assistant;
import dev.baltoro.text.chat.ToolCall;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class ConversationReaderTest {
    private static final String ASK = "{'role':'user','content':'Add 1 and 2.'}";
    private static final String SAY = "{'role':'assistant','content':'3'}";
    private static final String ADD =
            "{'type':'function','function':{'name':'add','parameters':{'type':'object'}}}";

    private static Conversation read(String record) {
        return ConversationReader.read(record.replace('\'', '"'));
    }

    private static Conversation turns(String... turns) {
        return read("{'messages':[" + String.join(",", turns) + "]}");
    }

    private static String call(String id, String arguments) {
        return "{'role':'assistant','content':null,'tool_calls':[" + bareCall(id, arguments) + "]}";
    }

    private static String bareCall(String id, String arguments) {
        return "{'id':'%s','type':'function','function':{'name':'add','arguments':%s}}"
                .formatted(id, arguments);
    }

    private static String result(String id, String content) {
        return "{'role':'tool','tool_call_id':'%s','content':%s}".formatted(id, content);
    }

    private static void assertRefused(String record, String... parts) {
        assertThatThrownBy(() -> read(record))
                .isInstanceOf(ConversationException.class)
                .message()
                .contains(parts)
                .doesNotContain("\n");
    }

    private static void assertTurnsRefused(List<String> turns, String... parts) {
        assertRefused("{'messages':[" + String.join(",", turns) + "]}", parts);
    }

    @Test
    void nullsAndKeysThatNoFormatKnowsChangeNothing() {
        Conversation plain = turns(ASK, SAY);
        Conversation full =
                read(
                        """
                        {'id':7,'source':{'a':[1]},'tools':null,'conversations':null,'messages':[
                         {'role':'user','content':'Add 1 and 2.','name':null,'tool_calls':null,'x':1},
                         {'role':'assistant','content':'3','tool_calls':[],'function_call':null,
                          'weight':null,'reasoning_content':'hm'}]}
                        """);
        assertThat(full).isEqualTo(plain);
    }

    @Test
    void emptyNameIsNoName() {
        assertThat(turns("{'role':'user','name':'','content':'Add 1 and 2.'}", SAY))
                .isEqualTo(turns(ASK, SAY));
        assertThat(turns("{'role':'user','name':'Ann','content':'Hi.'}", SAY).messages())
                .contains(new Message.User("Ann", "Hi."));
    }

    @Test
    void partsOfTextAreJoinedWithNothingBetweenThem() {
        Conversation read =
                turns(
                        "{'role':'user','content':[{'type':'text','text':'Add 1 '},"
                                + "{'type':'text','text':'and 2.','image_url':null}]}",
                        SAY);
        assertThat(read).isEqualTo(turns(ASK, SAY));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "{'a':1,'b':[1,2]}                    | {'a': 1, 'b': [1, 2]}",
                "{'z':'ü<&>螺','a':null}               | {'z': 'ü<&>螺', 'a': null}",
                "{'n':123456789012345678901234567890} | {'n': 123456789012345678901234567890}",
                "{'n':1e5,'m':0.10,'k':-0.0}          | {'n': 100000.0, 'm': 0.1, 'k': -0.0}",
                "{}                                   | {}"
            })
    void argumentsThatAreAnObjectBecomeJsonOnceAsTheTemplateWritesIt(
            String object, String written) {
        Conversation read = turns(ASK, call("c", object));
        Assistant answer = (Assistant) read.messages().getLast();
        assertThat(answer.toolCalls().getFirst().argumentsJson())
                .isEqualTo(written.replace('\'', '"'));
    }

    @Test
    void argumentsThatAreATextStayAsTheyStand() {
        Assistant answer =
                (Assistant) turns(ASK, call("c", "' {\\'a\\' :1 } '")).messages().getLast();
        assertThat(answer.toolCalls()).containsExactly(new ToolCall("c", "add", " {\"a\" :1 } "));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "'{'                      | JSON",
                "''                       | JSON",
                "'{} {}'                  | JSON",
                "'{\\'a\\':NaN}'          | JSON",
                "'{\\'a\\':1,\\'a\\':2}'  | JSON",
                "'[1]'                    | object",
                "'5'                      | object",
                "[1]                      | arguments",
                "5                        | arguments",
                "null                     | arguments",
                "'{\\'a\\':\\'\\\\ud800\\'}' | surrogate",
                "{'a':1e400}              | number",
            })
    void argumentsThatAreNoJsonObjectAreRefused(String arguments, String word) {
        assertTurnsRefused(List.of(ASK, call("c", arguments)), word);
    }

    @Test
    void whatAToolGaveBackMayBeAnyValue() {
        String[] values = {"{'a':1}", "[1,2]", "5", "true", "'plain'", "''"};
        String[] texts = {"{\"a\": 1}", "[1, 2]", "5", "true", "plain", ""};
        for (int i = 0; i < values.length; i++) {
            Conversation read = turns(ASK, call("c", "{}"), result("c", values[i]), SAY);
            assertThat(read.messages().get(2).content()).isEqualTo(texts[i]);
        }
        assertTurnsRefused(
                List.of(ASK, call("c", "{}"), result("c", "null"), SAY), "content", "missing");
    }

    @Test
    void toolsMayBeAListATextOfJsonOrBareFunctions() {
        Conversation plain = read("{'tools':[%s],'messages':[%s,%s]}".formatted(ADD, ASK, SAY));
        String text = "\"" + ("[" + ADD + "]").replace("'", "\\\"") + "\"";
        assertThat(read("{'tools':%s,'messages':[%s,%s]}".formatted(text, ASK, SAY)))
                .isEqualTo(plain);
        String bare = "{'name':'add','parameters':{'type':'object'}}";
        assertThat(read("{'tools':[%s],'messages':[%s,%s]}".formatted(bare, ASK, SAY)))
                .isEqualTo(plain);
        for (String none : List.of("''", "' '", "null", "[]")) {
            assertThat(read("{'tools':%s,'messages':[%s,%s]}".formatted(none, ASK, SAY)))
                    .isEqualTo(turns(ASK, SAY));
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"'[{'", "5", "[5]", "[{'type':'function'}]", "[{'type':'x','name':''}]"})
    void toolsThatAreNoneAreRefused(String tools) {
        assertRefused("{'tools':%s,'messages':[%s,%s]}".formatted(tools, ASK, SAY), "tool");
    }

    @Test
    void theOlderFormOfToolsAndCallsIsNamedAndNotDropped() {
        assertRefused("{'functions':[],'messages':[%s,%s]}".formatted(ASK, SAY), "functions");
        assertRefused(
                "{'functions':[],'conversations':[{'from':'human','value':'x'},{'from':'gpt','value':'y'}]}",
                "functions");
        assertTurnsRefused(
                List.of(ASK, "{'role':'assistant','content':'x','function_call':{'name':'f'}}"),
                "function_call",
                "tool_calls");
    }

    @Test
    void turnsAndCallsMayBeTextsOfJson() {
        String turns = ("[" + ASK + "," + SAY + "]").replace("'", "\\\"");
        assertThat(read("{'messages':\"" + turns + "\"}")).isEqualTo(turns(ASK, SAY));
        String calls = ("[" + bareCall("c", "{}") + "]").replace("'", "\\\"");
        String turn = "{'role':'assistant','tool_calls':\"" + calls + "\"}";
        assertThat(turns(ASK, turn)).isEqualTo(turns(ASK, call("c", "{}")));
    }

    @Test
    void twoToolsOfOneNameAreRefused() {
        assertRefused("{'tools':[%s,%s],'messages':[%s,%s]}".formatted(ADD, ADD, ASK, SAY), "name");
    }

    @Test
    void aCallOfAToolThatIsNotDeclaredIsRefusedWhereToolsAre() {
        String calls = ASK + "," + call("c", "{}");
        assertThat(turns(ASK, call("c", "{}")).tools()).isEmpty();
        String other = ADD.replace("'add'", "'sub'");
        assertRefused("{'tools':[%s],'messages':[%s]}".formatted(other, calls), "add", "not among");
    }

    @Test
    void resultsBelongToTheCallWithTheirId() {
        List<String> calls =
                List.of(
                        ASK,
                        "{'role':'assistant','tool_calls':[%s,%s]}"
                                .formatted(bareCall("a", "{}"), bareCall("b", "{}")));
        String[] all = {calls.get(0), calls.get(1), result("b", "'2'"), result("a", "'1'"), SAY};
        assertThat(turns(all).messages()).hasSize(5);
        assertTurnsRefused(
                List.of(all[0], all[1], result("x", "'1'"), SAY), "turn 2", "x", "no call");
        assertTurnsRefused(
                List.of(all[0], all[1], result("a", "'1'"), result("a", "'1'"), SAY), "second");
        assertTurnsRefused(
                List.of(all[0], all[1], result("a", "'1'"), SAY), "before the result of call b");
        assertTurnsRefused(List.of(ASK, result("a", "'1'"), SAY), "turn 1", "no call");
        String twice =
                "{'role':'assistant','tool_calls':[%s,%s]}"
                        .formatted(bareCall("a", "{}"), bareCall("a", "{}"));
        assertTurnsRefused(List.of(ASK, twice), "two calls with the id a");
    }

    @Test
    void aConversationMayEndWithACallOrWithItsResult() {
        assertThat(turns(ASK, call("c", "{}")).isLearned(1)).isTrue();
        assertThat(turns(ASK, call("c", "{}"), result("c", "'3'")).isLearned(1)).isTrue();
    }

    @Test
    void anIdMayBeUsedAgainOnceItsResultIsThere() {
        Conversation read =
                turns(
                        ASK,
                        call("c", "{}"),
                        result("c", "'1'"),
                        call("c", "{}"),
                        result("c", "'2'"),
                        SAY);
        assertThat(read.messages()).hasSize(6);
    }

    @Test
    void aMissingIdIsFilledInWhereOnlyOneCallWaits() {
        String noId = "{'role':'assistant','tool_calls':[{'name':'add','arguments':{}}]}";
        String noCallId = "{'role':'tool','content':'3'}";
        assertThat(turns(ASK, noId, noCallId, SAY).messages()).hasSize(4);
        String two =
                "{'role':'assistant','tool_calls':[%s,%s]}"
                        .formatted(bareCall("a", "{}"), bareCall("b", "{}"));
        assertTurnsRefused(List.of(ASK, two, noCallId, noCallId, SAY), "tool_call_id", "missing");
    }

    @Test
    void weightsOfTheAssistantsTurnsDecideOnTheirLossAndOthersMeanNothing() {
        String wrong = "{'role':'assistant','content':'4','weight':0}";
        Conversation read =
                turns("{'role':'user','content':'?','weight':1}", wrong, ASK, SAY, ASK, SAY);
        assertThat(read.unlearned()).containsExactly(1);
        assertThat(read.isLearned(0)).isFalse();
        assertThat(read.isLearned(3)).isTrue();
        assertTurnsRefused(List.of(ASK, wrong), "weight", "nothing to train on");
        for (String weight : List.of("0.5", "2", "'1'", "true", "-1")) {
            assertTurnsRefused(
                    List.of(
                            ASK,
                            "{'role':'assistant','content':'4','weight':%s}".formatted(weight)),
                    "weight");
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"''", "' \\n'", "null", "[]", "[{'type':'text','text':''}]"})
    void anEmptyAnswerIsRefusedUnlessItCarriesNoLoss(String content) {
        String empty = "{'role':'assistant','content':%s}".formatted(content);
        assertTurnsRefused(List.of(ASK, empty, ASK, SAY), "content");
    }

    @Test
    void anEmptyAnswerWithoutLossMayStand() {
        assertThat(turns(ASK, "{'role':'assistant','content':'','weight':0}", ASK, SAY).unlearned())
                .containsExactly(1);
    }

    @Test
    void rolesThatNoFormatKnowsAreNamed() {
        assertTurnsRefused(List.of("{'role':'narrator','content':'x'}", SAY), "role", "narrator");
        assertTurnsRefused(List.of("{'role':'function','content':'x'}", SAY), "function");
        assertTurnsRefused(List.of("{'content':'x'}", SAY), "role");
        assertTurnsRefused(List.of("{'role':5,'content':'x'}", SAY), "role");
        assertThat(turns("{'role':'developer','content':'Short.'}", ASK, SAY).messages())
                .contains(new Message.System("Short."));
    }

    @Test
    void callsInOtherTurnsThanTheAssistantsAreRefused() {
        assertTurnsRefused(
                List.of(
                        "{'role':'user','content':'x','tool_calls':[%s]}"
                                .formatted(bareCall("a", "{}")),
                        SAY),
                "tool_calls",
                "assistant");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "                               | JSON",
                "[]                             | object",
                "5                              | object",
                "{'messages':[]                 | JSON",
                "{'messages':[]} x              | JSON",
                "{'messages':[]}                | messages",
                "{'messages':{}}                | messages",
                "{'messages':[5]}               | object",
                "{'messages':'hi'}              | JSON",
                "{'prompt':'a','completion':'b'}| neither",
                "{'messages':[],'messages':[]}  | JSON",
                "{'messages':[{'role':'user','content':'\\ud800x'},{'role':'assistant','content':'y'}]} | surrogate",
                "{'messages':[{'role':'user','content':5},{'role':'assistant','content':'y'}]} | content",
                "{'messages':[{'role':'user','content':[{'type':'image_url'}]},{'role':'assistant','content':'y'}]} | text",
            })
    void recordsThatAreNoConversationSayWhy(String record, String word) {
        assertRefused(record == null ? "" : record, word);
    }

    @Test
    void deepNestingIsRefusedAndNotAnOverflow() {
        String deep = "[".repeat(100_000) + "]".repeat(100_000);
        assertRefused("{'messages':[%s,%s],'x':%s}".formatted(ASK, SAY, deep), "JSON");
    }

    @Test
    void shareGptTurnsAreTheSameConversation() {
        Conversation read =
                read(
                        """
                        {'system':'Be exact.','tools':'[]','conversations':[
                         {'from':'human','value':'Add 1 and 2.'},
                         {'from':'function_call','value':'{\\'name\\':\\'add\\',\\'arguments\\':{\\'a\\':1}}'},
                         {'from':'observation','value':'3'},
                         {'from':'gpt','value':'3','weight':1}]}
                        """);
        assertThat(read.messages())
                .containsExactly(
                        new Message.System("Be exact."),
                        new Message.User("Add 1 and 2."),
                        new Assistant("", List.of(new ToolCall("call 0", "add", "{\"a\": 1}"))),
                        new Message.ToolResult("call 0", "3"),
                        new Assistant("3"));
    }

    @Test
    void shareGptCallsMayBeObjectsAndSeveral() {
        Conversation read =
                read(
                        """
                        {'conversations':[{'from':'human','value':'x'},
                         {'from':'function_call','value':[{'name':'a','arguments':'{}'},
                          {'name':'b','arguments':{}}]},
                         {'from':'observation','value':{'k':1}},{'from':'tool','value':'2'},
                         {'from':'gpt','value':'y'}]}
                        """);
        assertThat(read.messages().get(2))
                .isEqualTo(new Message.ToolResult("call 0", "{\"k\": 1}"));
        assertThat(read.messages().get(3)).isEqualTo(new Message.ToolResult("call 1", "2"));
    }

    @Test
    void openAiTurnsUnderShareGptsKeyAreRead() {
        assertThat(read("{'conversations':[%s,%s]}".formatted(ASK, SAY)))
                .isEqualTo(turns(ASK, SAY));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "{'from':'function_call','value':'{'}    | function_call",
                "{'from':'function_call','value':'{}'}   | name",
                "{'from':'function_call'}                | value",
                "{'from':'observation','value':'3'}      | no call",
                "{'from':'narrator','value':'3'}         | role",
                "{'from':'gpt'}                          | value",
                "{'from':'gpt','value':''}               | empty",
                "{'value':'3'}                           | from",
            })
    void shareGptTurnsThatAreMalformedAreRefused(String turn, String word) {
        assertRefused("{'conversations':[{'from':'human','value':'x'},%s]}".formatted(turn), word);
    }

    @Test
    void bothFormsInOneRecordAreRefused() {
        assertRefused("{'messages':[%s,%s],'conversations':[]}".formatted(ASK, SAY), "both");
        assertRefused(
                "{'system':'a','conversations':[{'from':'system','value':'b'},{'from':'gpt','value':'c'}]}",
                "both");
    }
}
