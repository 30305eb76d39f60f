package dev.baltoro.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.baltoro.model.ConfigJson;
import dev.baltoro.model.Presets;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import picocli.CommandLine;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

class PlanCommandTest {
    private final StringWriter out = new StringWriter();
    private final StringWriter err = new StringWriter();

    @Test
    void kimiK2IsPrintedBesideDeepSeekV3AndItsReport() {
        assertThat(run("kimi-k2")).isZero();

        assertThat(out.toString())
                .contains("1,026,408,232,448", "32,861,500,928", "1,042,970,097,536")
                .contains("671,026,419,200", "1.04T; table 4: 1043B", "70,272 B", "24.1 GB")
                .contains("its first layer is dense");
        assertThat(err.toString()).isEmpty();
    }

    @Test
    void jsonHasWholeNumbers() {
        assertThat(run("kimi-k2", "--json", "--gpus", "2048", "--dtype", "fp8")).isZero();

        JsonNode plan = new JsonMapper().readTree(out.toString());
        assertThat(plan.at("/model/parameters/total").longValue()).isEqualTo(1_026_408_232_448L);
        assertThat(plan.at("/model/parallelism/copies").intValue()).isEqualTo(8);
        assertThat(plan.at("/beside/name").stringValue()).isEqualTo("deepseek-v3");
    }

    @Test
    void folderOfAModelIsPlanned(@TempDir Path folder) throws IOException {
        Files.writeString(folder.resolve("config.json"), ConfigJson.write(Presets.named("nano")));

        assertThat(run(folder.toString(), "--sequence-length", "512")).isZero();
        assertThat(out.toString()).contains("sequence of 512");
    }

    @Test
    void wrongNumbersAreMisuse() {
        assertThat(run("nano", "--gpus", "0")).isEqualTo(2);
        assertThat(err.toString()).startsWith("--gpus is 0; use 1 to");
        assertThat(run("nano", "--sequence-length", "99999")).isEqualTo(2);
        assertThat(run("nano", "--dtype", "int4")).isEqualTo(2);
        assertThat(out.toString()).isEmpty();
    }

    @Test
    void unknownModelIsAFailureThatNamesTheNearest() {
        assertThat(run("kimik2")).isOne();
        assertThat(err.toString()).contains("did you mean kimi-k2?");
        assertThat(out.toString()).isEmpty();
    }

    private int run(String... arguments) {
        return new CommandLine(new PlanCommand())
                .setOut(new PrintWriter(out, true))
                .setErr(new PrintWriter(err, true))
                .execute(arguments);
    }
}
