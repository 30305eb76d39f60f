package dev.baltoro.agent.world;

import static org.assertj.core.api.Assertions.assertThat;

import dev.baltoro.agent.tool.Tool;
import dev.baltoro.agent.world.calendar.CalendarTools;
import dev.baltoro.agent.world.files.FileTools;
import dev.baltoro.agent.world.memory.MemoryTools;
import dev.baltoro.agent.world.shop.ShopTools;
import java.util.Map;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import tools.jackson.databind.node.ObjectNode;

/// What the tools of each world answer, and that a call that fails changes nothing.
class WorldToolsTest {
    private static String json(String arguments) {
        return arguments.replace('\'', '"');
    }

    private static void check(ObjectNode state, Tool tool, String arguments, String result) {
        ObjectNode before = state.deepCopy();
        assertThat(tool.call(state, json(arguments))).isEqualTo(result);
        if (result.startsWith("error")) {
            assertThat(state).isEqualTo(before);
        }
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "phone|{'name':'Ada'}|4711",
                "phone|{'name':'ada'}|error: no contact ada",
                "events|{'day':'Monday'}|9 lunch",
                "events|{'day':'Sunday'}|nothing",
                "events|{'day':'Someday'}|error: no day Someday",
                "add|{'day':'Monday','hour':10,'title':'chess'}|ok",
                "add|{'day':'Monday','hour':9,'title':'chess'}|error: taken by lunch",
                "add|{'day':'Monday','hour':24,'title':'chess'}|error: no hour 24",
                "add|{'day':'Monday','hour':-1,'title':'chess'}|error: no hour -1",
                "add|{'day':'Monday','hour':99999999999,'title':'chess'}|error: no hour 99999999999",
                "cancel|{'day':'Monday','hour':9}|ok",
                "cancel|{'day':'Tuesday','hour':9}|error: no event at 9",
                "invite|{'day':'Monday','hour':9,'phone':'4711'}|ok",
                "invite|{'day':'Monday','hour':8,'phone':'4711'}|error: no event at 8"
            })
    void calendar(String tool, String arguments, String result) {
        ObjectNode state = CalendarTools.state(Map.of("Ada", "4711"));
        check(state, CalendarTools.ADD, "{'day':'Monday','hour':9,'title':'lunch'}", "ok");
        Tool called =
                switch (tool) {
                    case "phone" -> CalendarTools.PHONE;
                    case "events" -> CalendarTools.EVENTS;
                    case "add" -> CalendarTools.ADD;
                    case "cancel" -> CalendarTools.CANCEL;
                    default -> CalendarTools.INVITE;
                };
        check(state, called, arguments, result);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "price|{'item':'lamp'}|12",
                "price|{'item':'sock'}|error: no item sock",
                "buy|{'item':'lamp','count':3}|order 8",
                "buy|{'item':'lamp','count':4}|error: only 3 left",
                "buy|{'item':'lamp','count':0}|error: no such count",
                "buy|{'item':'lamp','count':-2}|error: no such count",
                "buy|{'item':'lamp','count':4294967297}|error: no such count",
                "status|{'order':7}|sent",
                "status|{'order':70}|error: no order 70",
                "refund|{'order':7}|error: the order is sent",
                "refund|{'order':6}|ok",
                "cancel|{'order':6}|error: the order is delivered",
                "find|{'item':'cup'}|order 7, order 6",
                "find|{'item':'lamp'}|nothing"
            })
    void shop(String tool, String arguments, String result) {
        ObjectNode state = ShopTools.state(Map.of("lamp", 12, "cup", 3), 3, 8);
        ShopTools.order(state, 7, "cup", 1, "sent");
        ShopTools.order(state, 6, "cup", 1, "delivered");
        Tool called =
                switch (tool) {
                    case "price" -> ShopTools.PRICE;
                    case "buy" -> ShopTools.BUY;
                    case "status" -> ShopTools.STATUS;
                    case "refund" -> ShopTools.REFUND;
                    case "cancel" -> ShopTools.CANCEL;
                    default -> ShopTools.FIND;
                };
        check(state, called, arguments, result);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "read|{'name':'a.txt'}|red cup",
                "read|{'name':'b.txt'}|error: no file b.txt",
                "read|{'name':'../a.txt'}|error: no file ../a.txt",
                "write|{'name':'b.txt','text':''}|ok",
                "delete|{'name':'a.txt'}|ok",
                "delete|{'name':'b.txt'}|error: no file b.txt",
                "list|{}|a.txt",
                "list|{'name':'a.txt'}|error: bad call: there is no parameter name"
            })
    void files(String tool, String arguments, String result) {
        Tool called =
                switch (tool) {
                    case "read" -> FileTools.READ;
                    case "write" -> FileTools.WRITE;
                    case "delete" -> FileTools.DELETE;
                    default -> FileTools.LIST;
                };
        check(FileTools.state(Map.of("a.txt", "red cup")), called, arguments, result);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "get|{'key':'pet'}|cat",
                "get|{'key':'toy'}|error: no key toy",
                "set|{'key':'a/b~c','value':'1'}|ok",
                "delete|{'key':'pet'}|ok",
                "delete|{'key':'toy'}|error: no key toy",
                "keys|{}|pet"
            })
    void memory(String tool, String arguments, String result) {
        Tool called =
                switch (tool) {
                    case "get" -> MemoryTools.GET;
                    case "set" -> MemoryTools.SET;
                    case "delete" -> MemoryTools.DELETE;
                    default -> MemoryTools.KEYS;
                };
        check(MemoryTools.state(Map.of("pet", "cat")), called, arguments, result);
    }
}
