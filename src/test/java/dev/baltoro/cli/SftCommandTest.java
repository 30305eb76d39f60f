package dev.baltoro.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.baltoro.engine.chat.LocalModel;
import dev.baltoro.text.chat.ChatRequest;
import dev.baltoro.text.chat.DecodingOptions;
import dev.baltoro.text.chat.Message;
import dev.baltoro.text.chat.Sampling;
import dev.baltoro.text.tokenizer.Tokenizer;
import dev.baltoro.train.sft.TinySft;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import java.util.zip.GZIPOutputStream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

class SftCommandTest {
    @TempDir private static Path shared;
    private static Path recipe = Path.of("");
    private static Path chats = Path.of("");
    @TempDir private Path folder;

    @BeforeAll
    static void pretrain() throws IOException {
        Path pretrained = TinySft.pretrained(shared);
        chats = TinySft.conversations(shared.resolve("chats.jsonl"), 80);
        recipe =
                Files.writeString(
                        shared.resolve("tiny.yaml"), TinySft.recipe(pretrained, chats).toYaml());
    }

    private Ran start(Object... more) {
        Object[] words = {"sft", recipe, "--run", folder.resolve("run")};
        return Ran.of(Stream.concat(Stream.of(words), Stream.of(more)).toArray());
    }

    private List<JsonNode> metrics(String type) throws IOException {
        return Files.readAllLines(folder.resolve("run/metrics.jsonl")).stream()
                .map(line -> (JsonNode) JsonMapper.shared().readTree(line))
                .filter(line -> line.path("type").asString("").equals(type))
                .toList();
    }

    /// The engine answers with the trainer's weights: what is learned by heart comes out right. The
    /// fine-tuned folder then says it to anyone.
    @Test
    void theModelLearnsToCallTheToolAndToAnswer() throws Exception {
        Ran ran =
                start(
                        "--set",
                        "max_steps=100",
                        "--set",
                        "evaluate_every_steps=0",
                        "--set",
                        "answers.questions=40");
        assertThat(ran.code()).as(ran.err()).isZero();
        List<JsonNode> answers = metrics("answers");
        assertThat(answers).hasSize(2);
        JsonNode right = answers.getLast().path("by_part");
        JsonNode tool = right.path("exact tool name");
        assertThat(tool.path("of").asInt()).isPositive();
        assertThat(tool.path("right")).isEqualTo(tool.path("of"));
        assertThat(right.path("exact answer").path("right").asInt()).isPositive();
        assertThat(ran.err()).contains("goes on with the momenta").contains("report: file:");
        Path model = Path.of(ran.out().strip());
        assertThat(Files.readString(folder.resolve("run/report.html")))
                .contains("exact tool name")
                .contains("95 %");
        try (LocalModel local = LocalModel.open(model)) {
            ChatRequest request =
                    ChatRequest.of(
                            List.of(new Message.System("Say."), new Message.User("1 blue")),
                            DecodingOptions.of(Sampling.OPEN.withTemperature(0)).withMaxTokens(20));
            try (var answer = local.chat().answer(request)) {
                assertThat(answer.whole().content()).isNotBlank();
            }
        }
    }

    @Test
    void aRecipeOfAnotherCommandIsNamedAsSuch() throws IOException {
        Path rl =
                Files.writeString(
                        folder.resolve("rl.yaml"), "{model: m, gyms: [{name: memory}], seed: 2}");
        assertThat(Ran.of("sft", rl).err().strip())
                .isEqualTo(rl + " is a recipe of baltoro rl, not of baltoro sft");
        for (String command : List.of("pretrain", "rl", "agentic")) {
            assertThat(Ran.of(command, recipe).err().strip())
                    .isEqualTo(recipe + " is a recipe of baltoro sft, not of baltoro " + command);
        }
        assertThat(start("--set", "sead=3").err()).contains("did you mean `seed`");
        Files.copy(recipe, folder.resolve("recipe.yaml"));
        assertThat(Ran.of("rl", "--resume", folder).err())
                .contains("recipe.yaml is a recipe of baltoro sft, not of baltoro rl");
    }

    @Test
    void aFinishedRunIsResumedWithoutTrainingOn() throws IOException {
        assertThat(start("--set", "max_steps=2").code()).isZero();
        String before = Files.readString(folder.resolve("run/metrics.jsonl"));
        Ran again = Ran.of("sft", "--resume", folder.resolve("run"));
        assertThat(again.code()).as(again.err()).isZero();
        assertThat(Files.readString(folder.resolve("run/metrics.jsonl"))).isEqualTo(before);
    }

    @Test
    void misuseIsToldInALine() {
        assertThat(Ran.of("sft").code()).isEqualTo(2);
        Ran both = Ran.of("sft", "--resume", "x", "--set", "seed=2");
        assertThat(both.code()).isEqualTo(2);
        Ran missing = start("--set", "data.train=[nowhere.jsonl]");
        assertThat(missing.code()).isEqualTo(1);
        assertThat(missing.err()).contains("nowhere.jsonl does not exist");
        Ran key = start("--set", "epoch=2");
        assertThat(key.code()).isEqualTo(1);
        assertThat(key.err()).contains("epoch").contains("epochs");
        Ran from = start("--set", "model.from=" + folder);
        assertThat(from.code()).isEqualTo(1);
        assertThat(from.err()).contains("neither a run with a checkpoint nor a model's folder");
        Ran context = start("--set", "context=999999", "--set", "batch.micro_batch_tokens=999999");
        assertThat(context.code()).isEqualTo(1);
        assertThat(context.err()).contains("context 999999 exceeds the model's");
    }

    @Test
    void renderShowsRecordsOfPackedFilesAndTheirPlace() throws IOException {
        Path packed = folder.resolve("chats.jsonl.gz");
        try (var out = new GZIPOutputStream(Files.newOutputStream(packed))) {
            out.write(new byte[] {(byte) 0xEF, (byte) 0xBB, (byte) 0xBF}); // a byte-order mark
            out.write(Files.readAllBytes(chats));
            out.write("\r\n{\"messages\":[]}\r\n".getBytes(StandardCharsets.UTF_8));
        }
        Path tokenizer = shared.resolve("shards/tokenizer");
        Ran ran = Ran.of("sft", "render", packed, "--tokenizer", tokenizer);
        assertThat(ran.code()).as(ran.err()).isZero();
        List<String> lines = ran.out().lines().toList();
        assertThat(lines).hasSize(81);
        assertThat(lines.getFirst()).startsWith("{\"verdict\":\"train\",\"line\":1,\"tokens\":[");
        assertThat(lines.getLast())
                .startsWith("{\"verdict\":\"quarantine\",\"line\":82,\"reason\":\"messages");
        Ran small = Ran.of("sft", "render", packed, "--tokenizer", tokenizer, "--context", "100");
        assertThat(small.out()).contains("more than the context of 100");
        assertThat(Ran.of("sft", "render", packed, "--tokenizer", tokenizer, "--pack").code())
                .isEqualTo(2);
        Ran nothing = Ran.of("sft", "render", folder.resolve("no"), "--tokenizer", tokenizer);
        assertThat(nothing.code()).isEqualTo(1);
    }

    /// An array of records, as many sets are kept.
    @Test
    void renderReadsAnArrayOfRecordsWithTheirNumbersAsWritten() throws IOException {
        String record =
                """
                {"tools":[{"name":"f"}],"messages":[{"role":"user","content":"x"},
                 {"role":"assistant","tool_calls":[{"name":"f","arguments":{"n":12345678901234567890123,"m":1.50}}]}]}
                """;
        Path file = Files.writeString(folder.resolve("a.json"), "[" + record + "," + record + "]");
        Ran ran = Ran.of("sft", "render", file, "--tokenizer", shared.resolve("shards/tokenizer"));
        List<String> lines = ran.out().lines().toList();
        assertThat(lines).hasSize(2);
        assertThat(lines.getLast()).contains("\"line\":2");
        int[] ids =
                JsonMapper.shared()
                        .readTree(lines.getFirst())
                        .path("tokens")
                        .valueStream()
                        .mapToInt(JsonNode::intValue)
                        .toArray();
        assertThat(Tokenizer.load(shared.resolve("shards/tokenizer")).decode(ids))
                .contains("{\"n\": 12345678901234567890123, \"m\": 1.5}");
    }
}
