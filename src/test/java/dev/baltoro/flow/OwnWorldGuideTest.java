package dev.baltoro.flow;

import static java.util.stream.Collectors.joining;
import static org.assertj.core.api.Assertions.assertThat;

import dev.baltoro.rl.recipe.RlRecipe;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/// The guide that leads through an example shows the example's own files, in pieces.
class OwnWorldGuideTest {
    private static final Path EXAMPLE = Path.of("examples/own-world");
    private static final Path SOURCES = EXAMPLE.resolve("src/main/java");

    @Test
    void theGuidesProgramIsTheExamplesWithoutItsImports() throws IOException {
        String program =
                Stream.of(
                                Files.readString(SOURCES.resolve("Greenhouse.java")),
                                Files.readString(SOURCES.resolve("Train.java")))
                        .flatMap(String::lines)
                        .filter(line -> !line.startsWith("import "))
                        .filter(line -> !line.isBlank())
                        .collect(joining("\n"));
        assertThat(listings("java")).isEqualTo(program);
    }

    @Test
    void aWorldOfOnesOwnTakesFortyLinesWithoutImports() throws IOException {
        assertThat(Files.readAllLines(SOURCES.resolve("Greenhouse.java")))
                .filteredOn(line -> !line.startsWith("import ") && !line.isBlank())
                .hasSizeLessThanOrEqualTo(40)
                .allMatch(line -> line.length() <= 100);
    }

    @Test
    void theGuidesRecipeIsTheExamplesAndIsRead() throws IOException {
        Path file = EXAMPLE.resolve("greenhouse.yaml");
        assertThat(listings("yaml")).isEqualTo(Files.readString(file).strip());
        RlRecipe rl = AgentRecipe.load(file, List.of()).rl(Path.of("sft"), Path.of("data"));
        assertThat(rl.gyms()).extracting("name").containsExactly("greenhouse");
    }

    /// The guide's blocks of a language, one after the other, without blank lines.
    private static String listings(String language) throws IOException {
        String guide = Files.readString(Path.of("docs/guide/rl.md"));
        return Pattern.compile(
                        "^```" + language + "\\R(.*?)^```", Pattern.MULTILINE | Pattern.DOTALL)
                .matcher(guide)
                .results()
                .flatMap(block -> block.group(1).lines())
                .filter(line -> !line.isBlank())
                .collect(joining("\n"));
    }
}
