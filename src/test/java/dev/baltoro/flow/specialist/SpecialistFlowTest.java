package dev.baltoro.flow.specialist;

import static org.assertj.core.api.Assertions.assertThat;

import dev.baltoro.agent.request.RequestContext;
import dev.baltoro.agent.request.RequestKind;
import dev.baltoro.agent.request.ToolRequest;
import dev.baltoro.agent.request.WantedCall;
import dev.baltoro.flow.Host;
import dev.baltoro.text.chat.KnownTools;
import dev.baltoro.text.chat.ToolDeclaration;
import dev.baltoro.text.template.FolderTemplate;
import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.json.JsonMapper;

/// A base and a specialist, so small that they learn nothing.
class SpecialistFlowTest {
    private static final String BASE =
            """
            name: tiny
            text: []
            vocabulary: 400
            requests: 300
            pretrain:
              model:
                preset: nano
                set: {hidden_size: 32, intermediate_size: 32, moe_intermediate_size: 16, num_hidden_layers: 2, n_routed_experts: 4}
              data: {held_out_tokens: 128}
              batch: {tokens: 512, micro_batch_tokens: 512}
              stages: [{name: pretrain, sequence_length: 128, steps: 1}]
              schedule: {peak: 1.0e-3, warmup_steps: 1}
            """;

    private static final String SPECIALIST =
            """
            name: tiny
            conversation_tokens: 40
            rl_least: 0
            intent_requests: 300
            intent_share: 0.02
            intent_least: 0
            sft:
              context: 128
              batch: {tokens: 512, micro_batch_tokens: 512}
              max_steps: 2
              answers: {questions: 2, tokens: 4}
            rl:
              iterations: 1
              rollout: {prompts: 2, samples: 2, context_tokens: 128}
              budget: {tokens: {own-tools: 8}}
              objective: {ptx: {tokens: 128, held_out_tokens: 128}}
              guards: {base_rate_prompts: 0}
              evaluation: {tasks: 4, splits: [new_phrasings], temperatures: [0]}
            """;

    private static final ToolDeclaration NOTE =
            ToolDeclaration.function(
                    "note",
                    "Keeps a note",
                    """
                    {"type": "object", "required": ["text", "place"], "properties":
                      {"text": {"type": "string"}, "place": {"type": "string"}}}
                    """);

    private static final RequestGym GYM =
            new RequestGym(
                    List.of(NOTE),
                    index -> request(index, "please note "),
                    index -> request(index, "write down "),
                    _ -> Optional.empty(),
                    call -> "noted");

    @TempDir private static Path shared;
    private static Path base = Path.of("");
    private static Path specialist = Path.of("");
    private static List<String> told = List.of();

    /// The note is copied, the place is not.
    private static ToolRequest request(long index, String words) {
        boolean asks = index % 5 == 0;
        String text = "thing " + index % 1000;
        return new ToolRequest(
                "r" + index,
                asks ? words + "something" : words + text,
                RequestContext.NONE,
                asks
                        ? List.of()
                        : List.of(
                                new WantedCall(
                                        "note",
                                        JsonMapper.shared()
                                                .createObjectNode()
                                                .put("text", text)
                                                .put("place", "shelf"))),
                List.of(),
                List.of(),
                asks ? RequestKind.ASK_BACK : RequestKind.SINGLE,
                ToolRequest.Difficulty.EASY,
                false,
                asks ? "What shall I note?" : "",
                List.of());
    }

    @BeforeAll
    static void aBaseAndASpecialist() throws Exception {
        base = shared.resolve("base");
        specialist = shared.resolve("specialist");
        told = run();
    }

    private static List<String> run() throws Exception {
        return run(specialist, List.of());
    }

    private static List<String> run(Path folder, List<String> settings) throws Exception {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        Host host = Host.printing(new PrintStream(out, true, StandardCharsets.UTF_8));
        Path unused =
                new BaseFlow(
                                base,
                                BaseRecipe.parse(BASE, List.of()),
                                1e-6,
                                ToolCorpus.read(List.of(), List.of()),
                                host)
                        .run();
        Path model =
                new SpecialistFlow(
                                folder,
                                SpecialistRecipe.parse(SPECIALIST, settings),
                                base,
                                GYM,
                                1,
                                host)
                        .run();
        assertThat(model.resolve("config.json")).exists();
        return out.toString(StandardCharsets.UTF_8).lines().toList();
    }

    @Test
    void theModelKnowsItsToolsAndWhichValuesAreCopied() throws Exception {
        KnownTools known = FolderTemplate.of(specialist.resolve("model")).codec().known();
        assertThat(known.tools()).extracting(ToolDeclaration::name).containsExactly("note");
        assertThat(known.json())
                .contains("\"text\":{\"type\":\"string\",\"x-copied\":1}")
                .contains("\"place\":{\"type\":\"string\"}");
        assertThat(known.refusal(List.of(NOTE))).isEmpty();
    }

    @Test
    void aStepThatIsDoneIsNotDoneAgain() throws Exception {
        assertThat(told).anyMatch(line -> line.startsWith("fine-tuning on written requests"));
        assertThat(run())
                .anyMatch(line -> line.startsWith("the base is there already"))
                .anyMatch(line -> line.startsWith("fine-tuning: done already"))
                .anyMatch(line -> line.startsWith("reinforcement learning: done already"))
                .noneMatch(line -> line.startsWith("iteration "))
                .containsAll(Files.readAllLines(specialist.resolve("card.txt")));
    }

    @Test
    void aModelThatHardlyCallsRightIsNotTaughtToCallNothing(@TempDir Path folder) throws Exception {
        List<String> settings = List.of("rl_least=0.1");
        assertThat(run(folder, settings))
                .anyMatch(line -> line.startsWith("no reinforcement learning: 0 % of the requests"))
                .noneMatch(line -> line.startsWith("iteration "))
                .anyMatch(line ->
                        line.matches(" +base, told the tools +fine-tuned +with its intents"));
        assertThat(run(folder, settings))
                .anyMatch(line -> line.startsWith("reinforcement learning: left out"))
                .noneMatch(line -> line.startsWith("measuring"));
    }

    @Test
    void conversationsHaveEveryKindOfEnd() throws Exception {
        List<String> lines = Files.readAllLines(specialist.resolve("conversations.jsonl"));
        assertThat(lines)
                .anyMatch(line -> line.contains("\"tool_call_id\"") && line.contains("noted"))
                .anyMatch(line -> line.contains("What shall I note?"))
                .allMatch(line -> line.contains("\"tools\":[{"));
    }

    @Test
    void aCardComparesTheModelBeforeAndAfter() {
        assertThat(told)
                .anyMatch(line ->
                        line.matches(
                                " +base, told the tools .*fine-tuned +after RL +with its intents"))
                .anyMatch(line -> line.matches("all( +\\d+\\.\\d % \\[.*\\] of 200){4}"));
    }

    @Test
    void whatTheModelHasNotLearnedItsReaderOfIntentsKnows() {
        assertThat(told)
                .anyMatch(line -> line.equals("reader of intents: writing 300 requests"))
                .anyMatch(line -> line.startsWith("  encoder: "))
                // all but a few: an encoder that has learned for a second has a say in it
                .anyMatch(line ->
                        line.matches("all .* (8[5-9]\\.\\d|9\\d\\.\\d|100\\.0) % \\[.*\\] of 200"));
        assertThat(specialist.resolve("model/intents.bin")).exists();
        assertThat(specialist.resolve("model/intents.safetensors")).exists();
    }
}
