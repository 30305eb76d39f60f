package dev.baltoro.agent.toolbelt;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.baltoro.agent.mcp.McpTool;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.json.JsonMapper;

class ToolbeltTest {
    private final AtomicInteger changes = new AtomicInteger();

    private Toolbelt belt(ToolShelf shelf, BeltLimits limits) {
        return new Toolbelt(shelf, ToolSearch.byWords(shelf), limits, changes::incrementAndGet);
    }

    private static BeltAnswer call(Toolbelt belt, String tool, String arguments)
            throws InterruptedException {
        return belt.call(tool, JsonMapper.shared().readTree(arguments.replace('\'', '"')));
    }

    @Test
    void aToolIsFoundAddedCalledAndDropped() throws InterruptedException {
        Toolbelt belt = belt(Shelves.small(), BeltLimits.standard());
        assertThat(belt.tools())
                .extracting(McpTool::name)
                .containsExactly(
                        "search_tools", "inspect_tool", "add_tool", "drop_tool", "call_tool");
        assertThat(call(belt, "search_tools", "{'query':'the weather of a city'}").text())
                .startsWith("get_forecast: Weather forecast for a city. [Weather]");
        assertThat(call(belt, "get_forecast", "{}").text()).contains("add_tool adds it");
        assertThat(call(belt, "add_tool", "{'name':'get_forecast'}").text())
                .contains("inputSchema");
        assertThat(belt.tools()).extracting(McpTool::name).endsWith("get_forecast").hasSize(6);
        assertThat(call(belt, "get_forecast", "{'city':'Oslo'}"))
                .isEqualTo(BeltAnswer.of("get_forecast {\"city\":\"Oslo\"}"));
        assertThat(call(belt, "call_tool", "{'name':'get_forecast','arguments':{'a':1}}").text())
                .isEqualTo("get_forecast {\"a\":1}");
        assertThat(call(belt, "drop_tool", "{'name':'get_forecast'}").isError()).isFalse();
        assertThat(call(belt, "get_forecast", "{}").isError()).isTrue();
        assertThat(belt.tools()).hasSize(5);
        assertThat(changes).hasValue(2);
    }

    @Test
    void toolsOfOneNameAreToldApartAndNoneTakesTheBeltsOwn() throws InterruptedException {
        ToolShelf shelf = Shelves.small();
        assertThat(shelf.tools())
                .extracting(ShelvedTool::name)
                .containsExactly(
                        "get_forecast", "search", "send_mail", "Mail.search", "Mail.search_tools");
        Toolbelt belt = belt(shelf, BeltLimits.standard());
        call(belt, "add_tool", "{'name':'Mail.search'}");
        assertThat(call(belt, "Mail.search", "{}").text()).startsWith("search {"); // its own name
        ToolShelf foreign = new ToolShelf();
        foreign.add(
                "s",
                Shelves.tools("é".repeat(90) + ": a", "é".repeat(91) + ": b"),
                (name, _) -> BeltAnswer.of(name));
        assertThat(foreign.tools())
                .extracting(ShelvedTool::name)
                .doesNotHaveDuplicates()
                .allSatisfy(name -> assertThat(name).hasSizeLessThanOrEqualTo(64));
    }

    @Test
    void whatIsAddedStaysWithinTheLimits() throws InterruptedException {
        Toolbelt few = belt(Shelves.wide(5, 10), new BeltLimits(2, 4_000, 10, 8_000));
        for (int i = 0; i < 2; i++) {
            assertThat(call(few, "add_tool", "{'name':'tool_%d'}".formatted(i)).isError())
                    .isFalse();
        }
        assertThat(call(few, "add_tool", "{'name':'tool_2'}").text())
                .contains("2 tools are added", "drop one of tool_0, tool_1");
        assertThat(call(few, "add_tool", "{'name':'tool_1'}").isError()).isFalse(); // is there
        assertThat(few.tools()).hasSize(7);

        Toolbelt narrow = belt(Shelves.wide(5, 1_600), new BeltLimits(9, 1_000, 10, 8_000));
        assertThat(call(narrow, "add_tool", "{'name':'tool_0'}").isError()).isFalse();
        assertThat(call(narrow, "add_tool", "{'name':'tool_1'}").isError()).isFalse();
        assertThat(call(narrow, "add_tool", "{'name':'tool_2'}").text())
                .contains("does not fit", "of 1,000", "drop one of");
        int chars =
                narrow.tools().stream()
                        .skip(5)
                        .mapToInt(tool -> tool.declaration().json().length())
                        .sum();
        assertThat(chars).isLessThanOrEqualTo(1_000 * BeltLimits.CHARS_A_TOKEN);

        Toolbelt tiny = belt(Shelves.wide(1, 1_600), new BeltLimits(9, 100, 10, 8_000));
        assertThat(call(tiny, "add_tool", "{'name':'tool_0'}").text()).contains("alone has about");
    }

    @Test
    void answersStayWithinTheLimits() throws InterruptedException {
        Toolbelt belt = belt(Shelves.wide(300, 4_000), new BeltLimits(2, 4_000, 7, 1_000));
        String found = call(belt, "search_tools", "{'query':'word','limit':5000}").text();
        assertThat(found.lines()).hasSizeLessThanOrEqualTo(7);
        assertThat(found.length()).isLessThanOrEqualTo(1_010);
        assertThat(call(belt, "inspect_tool", "{'name':'tool_1'}").text())
                .hasSizeLessThanOrEqualTo(1_010)
                .endsWith("(cut)");
    }

    @Test
    void whatAModelMayWriteWrongCostsOneLine() throws InterruptedException {
        Toolbelt belt = belt(Shelves.small(), BeltLimits.standard());
        for (String[] one :
                new String[][] {
                    {"search_tools", "{}", "needs a query"},
                    {"search_tools", "{'query':'   '}", "needs a query"},
                    {"search_tools", "{'query':'xylophone'}", "no tool of 5 fits"},
                    {"search_tools", "[1]", "JSON object"},
                    {"inspect_tool", "{'name':'getForecast'}", "near: get_forecast"},
                    {"add_tool", "{'name':7}", "there is no tool"},
                    {"drop_tool", "{'name':'search'}", "is not added"},
                    {"call_tool", "{'name':'search'}", "as an object"},
                    {"call_tool", "{'name':'call_tool','arguments':{}}", "is no tool here"},
                    {"nothing", "{}", "is no tool here"}
                }) {
            BeltAnswer answer = call(belt, one[0], one[1]);
            assertThat(answer.text()).as(one[1]).contains(one[2]).doesNotContain("\n");
        }
        assertThat(belt.tools()).hasSize(5);
    }

    @Test
    void limitsAreChecked() {
        assertThatThrownBy(() -> new BeltLimits(0, 1, 1, 1_000))
                .isInstanceOf(IllegalArgumentException.class);
        assertThat(ToolSearch.byWords(Shelves.small()).find("x".repeat(1_000_000), 5)).isEmpty();
    }
}
