package dev.baltoro.engine.intent;

import static org.assertj.core.api.Assertions.assertThat;

import dev.baltoro.text.chat.Message;
import dev.baltoro.text.chat.ToolCall;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/// What comes next, once calls have given something back. Results are of the forms that servers
/// write them in.
class NextCallsTest {
    private static final String MARK = Awaited.MARK;

    private static final Map<String, JsonNode> SCHEMAS =
            Map.of(
                    "convert",
                            json(
                                    "{'properties':{'value':{'type':'number'},'unit':{'type':'string'}}}"),
                    "math", json("{'properties':{'expression':{'type':'string'}}}"),
                    "read", json("{'properties':{'path':{'type':'string'}}}"),
                    "write",
                            json(
                                    "{'properties':{'path':{'type':'string'},'content':{'type':'string'}}}"),
                    "hash", json("{'properties':{'input':{'type':'string'}}}"),
                    "forget",
                            json(
                                    "{'properties':{'entityNames':{'type':'array','items':{'type':'string'}}}}"));

    private static JsonNode json(String text) {
        return JsonMapper.shared().readTree(text.replace('\'', '"'));
    }

    private static ToolCall call(String tool, String arguments) {
        return ToolCall.of(tool, 0, json(arguments).toString());
    }

    private static Intents wanting(ToolCall... calls) {
        return new Intents(0, 0, List.of(new Intents.Way(List.of(calls), 0)));
    }

    /// {@return the calls that come next, once each of the calls made has its result}
    private static List<String> next(
            String request, Intents intents, List<ToolCall> made, String... results) {
        List<Message> messages = new ArrayList<>();
        messages.add(new Message.User(request));
        messages.add(new Message.Assistant("", made));
        IntStream.range(0, results.length)
                .forEach(i -> messages.add(new Message.ToolResult(made.get(i).id(), results[i])));
        return NextCalls.of(messages, SCHEMAS).next(intents).stream()
                .map(each -> each.name() + each.argumentsJson().replace('"', '\''))
                .toList();
    }

    /// {@return the one call that goes on with the result of another}
    private static String after(
            String request, ToolCall made, String result, String tool, String arguments) {
        return String.join(
                " ", next(request, wanting(made, call(tool, arguments)), List.of(made), result));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '~',
            value = {
                "42                                                     | 42",
                "The sum is -7.50.                                      | -7.50",
                "{'value':3,'from':'km','to':'mi','result':1.864114}    | 1.864114",
                "{'characters':11,'words':2,'lines':1}                  | 2",
            })
    void aNumberIsTheResultOrWhatTheRequestSpeaksOf(String result, String number) {
        ToolCall made = call("count", "{'text':'3'}");
        String said = result.replace('\'', '"');
        assertThat(
                        after(
                                "how many words has it, and that in miles",
                                made,
                                said,
                                "convert",
                                "{'value':'" + MARK + "','unit':'mi'}"))
                .isEqualTo("convert{'value':" + number + ",'unit':'mi'}");
        assertThat(
                        after(
                                "count the words, then double it",
                                made,
                                said,
                                "math",
                                "{'expression':'" + MARK + "*2'}"))
                .isEqualTo("math{'expression':'" + number + "*2'}");
    }

    @Test
    void aTextIsTheWholeResult() {
        ToolCall read = call("read", "{'path':'/a/b.txt'}");
        assertThat(
                        after(
                                "copy b to c",
                                read,
                                "milk\neggs\n",
                                "write",
                                "{'path':'/a/c.txt','content':'" + MARK + "'}"))
                .isEqualTo("write{'path':'/a/c.txt','content':'milk\\neggs\\n'}");
    }

    @Test
    void ofAnObjectATextIsWhatTheRequestSpeaksOf() {
        assertThat(
                        after(
                                "md5 of it, then hash that hash",
                                call("hash", "{'input':'abc'}"),
                                "{\"hash\":\"9001\",\"warning\":\"weak\"}",
                                "hash",
                                "{'input':'" + MARK + "'}"))
                .isEqualTo("hash{'input':'9001'}");
    }

    @Test
    void aPathIsOfTheFileThatTheRequestSpeaksOf() {
        ToolCall list = call("list", "{'path':'/srv/cafe'}");
        String wanted = "{'path':'" + MARK + "'}";
        assertThat(
                        after(
                                "look in the cafe folder and open the menu",
                                list,
                                "[DIR] old\n[FILE] prices.csv\n[FILE] menu.md",
                                "read",
                                wanted))
                .isEqualTo("read{'path':'/srv/cafe/menu.md'}");
        assertThat(
                        after(
                                "find the lease and read it",
                                list,
                                "/srv/cafe/old/rent.txt\n/srv/cafe/the lease.pdf",
                                "read",
                                wanted))
                .isEqualTo("read{'path':'/srv/cafe/the lease.pdf'}");
        assertThat(
                        after(
                                "open the file that todo.md names",
                                call("read", "{'path':'/srv/cafe/todo.md'}"),
                                "see notes/plan.txt first",
                                "read",
                                wanted))
                .isEqualTo("read{'path':'/srv/cafe/notes/plan.txt'}");
    }

    @Test
    void whereATextGoesOnTheResultStandsWithinIt() {
        ToolCall read = call("read", "{'path':'/a/b.txt'}");
        assertThat(
                        after(
                                "copy b and add a line",
                                read,
                                "milk\n",
                                "write",
                                "{'path':'/a/c.txt','content':'" + MARK + "\\neggs'}"))
                .isEqualTo("write{'path':'/a/c.txt','content':'milk\\neggs'}");
        assertThat(
                        after(
                                "read the only file in a",
                                call("list", "{'path':'/a'}"),
                                "[FILE] b.txt",
                                "read",
                                "{'path':'/a/" + MARK + "'}"))
                .isEqualTo("read{'path':'/a/b.txt'}");
    }

    @Test
    void aNameIsOfTheThingThatWasFound() {
        assertThat(
                        after(
                                "find who fixes boats and forget them",
                                call("search", "{'query':'boats'}"),
                                "{\"entities\":[{\"type\":\"entity\",\"name\":\"Mara Quist\",\"observations\":[\"fixes boats\"]}]}",
                                "forget",
                                "{'entityNames':['" + MARK + "']}"))
                .isEqualTo("forget{'entityNames':['Mara Quist']}");
    }

    @Test
    void aListTakesAllThatIsMeant() {
        String graph =
                """
                {"entities":[
                  {"name":"Bo Holt","entityType":"person","observations":["has a boat"]},
                  {"name":"Club","entityType":"group","observations":[]},
                  {"name":"Mara Quist","entityType":"person","observations":[]}],
                 "relations":[{"from":"Bo Holt","to":"Club","relationType":"member_of"}]}
                """;
        ToolCall read = call("graph", "{}");
        String wanted = "{'entityNames':['" + MARK + "']}";
        assertThat(after("forget every person in it", read, graph, "forget", wanted))
                .isEqualTo("forget{'entityNames':['Bo Holt','Mara Quist']}");
        assertThat(after("forget the group", read, graph, "forget", wanted))
                .isEqualTo("forget{'entityNames':['Club']}");
    }

    @Test
    void ofALinkANameIsAtAnEnd() {
        String club =
                """
                {"entities":[{"name":"Club","entityType":"group","observations":[]}],
                 "relations":[{"from":"Bo Holt","to":"Club","relationType":"member_of"}]}
                """;
        assertThat(
                        after(
                                "who is a member of the club? forget that one",
                                call("open", "{'names':['Club']}"),
                                club,
                                "forget",
                                "{'entityNames':['" + MARK + "']}"))
                .isEqualTo("forget{'entityNames':['Bo Holt']}");
    }

    @Test
    void whenAllIsDoneNothingComesNext() {
        ToolCall read = call("read", "{'path':'/a'}");
        assertThat(next("read a", wanting(read), List.of(read), "text")).isEmpty();
    }

    @Test
    void callsOfWhichNoReadingKnowsHaveNoNext() {
        ToolCall wanted = call("read", "{'path':'/a'}");
        ToolCall made = call("read", "{'path':'/b'}");
        ToolCall then = call("write", "{'path':'/c','content':'" + MARK + "'}");
        assertThat(next("copy a", wanting(wanted, then), List.of(made), "text")).isEmpty();
    }

    @Test
    void theLikeliestReadingThatBeginsSoGoesOn() {
        ToolCall one = call("read", "{'path':'/a'}");
        ToolCall two = call("hash", "{'input':'" + MARK + "'}");
        Intents.Way other = new Intents.Way(List.of(call("read", "{'path':'/b'}")), -1);
        Intents.Way chain = new Intents.Way(List.of(one, two), -2);
        Intents.Way alone = new Intents.Way(List.of(one), -3);
        assertThat(
                        next(
                                "hash a",
                                new Intents(0, 0, List.of(other, chain, alone)),
                                List.of(one),
                                "abc"))
                .containsExactly("hash{'input':'abc'}");
        assertThat(
                        next(
                                "read a",
                                new Intents(0, 0, List.of(other, alone, chain)),
                                List.of(one),
                                "abc"))
                .isEmpty();
    }

    @Test
    void aThirdCallWaitsForTheSecond() {
        ToolCall one = call("read", "{'path':'/a'}");
        ToolCall two = call("hash", "{'input':'" + MARK + "'}");
        Intents three = wanting(one, two, two);
        assertThat(next("hash a twice", three, List.of(one), "abc"))
                .containsExactly("hash{'input':'abc'}");
        assertThat(
                        next(
                                "hash a twice",
                                three,
                                List.of(one, call("hash", "{'input':'abc'}")),
                                "abc",
                                "ff01"))
                .containsExactly("hash{'input':'ff01'}");
    }

    @Test
    void whatAFailedCallSaysIsNoResult() {
        for (String said :
                List.of("Error: Invalid digit", "ENOENT: no such file, open '/a'", "not found")) {
            assertThat(
                            after(
                                    "hash what is in a",
                                    call("read", "{'path':'/a'}"),
                                    said,
                                    "hash",
                                    "{'input':'" + MARK + "'}"))
                    .isEmpty();
        }
    }

    @Test
    void whereNothingFitsNothingIsCalled() {
        assertThat(
                        after(
                                "double it",
                                call("read", "{'path':'/a'}"),
                                "milk and eggs",
                                "math",
                                "{'expression':'" + MARK + "*2'}"))
                .isEmpty();
    }

    @Test
    void ofAResultWithNothingInItNothingIsTaken() {
        ToolCall made = call("read", "{'path':'ada'}");
        Intents intents = wanting(made, call("forget", "{'entityNames':['%s']}".formatted(MARK)));
        for (String empty : List.of("{\"entities\": [],\n \"relations\": []}", "[]", "  ")) {
            assertThat(next("find ada and forget her", intents, List.of(made), empty)).isEmpty();
        }
        assertThat(next("find ada and forget her", intents, List.of(made), "No matches found"))
                .isEmpty();
    }
}
