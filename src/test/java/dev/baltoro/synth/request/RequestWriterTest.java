package dev.baltoro.synth.request;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import com.networknt.schema.Schema;
import com.networknt.schema.SchemaRegistry;
import com.networknt.schema.SpecificationVersion;
import dev.baltoro.agent.request.RequestKind;
import dev.baltoro.agent.request.ToolRequest;
import dev.baltoro.agent.request.WantedCall;
import dev.baltoro.synth.value.Surroundings;
import dev.baltoro.text.chat.ToolDeclaration;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

class RequestWriterTest {
    private static final int DRAWS = 1_500;
    private static final long SEED = 7;

    private static final List<ToolDeclaration> FILES =
            List.of(
                    tool(
                            "read_text_file",
                            "Reads a file.",
                            "path:string!",
                            "head:number",
                            "tail:number"),
                    tool("list_directory", "Lists a folder.", "path:string!"),
                    tool("move_file", "Moves or renames.", "source:string!", "destination:string!"),
                    tool("write_file", "Writes a file.", "path:string!", "content:string!"));

    private static final List<ToolDeclaration> STRANGE =
            List.of(
                    tool(
                            "bookTable",
                            "Books a table in a restaurant.",
                            "guests:integer!",
                            "city:string!",
                            "smoking:boolean"),
                    tool("tide-times", "", "harbour:string!"),
                    tool("ping", "Says pong."));

    @Test
    void aRequestIsAPureFunctionOfSeedAndIndex() {
        RequestWriter writer = RequestWriter.of(FILES, Surroundings.NONE, SEED);
        RequestWriter same = RequestWriter.of(FILES, Surroundings.NONE, SEED);
        for (long i = 50; i >= 0; i--) {
            assertThat(writer.write(i)).isEqualTo(same.write(i));
        }
        RequestWriter other = RequestWriter.of(FILES, Surroundings.NONE, SEED + 1);
        assertThat(
                        LongStream.range(0, 50)
                                .filter(i ->
                                        other.write(i).request().equals(writer.write(i).request()))
                                .count())
                .isLessThan(5);
    }

    @Test
    void everyCallFitsItsToolsSchema() {
        checkSchemas(FILES);
        checkSchemas(STRANGE);
    }

    @ParameterizedTest
    @ValueSource(strings = {"filesystem", "memory", "calc"})
    void everyCallFitsTheSchemasOfRealServers(String server) throws IOException {
        Path file = Path.of("../shared/testdata/own-tools/" + server + "/tools.json");
        assumeTrue(Files.exists(file), file + " is not on this machine");
        checkSchemas(real(file));
    }

    /// Values are copied from what the model reads, so they have to be there.
    @Test
    void everyPathStandsInTheRequestOrInWhatCameBefore() {
        RequestWriter writer = RequestWriter.of(FILES, Surroundings.NONE, SEED);
        for (long i = 0; i < DRAWS; i++) {
            ToolRequest request = writer.write(i);
            String known =
                    request.request() + request.context().facts() + request.context().turns();
            for (WantedCall call : request.expected()) {
                for (String name : List.of("path", "source", "destination")) {
                    String path = call.arguments().path(name).asString("");
                    String last = path.substring(path.lastIndexOf('/') + 1);
                    String first =
                            path.indexOf('/', 1) < 0
                                    ? path
                                    : path.substring(0, path.indexOf('/', 1));
                    assertThat(known).as(request.toString()).contains(last).contains(first);
                }
            }
        }
    }

    @Test
    void allKindsAreWrittenInAboutTheSharesThatTheirMixHas() {
        RequestWriter writer = RequestWriter.of(FILES, Surroundings.NONE, SEED);
        Map<RequestKind, Integer> counts = new EnumMap<>(RequestKind.class);
        for (long i = 0; i < DRAWS; i++) {
            counts.merge(writer.write(i).kind(), 1, Integer::sum);
        }
        assertThat(counts.keySet()).containsExactlyInAnyOrder(RequestKind.values());
        assertThat(counts.get(RequestKind.SINGLE)).isBetween(DRAWS * 4 / 10, DRAWS * 7 / 10);
        RequestWriter asking = writer.with(new KindMix(0, 0, 0, 0, 1));
        long asked =
                LongStream.range(0, 200)
                        .mapToObj(asking::write)
                        .filter(request -> request.kind() == RequestKind.ASK_BACK)
                        .peek(request -> assertThat(request.reply()).isNotBlank())
                        .count();
        assertThat(asked).isGreaterThan(190);
    }

    @Test
    void ofAChainALaterCallAndNeverTheFirstHasWhatAnEarlierOneGivesBack() {
        String given = Integer.toString(GivenValue.NUMBER);
        List<ToolDeclaration> tools = new ArrayList<>(FILES);
        tools.add(tool("search_files", "Finds files.", "path:string!", "pattern:string!"));
        RequestWriter writer = RequestWriter.of(tools, Surroundings.NONE, SEED);
        Set<String> pairs = new HashSet<>();
        for (long i = 0; i < DRAWS; i++) {
            ToolRequest request = writer.chain(i).orElseThrow();
            assertThat(request).isEqualTo(writer.chain(i).orElseThrow());
            assertThat(request.needsResults()).isTrue();
            List<String> calls =
                    request.expected().stream().map(call -> call.arguments().toString()).toList();
            assertThat(calls.getFirst()).doesNotContain(given);
            assertThat(calls.subList(1, calls.size())).anyMatch(call -> call.contains(given));
            assertThat(request.request()).doesNotContain(given);
            pairs.add(String.join("+", request.expected().stream().map(WantedCall::name).toList()));
        }
        assertThat(pairs).contains("search_files+read_text_file", "read_text_file+write_file");
    }

    /// `Read a.txt and b.txt`, where no call takes both.
    @Test
    void oneWishForTwoValuesOfAnArgumentIsACallForEach() {
        RequestWriter writer =
                RequestWriter.of(FILES, Surroundings.NONE, SEED).with(new KindMix(0, 0, 1, 0, 0));
        long shared = 0;
        for (long i = 0; i < DRAWS; i++) {
            ToolRequest request = writer.write(i);
            List<WantedCall> calls = request.expected();
            assertThat(calls).as(request.toString()).doesNotHaveDuplicates();
            boolean folders =
                    calls.size() == 2
                            && calls.stream()
                                    .allMatch(call -> call.name().equals("list_directory"));
            shared += folders ? 1 : 0;
        }
        assertThat(shared).isGreaterThan(DRAWS / 50);
    }

    @Test
    void toolsWithoutAnyChainHaveNone() {
        assertThat(RequestWriter.of(STRANGE, Surroundings.NONE, SEED).chain(1)).isEmpty();
    }

    @Test
    void noOrdinaryRequestStandsForAResult() {
        String given = Integer.toString(GivenValue.NUMBER);
        RequestWriter writer = RequestWriter.of(FILES, Surroundings.NONE, SEED);
        for (long i = 0; i < DRAWS; i++) {
            assertThat(writer.write(i).toString()).doesNotContain(given);
        }
    }

    /// So that a model does not take what came before for a reason to call nothing, or something.
    @Test
    void somethingStandsBeforeRequestsOfAllKinds() {
        RequestWriter writer = RequestWriter.of(FILES, Surroundings.NONE, SEED);
        Map<RequestKind, Integer> all = new EnumMap<>(RequestKind.class);
        Map<RequestKind, Integer> behind = new EnumMap<>(RequestKind.class);
        for (long i = 0; i < DRAWS; i++) {
            ToolRequest request = writer.write(i);
            all.merge(request.kind(), 1, Integer::sum);
            if (!request.context().turns().isEmpty()) {
                behind.merge(request.kind(), 1, Integer::sum);
            }
        }
        for (RequestKind kind : RequestKind.values()) {
            double share = behind.getOrDefault(kind, 0) / (double) all.getOrDefault(kind, 1);
            assertThat(share).as(kind.word()).isBetween(0.02, 0.45);
        }
    }

    @Test
    void requestsAreHardlyEverTheSame() {
        RequestWriter writer = RequestWriter.of(FILES, Surroundings.NONE, SEED);
        Set<String> distinct = new HashSet<>();
        for (long i = 0; i < DRAWS; i++) {
            ToolRequest request = writer.write(i);
            distinct.add(request.context().facts() + "\n" + request.request());
        }
        assertThat(distinct.size()).isGreaterThan(DRAWS * 98 / 100);
    }

    @Test
    void heldOutPhrasesAreNotInTraining() {
        Phrasebook book = Phrasebook.standard();
        List<Saying> all = new ArrayList<>();
        book.families().forEach(family -> all.addAll(family.says().all()));
        book.phrases().values().forEach(phrase -> all.addAll(phrase.all()));
        double heldOut = all.stream().filter(Saying::heldOut).count();
        assertThat(heldOut / all.size()).isBetween(0.02, 0.2);
    }

    @Test
    void aListWithoutToolsIsRefused() {
        assertThatThrownBy(() -> RequestWriter.of(List.of(), Surroundings.NONE, SEED))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("declare at least one");
    }

    private static void checkSchemas(List<ToolDeclaration> tools) {
        SchemaRegistry registry = SchemaRegistry.withDefaultDialect(SpecificationVersion.DRAFT_7);
        Map<String, Schema> schemas = new HashMap<>();
        for (ToolDeclaration tool : tools) {
            schemas.put(
                    tool.name(),
                    registry.getSchema(
                            JsonMapper.shared()
                                    .readTree(tool.json())
                                    .path("function")
                                    .path("parameters")));
        }
        RequestWriter writer = RequestWriter.of(tools, Surroundings.NONE, SEED);
        Set<String> called = new HashSet<>();
        for (long i = 0; i < DRAWS; i++) {
            ToolRequest request = writer.write(i);
            List<WantedCall> calls = new ArrayList<>(request.expected());
            request.accept().forEach(other -> calls.addAll(other.calls()));
            for (WantedCall call : calls) {
                called.add(call.name());
                Schema schema = Objects.requireNonNull(schemas.get(call.name()));
                assertThat(schema.validate(call.arguments()))
                        .as("%s: %s", request.id(), call)
                        .isEmpty();
            }
        }
        assertThat(called).containsAll(schemas.keySet());
    }

    private static List<ToolDeclaration> real(Path file) throws IOException {
        List<ToolDeclaration> tools = new ArrayList<>();
        for (JsonNode tool : JsonMapper.shared().readTree(Files.readString(file)).path("tools")) {
            tools.add(
                    ToolDeclaration.function(
                            tool.path("name").asString(),
                            tool.path("description").asString(""),
                            tool.path("inputSchema").toString()));
        }
        return tools;
    }

    /// @param parameters as `name:type`, with `!` behind those that are required
    private static ToolDeclaration tool(String name, String description, String... parameters) {
        var schema = JsonMapper.shared().createObjectNode().put("type", "object");
        var properties = schema.putObject("properties");
        var required = schema.putArray("required");
        for (String parameter : parameters) {
            String[] parts = parameter.replace("!", "").split(":");
            properties.putObject(parts[0]).put("type", parts[1]);
            if (parameter.endsWith("!")) {
                required.add(parts[0]);
            }
        }
        return ToolDeclaration.function(name, description, schema.toString());
    }
}
