package dev.baltoro.synth.tool;

import static org.assertj.core.api.Assertions.assertThat;

import com.networknt.schema.InputFormat;
import com.networknt.schema.Schema;
import com.networknt.schema.SchemaLocation;
import com.networknt.schema.SchemaRegistry;
import com.networknt.schema.SpecificationVersion;
import dev.baltoro.ChildJvm;
import dev.baltoro.agent.tool.Tool;
import dev.baltoro.text.chat.ToolNames;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.SplittableRandom;
import java.util.stream.IntStream;
import java.util.zip.CRC32C;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

class InventedToolsTest {
    private static final long SEED = 11;
    private static final int SERVERS = 16;

    /// With two orders of an immutable map, a fault that rests on one shows in half of the
    /// processes.
    private static final int PROCESSES = 2;

    private static final SchemaRegistry SCHEMAS =
            SchemaRegistry.withDefaultDialect(SpecificationVersion.DRAFT_2020_12);

    @Test
    void everyApplicationsToolsDoWhatTheyDeclare() {
        List<String> problems = new ArrayList<>();
        int tools = 0;
        for (int i = 0; i < DomainBook.applications().size(); i++) {
            for (InventedTool tool : drafts(i)) {
                tools++;
                FunctionalCheck.problem(tool, SEED)
                        .ifPresent(why -> problems.add(tool.blueprint().name() + ": " + why));
            }
        }
        assertThat(tools).isGreaterThan(500);
        assertThat(problems).as("seed %d", SEED).isEmpty();
    }

    /// {@return every sixth tool of an application}
    private static List<InventedTool> drafts(int application) {
        SplittableRandom random = new SplittableRandom(SEED + application);
        Application drawn = DomainBook.applications().get(application);
        House house = House.draw(random, drawn);
        List<Blueprint> all = InventedTools.drafts(random, house, drawn);
        List<InventedTool> some = new ArrayList<>();
        for (int i = application % 6; i < all.size(); i += 6) {
            some.add(InventedTool.of(all.get(i), true, lineage()));
        }
        return some;
    }

    @Test
    void aFailureThatIsDeclaredButNeverHappensIsFound() {
        InventedTool sound =
                IntStream.range(0, 30)
                        .boxed()
                        .flatMap(application -> drafts(application).stream())
                        .filter(tool -> tool.blueprint().action() == Action.GET)
                        .findFirst()
                        .orElseThrow();
        Guard guard = new Guard(Guard.Kind.FULL, "", "8");
        InventedTool lies =
                InventedTool.of(sound.blueprint().guarded(List.of(guard)), true, lineage());
        assertThat(FunctionalCheck.problem(sound, SEED)).isEmpty();
        assertThat(FunctionalCheck.problem(lies, SEED)).isNotEmpty();
    }

    @Test
    void schemasAreValidAndAcceptTheCallsThatWorldsAllow() {
        Schema meta =
                SCHEMAS.getSchema(
                        SchemaLocation.of("https://json-schema.org/draft/2020-12/schema"));
        SplittableRandom random = new SplittableRandom(SEED);
        int calls = 0;
        for (int i = 0; i < SERVERS; i++) {
            InventedServer server = InventedTools.server(SEED, i);
            for (InventedTool tool : server.tools()) {
                String schema = function(tool).path("parameters").toString();
                assertThat(meta.validate(schema, InputFormat.JSON)).as(schema).isEmpty();
                String result = tool.resultSchema().toString();
                assertThat(meta.validate(result, InputFormat.JSON)).as(result).isEmpty();
                Optional<ObjectNode> call =
                        CallDraw.arguments(random, tool.blueprint(), server.start(), 0.5);
                if (call.isPresent()) {
                    calls++;
                    assertThat(
                                    SCHEMAS.getSchema(schema, InputFormat.JSON)
                                            .validate(call.get().toString(), InputFormat.JSON))
                            .as("%s called with %s", schema, call.get())
                            .isEmpty();
                }
            }
        }
        assertThat(calls).isGreaterThan(80);
    }

    @Test
    void serverHasThreeToTwentyToolsWithNamesOfTheirOwnThatAModelSeesAsTheyAre() {
        for (int i = 0; i < SERVERS; i++) {
            InventedServer server = InventedTools.server(SEED, i);
            assertThat(server.tools()).hasSizeBetween(3, 20);
            List<String> names = server.callable().stream().map(Tool::name).toList();
            assertThat(names).doesNotHaveDuplicates();
            ToolNames shown =
                    ToolNames.of(server.tools().stream().map(InventedTool::declaration).toList());
            names.forEach(name -> assertThat(shown.shown(name)).isEqualTo(name));
        }
    }

    @Test
    void everyProcessInventsTheSameServers() throws Exception {
        List<Process> others = new ArrayList<>();
        for (int i = 0; i < PROCESSES; i++) {
            others.add(
                    new ProcessBuilder(ChildJvm.command(InventedToolsTest.class))
                            .redirectError(ProcessBuilder.Redirect.INHERIT)
                            .start());
        }
        String own = sum();
        for (Process other : others) {
            byte[] printed = other.getInputStream().readAllBytes();
            assertThat(other.waitFor()).isZero();
            assertThat(new String(printed, StandardCharsets.UTF_8)).isEqualTo(own);
        }
    }

    /// Prints [#sum] for the process that started this one.
    public static void main(String[] arguments) {
        System.out.print(sum());
    }

    private static String sum() {
        CRC32C sum = new CRC32C();
        for (int i = 0; i < SERVERS; i++) {
            InventedServer server = InventedTools.server(SEED, i);
            sum.update(server.start().toString().getBytes(StandardCharsets.UTF_8));
            for (InventedTool tool : server.tools()) {
                sum.update(tool.declaration().json().getBytes(StandardCharsets.UTF_8));
            }
            InventedRequests requests = new InventedRequests(server, new TemplateWishes());
            for (int j = 0; j < 2; j++) {
                sum.update(requests.request(SEED, j).toString().getBytes(StandardCharsets.UTF_8));
            }
        }
        return "%08x".formatted(sum.getValue());
    }

    private static JsonNode function(InventedTool tool) {
        return JsonMapper.shared().readTree(tool.declaration().json()).path("function");
    }

    private static Lineage lineage() {
        return new Lineage("x", "invent", List.of(), "", Lineage.TEMPLATE_TEACHER);
    }
}
