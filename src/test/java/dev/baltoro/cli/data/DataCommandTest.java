package dev.baltoro.cli.data;

import static org.assertj.core.api.Assertions.assertThat;

import dev.baltoro.data.shard.TokenShards;
import dev.baltoro.text.tokenizer.BpeTrainer;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import picocli.CommandLine;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

class DataCommandTest {
    private static final String TEXT = "the glacier moves down to the valley, the ice melts there";

    @TempDir Path folder;
    private final StringWriter out = new StringWriter();
    private final StringWriter err = new StringWriter();

    @BeforeEach
    void write() throws IOException {
        Files.createDirectory(folder.resolve("in"));
        for (int i = 0; i < 50; i++) {
            Files.writeString(folder.resolve("in/" + i + ".txt"), TEXT + " " + i);
        }
        Files.writeString(folder.resolve("x.jsonl"), "{\"text\":\"from json\"}\n{oops\n");
        new BpeTrainer(300, 1, BpeTrainer.Progress.SILENT)
                .train(List.of(TEXT, TEXT).iterator())
                .save(folder.resolve("tok"));
    }

    private int run(String... arguments) {
        return new CommandLine(new DataCommand())
                .setOut(new PrintWriter(out))
                .setErr(new PrintWriter(err))
                .setExecutionExceptionHandler((e, line, _) -> {
                    line.getErr().println(e.getMessage());
                    return 1;
                })
                .execute(arguments);
    }

    private int prepare(String... more) {
        List<String> arguments =
                new java.util.ArrayList<>(
                        List.of(
                                "prepare",
                                "--domain",
                                "ice=" + folder.resolve("in") + "," + folder.resolve("x.jsonl"),
                                "--tokenizer",
                                folder.resolve("tok").toString(),
                                "--out",
                                folder.resolve("set").toString(),
                                "--held-out",
                                "0.2"));
        arguments.addAll(List.of(more));
        return run(arguments.toArray(String[]::new));
    }

    @Test
    void preparedTextIsCountedAndShown() {
        assertThat(prepare()).as(err.toString()).isZero();
        assertThat(out.toString().strip())
                .isEqualTo(folder.resolve("set/manifest.json").toString());
        assertThat(err.toString()).contains("quarantined 1 bad_json");
        try (TokenShards shards = TokenShards.open(folder.resolve("set"))) {
            var ice = shards.manifest().domain("ice");
            assertThat(ice.train().documents() + ice.heldOut().documents()).isEqualTo(51);
        }
        out.getBuffer().setLength(0);
        String tokenizer = folder.resolve("tok").toString();
        assertThat(run("inspect", folder.resolve("set").toString(), "--tokenizer", tokenizer))
                .isZero();
        assertThat(out.toString())
                .contains("all shards match their hashes")
                .contains(TEXT)
                .contains("[EOS]");
    }

    @Test
    void emptyHeldOutPartIsSaid() {
        assertThat(prepare("--held-out", "0.000001")).isEqualTo(2); // given twice
        int code =
                run(
                        "prepare",
                        "--domain=ice=" + folder.resolve("in"),
                        "--tokenizer=" + folder.resolve("tok"),
                        "--out=" + folder.resolve("set"),
                        "--held-out=0.000001");
        assertThat(code).isZero();
        assertThat(err.toString()).contains("ice: nothing is held out");
    }

    @Test
    void whatLeavesNothingToTrainOnIsNamed() throws IOException {
        Path broken =
                Files.write(
                        folder.resolve("broken.jsonl.gz"), new byte[] {0x1F, (byte) 0x8B, 9, 0});
        assertThat(prepareOnly(broken)).isEqualTo(1);
        assertThat(err.toString())
                .contains("rejected {unreadable=1}")
                .contains("broken.jsonl.gz (gzip member 1: its header is damaged)");
        err.getBuffer().setLength(0);
        Path wrong = Files.writeString(folder.resolve("wrong.jsonl"), "\n{oops\n[]\n");
        assertThat(prepareOnly(wrong)).isEqualTo(1);
        assertThat(err.toString()).contains("{bad_json=2}").contains("wrong.jsonl, line 2");
        err.getBuffer().setLength(0);
        Path empty = Files.createDirectory(folder.resolve("empty"));
        assertThat(prepareOnly(empty)).isEqualTo(1);
        assertThat(err.toString()).contains("name files with text");
        err.getBuffer().setLength(0);
        assertThat(prepareOnly(folder.resolve("in/0.txt"), "--held-out", "0.9999999")).isEqualTo(1);
        assertThat(err.toString()).contains("lower the held-out share");
        assertThat(folder.resolve("only")).doesNotExist();
    }

    private int prepareOnly(Path input, String... more) {
        List<String> arguments = new java.util.ArrayList<>(List.of("prepare"));
        arguments.add("--domain=d=" + input);
        arguments.add("--tokenizer=" + folder.resolve("tok"));
        arguments.add("--out=" + folder.resolve("only"));
        arguments.addAll(List.of(more));
        return run(arguments.toArray(String[]::new));
    }

    @Test
    void inspectionIsJsonIfAsked() {
        prepare();
        out.getBuffer().setLength(0);
        String set = folder.resolve("set").toString();
        String tokenizer = folder.resolve("tok").toString();
        assertThat(run("inspect", set, "--json", "--tokenizer", tokenizer, "--documents", "3"))
                .isZero();
        JsonNode json = new JsonMapper().readTree(out.toString());
        assertThat(json.at("/verified").asBoolean()).isTrue();
        assertThat(json.at("/domains/ice/quarantined/bad_json").asInt()).isEqualTo(1);
        assertThat(json.at("/samples").size()).isEqualTo(3);
        assertThat(json.at("/samples/0/text").asString()).startsWith("the glacier");
    }

    @Test
    void mistakesAreOneLine() throws IOException {
        assertThat(prepare("--domain", "broken")).isEqualTo(2);
        assertThat(prepare("--held-out", "1.5")).isNotZero();
        assertThat(prepare("--domain", "b=" + folder.resolve("none"))).isEqualTo(1);
        assertThat(err.toString()).contains("does not exist");
        assertThat(prepare()).isZero();
        err.getBuffer().setLength(0);
        assertThat(prepare()).isEqualTo(1);
        assertThat(err.toString().strip()).contains("holds a dataset already").hasLineCount(1);
        err.getBuffer().setLength(0);
        String set = folder.resolve("set").toString();
        String tok = folder.resolve("tok").toString();
        assertThat(run("inspect", set, "--tokenizer", tok, "--documents", "-1")).isEqualTo(2);
        assertThat(err.toString()).contains("--documents is -1");
        err.getBuffer().setLength(0);
        assertThat(run("inspect", set, "--domain", "icy")).isEqualTo(1);
        assertThat(err.toString().strip()).contains("did you mean `ice`").hasLineCount(1);

        err.getBuffer().setLength(0);
        new BpeTrainer(310, 1, BpeTrainer.Progress.SILENT)
                .train(List.of("another text, another text").iterator())
                .save(folder.resolve("tok2"));
        assertThat(run("inspect", set, "--tokenizer", folder.resolve("tok2").toString()))
                .isEqualTo(1);
        assertThat(err.toString()).contains("was prepared with tokenizer");
    }
}
