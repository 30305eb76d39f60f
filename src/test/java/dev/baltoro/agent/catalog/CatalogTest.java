package dev.baltoro.agent.catalog;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.baltoro.TestData;
import dev.baltoro.agent.catalog.RejectedTool.Reason;
import dev.baltoro.agent.mcp.McpListing;
import dev.baltoro.agent.mcp.McpTool;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.zip.GZIPOutputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

class CatalogTest {
    @TempDir private Path folder;

    private static JsonNode json(String text) {
        return JsonMapper.shared().readTree(text.replace('\'', '"'));
    }

    private static McpTool tool(String schema) {
        String entry = "{'name':'t','inputSchema':" + schema + "}";
        return McpListing.read(List.of(json(entry)), List.of()).tools().getFirst();
    }

    private static ServerTools server(String name, String... entries) {
        List<JsonNode> list = List.of(entries).stream().map(CatalogTest::json).toList();
        return new ServerTools(name, name, List.of(), false, McpListing.read(list, List.of()));
    }

    @Test
    void ofEqualToolsTheFirstIsKept() {
        Catalog catalog = new Catalog();
        String search =
                "{'name':'search','description':'Finds pages in the wiki by their words.',"
                        + "'inputSchema':{'type':'object','properties':{'q':{'type':'string'}}}}";
        catalog.add(server("a", search));
        catalog.add(server("b", search));
        catalog.add(server("c", search.replace("'search'", "'Search'").replace("pages", "Pages")));
        catalog.add(server("d", search.replace("wiki by their words", "mail of all colleagues")));
        catalog.add(server("e", search.replace("'q'", "'query'")));
        assertThat(catalog.kept())
                .extracting(tool -> tool.from().server())
                .containsExactly("a", "d", "e");
        assertThat(catalog.rejected())
                .extracting(RejectedTool::reason)
                .containsExactly(Reason.DUPLICATE, Reason.NEAR_DUPLICATE);
        assertThat(catalog.rejected()).extracting(RejectedTool::why).containsOnly("search of a");
    }

    @Test
    void aServersOwnToolsAreNeverAlike() {
        Catalog catalog = new Catalog();
        catalog.add(
                server("a", "{'name':'get_user'}", "{'name':'getUser'}", "{'name':'get_user'}"));
        assertThat(catalog.kept()).hasSize(2);
        assertThat(catalog.rejected())
                .singleElement()
                .extracting(RejectedTool::why)
                .isEqualTo("a name that an earlier tool of the server has");
    }

    @Test
    void whatNoCallCanBeHeldToIsLeftOutWithThePlace() {
        for (String[] one :
                new String[][] {
                    {
                        "{'type':'object','properties':{'a':{'type':'strng'}}}",
                        "#/properties/a/type"
                    },
                    {
                        "{'type':'object','properties':{'a':{'$ref':'#/$defs/no'}}}",
                        "#/properties/a"
                    },
                    {"{'type':'object','properties':{'a':'text'}}", "#/properties/a"},
                    {
                        "{'type':'object','properties':{'a':{'pattern':'('}},'required':['a']}",
                        "#/properties/a"
                    },
                    {"{'type':'object','properties':{'a':{'enum':[]}},'required':['a']}", "#"}
                }) {
            assertThat(SchemaCheck.problem(tool(one[0]))).as(one[0]).isPresent();
            assertThat(SchemaCheck.problem(tool(one[0])).orElseThrow()).startsWith(one[1]);
        }
        assertThat(SchemaCheck.problem(tool("{'type':'object','properties':[]}"))).isEmpty();
    }

    @Test
    void sampleArgumentsAreWhatIsRequired() {
        samples("{'type':'object','properties':{'a':{'type':'string'}}}", "{}");
        samples(
                "{'required':['n','s','e','d'],'properties':{'n':{'type':'integer','minimum':5},"
                        + "'s':{'type':'string','format':'date'},'e':{'enum':['x','y']},"
                        + "'d':{'type':'number','default':2.5}}}",
                "{'n':5,'s':'2026-01-15','e':'x','d':2.5}");
        samples(
                "{'$defs':{'a/b':{'required':['k'],'properties':{'k':{'type':['null','boolean']}}}},"
                        + "'properties':{'x':{'type':'array','items':{'$ref':'#/$defs/a~1b'}}},"
                        + "'required':['x']}",
                "{'x':[{'k':false}]}");
        samples(
                "{'anyOf':[{'required':['id'],'properties':{'id':{'type':'integer'}}}]}",
                "{'id':1}");
    }

    private static void samples(String schema, String expected) {
        assertThat(SampleArguments.of(tool(schema).inputSchema()).orElseThrow().toString())
                .isEqualTo(expected.replace('\'', '"'));
    }

    /// Schemas that refer to themselves, also many times over, have an end.
    @Test
    void schemasThatReferToThemselvesHaveAnEnd() {
        McpTool node =
                tool(
                        "{'$defs':{'n':{'type':'object','required':['n'],'properties':{'n':{'$ref':'#/$defs/n'}}}},"
                                + "'properties':{'n':{'$ref':'#/$defs/n'}},'required':['n']}");
        assertThat(SampleArguments.of(node.inputSchema())).isEmpty();
        assertThat(SignatureText.of(node)).hasSizeLessThan(200);
        StringBuilder many = new StringBuilder("{'$ref':'#/$defs/m'}");
        for (int i = 0; i < 20; i++) {
            many.append(",{'$ref':'#/$defs/m'}");
        }
        McpTool bush =
                tool(
                        "{'$defs':{'m':{'allOf':["
                                + many
                                + "]}},'properties':{'m':{'$ref':'#/$defs/m'}},"
                                + "'required':['m']}");
        assertThat(SampleArguments.of(bush.inputSchema())).isEmpty();
        assertThat(SignatureText.of(bush)).hasSizeLessThan(3000);
        McpTool loop = tool("{'properties':{'m':{'$ref':'#/properties/m'}},'required':['m']}");
        assertThat(SampleArguments.of(loop.inputSchema())).isEmpty();
        assertThat(SignatureText.of(loop)).startsWith("t(m: ");
    }

    @Test
    void aFileOfToolsMayBeAnAnswerAListOrToucans() {
        String list = "[{'name':'a'},{'name':'b'}]";
        for (String text :
                List.of(
                        list,
                        "{'tools':" + list + "}",
                        "{'id':1,'result':{'tools':" + list + "}}")) {
            ServerTools server = DumpRecord.read(json(text), "x/memory.json").orElseThrow();
            assertThat(server.server()).isEqualTo("memory");
            assertThat(server.listing().tools()).hasSize(2);
        }
        String crawled =
                "{'labels':{'primary_label':'Mail','secondary_labels':['Search'],'custom_label':null},"
                        + "'metadata':{'server_name':'S','server_info_crawled':{'tools':["
                        + "{'name':'find','description':'Get mails.','parameters':["
                        + "{'name':'find','required':false,'type':'string'},"
                        + "{'name':'Get','required':false,'type':'string'},"
                        + "{'name':'query','required':true,'type':'string'}]},"
                        + "{'name':'Optional Settings','description':'','parameters':[]}]}}}";
        ServerTools page = DumpRecord.read(json(crawled), "f.json").orElseThrow();
        assertThat(page.labels()).containsExactly("Mail", "Search");
        Catalog catalog = new Catalog();
        catalog.add(page);
        assertThat(catalog.kept().getFirst().tool().inputSchema())
                .isEqualTo(
                        json(
                                "{'type':'object','properties':{'query':{'type':'string'}},'required':['query']}"));
        assertThat(catalog.rejectedByReason()).containsEntry(Reason.ARTEFACT, 1);
        assertThat(DumpRecord.read(json("{'x':1}"), "f.json")).isEmpty();
    }

    @Test
    void aFolderOfSomethingElseIsNotReplaced() throws IOException {
        Files.writeString(folder.resolve("mine.txt"), "keep");
        assertThatThrownBy(() -> CatalogFolder.write(folder, new Catalog(), List.of()))
                .isInstanceOf(IOException.class)
                .hasMessageContaining("holds something else");
        assertThat(folder.resolve("mine.txt")).exists();
    }

    /// As dumps are published: a folder with an archive and a word on where it is from.
    @Test
    void anArchiveInAFolderIsReadWithTheFilesBesideIt() throws IOException {
        String tools = "{\"tools\":[{\"name\":\"a\"}]}";
        Files.writeString(folder.resolve("SOURCE.txt"), "a crawl");
        Files.writeString(folder.resolve("b.json"), tools);
        try (OutputStream packed =
                new GZIPOutputStream(Files.newOutputStream(folder.resolve("a.tar.gz")))) {
            packed.write(tar("servers/one.json", tools));
        }
        List<String> servers = new ArrayList<>();
        ServerDump.read(
                folder,
                new ServerDump.Reader() {
                    @Override
                    public void server(ServerTools server) {
                        servers.add(server.server());
                    }

                    @Override
                    public void unreadable(String file, String why) {
                        servers.add(file + ": " + why);
                    }
                });
        assertThat(servers).containsExactly("one", "b");
    }

    /// A file in blocks of 512 bytes: its head with name at 0, size in octal at 124 and type at
    /// 156, and its text.
    private static byte[] tar(String name, String text) {
        ByteBuffer blocks = ByteBuffer.allocate(1024);
        blocks.put(0, name.getBytes(StandardCharsets.UTF_8));
        blocks.put(124, "%011o".formatted(text.length()).getBytes(StandardCharsets.UTF_8));
        blocks.put(156, (byte) '0');
        blocks.put(512, text.getBytes(StandardCharsets.UTF_8));
        return blocks.array();
    }

    /// What 1,459 real servers listed, in an archive as it was published.
    @Test
    void realServersListsAreDigestedAndEachToolIsKeptOrHasAReason() throws IOException {
        Path archive = TestData.require("mcp/toucan-servers.tar.gz");
        Catalog catalog = new Catalog();
        List<String> unreadable = new ArrayList<>();
        ServerDump.read(
                archive,
                new ServerDump.Reader() {
                    @Override
                    public void server(ServerTools server) {
                        catalog.add(server);
                    }

                    @Override
                    public void unreadable(String file, String why) {
                        unreadable.add(file + ": " + why);
                    }
                });
        assertThat(unreadable).isEmpty();
        assertThat(catalog.servers()).isEqualTo(1459);
        assertThat(catalog.listed()).isEqualTo(11_498);
        assertThat(catalog.kept().size() + catalog.rejected().size()).isEqualTo(11_498);
        assertThat(catalog.kept()).hasSizeGreaterThan(10_000);
        assertThat(catalog.kept())
                .allSatisfy(tool -> assertThat(tool.line().has("signature")).isTrue());
    }
}
