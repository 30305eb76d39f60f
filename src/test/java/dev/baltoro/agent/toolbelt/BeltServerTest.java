package dev.baltoro.agent.toolbelt;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

class BeltServerTest {
    private static List<JsonNode> answers(String... lines)
            throws IOException, InterruptedException {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        ToolShelf shelf = Shelves.small();
        new BeltServer(
                        new ByteArrayInputStream(
                                String.join("\n", lines)
                                        .replace('\'', '"')
                                        .getBytes(StandardCharsets.UTF_8)),
                        out,
                        changed ->
                                new Toolbelt(
                                        shelf,
                                        ToolSearch.byWords(shelf),
                                        BeltLimits.standard(),
                                        changed))
                .serve();
        return out.toString(StandardCharsets.UTF_8)
                .lines()
                .<JsonNode>map(JsonMapper.shared()::readTree)
                .toList();
    }

    @Test
    void aClientIsGreetedAndServed() throws IOException, InterruptedException {
        List<JsonNode> found =
                answers(
                        "{'jsonrpc':'2.0','id':1,'method':'initialize','params':{'protocolVersion':'2025-03-26'}}",
                        "{'jsonrpc':'2.0','method':'notifications/initialized'}",
                        "",
                        "{'jsonrpc':'2.0','id':'a','method':'tools/list'}",
                        "{'jsonrpc':'2.0','id':3,'method':'ping'}");
        assertThat(found).hasSize(3);
        assertThat(found.get(0).at("/result/protocolVersion").asString()).isEqualTo("2025-03-26");
        assertThat(found.get(0).at("/result/capabilities/tools/listChanged").asBoolean()).isTrue();
        assertThat(found.get(1).path("id").asString()).isEqualTo("a");
        assertThat(found.get(1).at("/result/tools")).hasSize(5);
        assertThat(found.get(2).path("result").isObject()).isTrue();
    }

    @Test
    void aToolThatIsAddedIsTold() throws IOException, InterruptedException {
        List<JsonNode> found =
                answers(
                        "{'jsonrpc':'2.0','id':1,'method':'tools/call','params':{'name':'add_tool','arguments':{'name':'send_mail'}}}");
        assertThat(found).hasSize(2);
        assertThat(found.getFirst().path("method").asString())
                .isEqualTo("notifications/tools/list_changed");
        assertThat(found.getLast().at("/result/isError").asBoolean()).isFalse();
        assertThat(found.getLast().at("/result/content/0/text").asString()).contains("send_mail");
    }

    @Test
    void badMessagesAreAnsweredAndServingGoesOn() throws IOException, InterruptedException {
        List<JsonNode> found =
                answers(
                        "{",
                        "7",
                        "x".repeat(BeltServer.MESSAGE_BYTES_MAX + 9),
                        "{'jsonrpc':'2.0','id':5,'result':{}}",
                        "{'jsonrpc':'2.0','id':6,'method':'resources/list'}",
                        "{'jsonrpc':'2.0','id':7,'method':'tools/call','params':{'name':'search_tools'}}");
        assertThat(found)
                .extracting(one -> one.at("/error/code").asInt(0))
                .containsExactly(-32700, -32600, -32700, -32601, 0);
        assertThat(found.getFirst().path("id").isNull()).isTrue();
        assertThat(found.getLast().at("/result/isError").asBoolean()).isTrue();
    }
}
