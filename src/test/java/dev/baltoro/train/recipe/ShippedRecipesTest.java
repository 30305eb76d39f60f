package dev.baltoro.train.recipe;

import static org.assertj.core.api.Assertions.assertThat;

import dev.baltoro.flow.AgentRecipe;
import dev.baltoro.flow.ArmsRecipe;
import dev.baltoro.flow.synthesis.SynthRecipe;
import dev.baltoro.rl.recipe.RlRecipe;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;

class ShippedRecipesTest {
    private static final Path RECIPES = Path.of("recipes");

    @TestFactory
    List<DynamicTest> everyRecipeLoads() throws IOException {
        try (Stream<Path> files = Files.list(RECIPES)) {
            List<Path> all = files.sorted().toList();
            assertThat(all).isNotEmpty();
            return all.stream()
                    .map(file -> DynamicTest.dynamicTest(file.toString(), () -> load(file)))
                    .toList();
        }
    }

    private static void load(Path file) throws IOException {
        if (Files.readString(file).contains("\nvariants:")) {
            Experiment experiment = Experiment.load(file, List.of());
            assertThat(experiment.seeds()).hasSizeGreaterThanOrEqualTo(4);
            assertThat(experiment.variants()).hasSizeGreaterThanOrEqualTo(2);
        } else if (Files.readString(file).contains("\narms:")) {
            assertThat(ArmsRecipe.load(file).arms()).hasSizeGreaterThan(2);
        } else if (Files.readString(file).contains("\nsolutions:")) {
            assertThat(AgentRecipe.load(file, List.of()).own().name()).isNotBlank();
        } else if (Files.readString(file).contains("\nepochs:")) {
            assertThat(SftRecipe.load(file, List.of()).name()).isNotBlank();
        } else if (Files.readString(file).contains("\ntrajectories:")) {
            assertThat(SynthRecipe.load(file, List.of()).name()).isNotBlank();
        } else if (Files.readString(file).contains("\ngyms:")) {
            assertThat(RlRecipe.load(file, List.of()).name()).isNotBlank();
        } else {
            assertThat(Recipe.load(file, List.of()).name()).isNotBlank();
        }
    }

    /// Tokens of the report's §2.5: 10T + 5.5T + 400B + 60B, within one step's 67M.
    @Test
    void kimiK2SpendsTheReportsTokens() {
        Recipe k2 = Recipe.load(RECIPES.resolve("kimi-k2.yaml"), List.of());
        long step = k2.batch().tokens();
        assertThat(step).isEqualTo(1L << 26);
        assertThat(Math.abs(k2.stages().get(0).steps() * step - 15_500_000_000_000L))
                .isLessThanOrEqualTo(step);
        assertThat(Math.abs(k2.tokens() - 15_960_000_000_000L)).isLessThanOrEqualTo(2 * step);
    }
}
