package dev.baltoro.agent.domain;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.baltoro.TestData;
import dev.baltoro.agent.catalog.Catalog;
import dev.baltoro.agent.catalog.CatalogFolder;
import dev.baltoro.agent.catalog.CatalogReader;
import dev.baltoro.agent.catalog.ServerDump;
import dev.baltoro.agent.catalog.ServerTools;
import dev.baltoro.agent.embedding.SentenceModel;
import dev.baltoro.agent.mcp.McpListing;
import dev.baltoro.stats.ClusterAgreement;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalInt;
import javax.xml.parsers.DocumentBuilderFactory;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

class ClassifierTest {
    private static final Classifier.Progress SILENT = (_, _, _) -> {};
    private static final String[][] THEMES = {
        {
            "Weather",
            "get_forecast: Weather forecast for a city over the next days",
            "current_temperature: Temperature and wind at a place now",
            "rain_alerts: Weather warnings of storm and rain in a region",
            "air_humidity: Humidity and air pressure of the weather at a station"
        },
        {
            "Music",
            "play_song: Plays a song or an album on the speakers",
            "make_playlist: Makes a playlist of songs by an artist",
            "find_lyrics: Finds the lyrics of a song",
            "list_concerts: Concerts of an artist or band in a music hall"
        },
        {
            "Databases",
            "run_query: Runs an SQL query on a table of the database",
            "list_tables: Lists the tables and columns of a database schema",
            "create_index: Creates an index on a column of an SQL table",
            "dump_rows: Exports the rows of a database table"
        }
    };

    private static SentenceModel model;
    @TempDir private Path folder;

    @BeforeAll
    static void load() throws IOException {
        model = SentenceModel.load();
    }

    @AfterAll
    static void close() {
        model.close();
    }

    /// Twelve servers of three tools each, one label in four missing.
    private static List<ServerTools> servers() {
        List<ServerTools> servers = new ArrayList<>();
        for (int i = 0; i < 12; i++) {
            String[] theme = THEMES[i % 3];
            List<JsonNode> tools = new ArrayList<>();
            for (int t = 1; t < theme.length; t++) {
                if (t != 1 + i / 3) {
                    String[] parts = theme[t].split(": ", 2);
                    tools.add(
                            JsonMapper.shared()
                                    .createObjectNode()
                                    .put("name", parts[0])
                                    .put("description", parts[1]));
                }
            }
            servers.add(
                    new ServerTools(
                            "server <%d> & \u0001".formatted(i),
                            "made",
                            i == 5 ? List.of() : List.of(theme[0]),
                            false,
                            McpListing.read(tools, List.of())));
        }
        return servers;
    }

    private static Classified classified(Subject.Kind kind, long seed) throws InterruptedException {
        return new Classifier(OptionalInt.empty(), seed, 2)
                .run(Subject.of(servers(), kind), model, SILENT);
    }

    @Test
    void serversOfOneThemeShareADomainThatItsWordsName() throws InterruptedException {
        for (long seed = 1; seed < 4; seed++) {
            Classified found = classified(Subject.Kind.SERVER, seed);
            assertThat(found.domains()).as("seed %d", seed).hasSize(3);
            assertThat(found.domains())
                    .allSatisfy(domain -> assertThat(domain.labels()).hasSize(1));
            assertThat(found.domains())
                    .extracting(Domain::name)
                    .anySatisfy(name -> assertThat(name).contains("weather"))
                    .anySatisfy(name -> assertThat(name).containsAnyOf("song", "artist"))
                    .anySatisfy(name -> assertThat(name).containsAnyOf("table", "database"));
            assertThat(found.agreement().orElseThrow().labelled()).isEqualTo(11);
            assertThat(found.agreement().orElseThrow().domains())
                    .allSatisfy(one -> assertThat(one.purity()).isEqualTo(1));
        }
    }

    @Test
    void toolsAreDividedWhereNoServerIsTheUnit() throws InterruptedException {
        Classified found = classified(Subject.Kind.TOOL, 1);
        assertThat(found.subjects()).hasSize(36);
        assertThat(found.domains()).allSatisfy(domain -> assertThat(domain.labels()).hasSize(1));
    }

    @Test
    void theSameSeedWritesTheSameBytes() throws IOException, InterruptedException {
        for (String name : List.of("a", "b")) {
            ClassifiedFolder.write(folder.resolve(name), classified(Subject.Kind.SERVER, 7));
        }
        for (String file : List.of("domains.json", "servers.jsonl", "tools.jsonl", "map.svg")) {
            assertThat(folder.resolve("a/" + file))
                    .hasSameBinaryContentAs(folder.resolve("b/" + file));
        }
        JsonNode line =
                JsonMapper.shared()
                        .readTree(Files.readAllLines(folder.resolve("a/tools.jsonl")).getFirst());
        assertThat(line.propertyNames())
                .contains("server", "tool", "domain", "domainName", "distance", "serverDomain");
        assertThat(line.path("distance").asDouble()).isBetween(0.0, 1.0);
    }

    @Test
    void theMapIsXmlWithADotAServerAndANameADomain() throws Exception {
        String svg = DomainMap.svg(classified(Subject.Kind.SERVER, 1));
        var document =
                DocumentBuilderFactory.newInstance()
                        .newDocumentBuilder()
                        .parse(new ByteArrayInputStream(svg.getBytes(StandardCharsets.UTF_8)));
        assertThat(document.getElementsByTagName("circle").getLength()).isEqualTo(12);
        assertThat(document.getElementsByTagName("text").getLength()).isEqualTo(3);
        assertThat(svg).contains("server &lt;0&gt; &amp;").doesNotContain("NaN");
    }

    @Test
    void aCatalogueIsReadBackAsItWasWritten() throws IOException {
        Catalog catalog = new Catalog();
        servers().forEach(catalog::add);
        CatalogFolder.write(folder.resolve("c"), catalog, List.of());
        List<ServerTools> read = CatalogReader.read(folder.resolve("c"));
        assertThat(read.stream().mapToInt(one -> one.listing().tools().size()).sum())
                .isEqualTo(catalog.kept().size());
        assertThat(read.getFirst().labels()).containsExactly("Weather");
    }

    @Test
    void whatIsNoCatalogueIsRefusedInOneLine() throws IOException {
        Path file = folder.resolve("x.jsonl");
        for (String[] one :
                new String[][] {
                    {"", "has no tool"}, {"{\"server\":7}", "has no tool"}, {"{", "not JSON"}
                }) {
            Files.writeString(file, one[0]);
            assertThatThrownBy(() -> CatalogReader.read(file))
                    .isInstanceOf(IOException.class)
                    .hasMessageContaining(one[1]);
        }
        Files.write(file, new byte[] {(byte) 0xC3, '('});
        assertThatThrownBy(() -> CatalogReader.read(file)).hasMessageContaining("not UTF-8");
        List<Subject> few = Subject.of(servers().subList(0, 2), Subject.Kind.SERVER);
        assertThatThrownBy(() -> new Classifier(OptionalInt.empty(), 1, 1).run(few, model, SILENT))
                .hasMessageContaining("at least 4");
        Files.writeString(folder.resolve("mine.txt"), "keep me");
        assertThatThrownBy(() -> ClassifiedFolder.check(folder))
                .hasMessageContaining("something else");
    }

    /// On real servers with labels by somebody else, on each of three seeds.
    @Test
    @Tag("slow")
    void domainsAgreeWithGivenLabelsMoreThanPlainClustersOfWords() throws Exception {
        Catalog catalog = new Catalog();
        ServerDump.read(
                TestData.require("mcp/toucan-servers.tar.gz"),
                new ServerDump.Reader() {
                    @Override
                    public void server(ServerTools server) {
                        catalog.add(server);
                    }

                    @Override
                    public void unreadable(String file, String why) {
                        throw new AssertionError(file + ": " + why);
                    }
                });
        CatalogFolder.write(folder.resolve("c"), catalog, List.of());
        Classified found =
                new Classifier(OptionalInt.empty(), 1, 3)
                        .run(
                                Subject.of(
                                        CatalogReader.read(folder.resolve("c")),
                                        Subject.Kind.SERVER),
                                model,
                                SILENT);
        LabelAgreement agreement = found.agreement().orElseThrow();
        assertThat(agreement.labels()).isEqualTo(28);
        double nmi = LabelAgreement.spread(agreement.plain(), ClusterAgreement::nmi).max();
        double purity = LabelAgreement.spread(agreement.plain(), ClusterAgreement::purity).max();
        assertThat(agreement.domains()).extracting(ClusterAgreement::nmi).allMatch(x -> x > nmi);
        assertThat(agreement.domains())
                .extracting(ClusterAgreement::purity)
                .allMatch(x -> x > purity);
    }
}
