package dev.baltoro.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.baltoro.TestData;
import dev.baltoro.text.tokenizer.Tokenizer;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/// Conversations on which people's trainers failed, with what is right for Kimi K2: ids and mask,
/// or that the record is left out and why.
class FieldCasesTest {
    private static final JsonMapper JSON = JsonMapper.shared();

    /// Belongs to reinforcement learning, which goes on with ids.
    private static final String OF_ROLLOUTS = "rl";

    @Test
    void everyCaseBecomesWhatIsRight() throws IOException {
        Path cases = TestData.require("../field-cases/sft/cases");
        Path vocabulary = TestData.require("kimi-k2/tiktoken.model");
        Tokenizer tokenizer = Tokenizer.load(vocabulary);
        List<String> wrong = new ArrayList<>();
        int checked = 0;
        for (Path folder : folders(cases)) {
            JsonNode expected = JSON.readTree(Files.readString(folder.resolve("expect.json")));
            if (expected.path("kind").asString("").equals(OF_ROLLOUTS)) {
                continue;
            }
            FieldCase judged =
                    new FieldCase(expected, rendered(folder, expected, vocabulary), tokenizer);
            judged.problems().forEach(problem -> wrong.add(folder.getFileName() + ": " + problem));
            checked++;
        }
        assertThat(wrong).isEmpty();
        assertThat(checked).isGreaterThanOrEqualTo(20);
    }

    private static List<Path> folders(Path cases) throws IOException {
        try (Stream<Path> list = Files.list(cases)) {
            return list.sorted().toList();
        }
    }

    private static List<JsonNode> rendered(Path folder, JsonNode expected, Path vocabulary) {
        List<Object> words = new ArrayList<>(List.of("sft", "render"));
        words.add(folder.resolve("input.jsonl"));
        words.addAll(List.of("--tokenizer", vocabulary));
        JsonNode settings = expected.path("settings");
        if (settings.has("context")) {
            words.addAll(List.of("--context", settings.get("context").asString()));
        }
        if (settings.path("pack").asBoolean(false)) {
            words.add("--pack");
        }
        Ran ran = Ran.of(words.toArray());
        assertThat(ran.code()).as(ran.err()).isZero();
        return ran.out().lines().map(line -> (JsonNode) JSON.readTree(line)).toList();
    }
}
