package dev.baltoro.agent.score;

import static org.assertj.core.api.Assertions.assertThat;

import dev.baltoro.TestData;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Assumptions;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/// What another program, which lies beside the requests, says of predictions.
///
/// @param figures by its names, each with `hits` and `n`
/// @param wrong ids of the requests that were not done as wanted
record ReferenceScore(JsonNode figures, Set<String> wrong) {
    private static final Pattern WRONG =
            Pattern.compile(
                    "^(\\S+) \\((?:single|multi-step|parallel|no-tool|ask-back), \\w+\\): ");

    /// {@return its score; the test is skipped where it cannot be run}
    static ReferenceScore of(
            Path folder, Path tools, List<String> requests, List<String> predictions)
            throws IOException, InterruptedException {
        Path program = TestData.require("own-tools/score.py");
        Path requestFile = Files.write(folder.resolve("requests.jsonl"), requests);
        Path predictionFile = Files.write(folder.resolve("predictions.jsonl"), predictions);
        Path out = folder.resolve("out");
        Path err = folder.resolve("err");
        Process process;
        try {
            process =
                    new ProcessBuilder(
                                    "python3",
                                    "-W",
                                    "ignore",
                                    program.toString(),
                                    requestFile.toString(),
                                    predictionFile.toString(),
                                    "--tools",
                                    tools.toString(),
                                    "--json",
                                    "--show",
                                    "1000000")
                            .redirectOutput(out.toFile())
                            .redirectError(err.toFile())
                            .start();
        } catch (IOException e) {
            Assumptions.abort("needs python3");
            throw e;
        }
        assertThat(process.waitFor()).as(() -> text(err)).isZero();
        List<String> lines = Files.readAllLines(out);
        Set<String> wrong = new HashSet<>();
        for (String line : lines) {
            Matcher matcher = WRONG.matcher(line);
            if (matcher.find()) {
                wrong.add(matcher.group(1));
            }
        }
        return new ReferenceScore(
                JsonMapper.shared().readTree(lines.getFirst()).path("figures"), wrong);
    }

    private static String text(Path file) {
        try {
            return Files.readString(file);
        } catch (IOException e) {
            return e.toString();
        }
    }
}
