package dev.baltoro.train.run;

import static org.assertj.core.api.Assertions.assertThat;

import dev.baltoro.train.recipe.Recipe;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

class ReportTest {
    private static final Pattern DATA =
            Pattern.compile("<script type=\"application/json\" id=\"data\">(.*?)</script>");

    @TempDir Path folder;

    private String synthetic(int steps) throws IOException {
        SyntheticRun.main(new String[] {folder.resolve("run").toString(), Integer.toString(steps)});
        return Files.readString(folder.resolve("run/report.html"));
    }

    private static JsonNode data(String page) {
        Matcher data = DATA.matcher(page);
        assertThat(data.find()).isTrue();
        return new JsonMapper().readTree(data.group(1));
    }

    @Test
    void standsAlone() throws IOException {
        String page = synthetic(400);
        // The licence banner of the curves is the only place where an address may stand.
        String shown = page.replaceAll("(?s)/\\*!.*?\\*/", "");
        assertThat(shown).doesNotContain("http://", "https://", "src=", "@import");
        assertThat(shown).contains("uPlot", "finished", "unigram entropy", "τ = 6, ");
        assertThat(shown).doesNotContain("{{", "http-equiv=\"refresh\"");
    }

    @Test
    void refreshesItselfOnlyWhileTheRunGoesOn() throws IOException {
        assertThat(synthetic(100)).contains("http-equiv=\"refresh\" content=\"15\"", ">running<");
        try (RunFolder<Recipe> run =
                RunFolder.resume(
                        folder.resolve("run"), file -> Recipe.load(file, java.util.List.of()))) {
            run.draw(Report.Status.STOPPED);
        }
        assertThat(Files.readString(folder.resolve("run/report.html")))
                .doesNotContain("http-equiv=\"refresh\"")
                .contains(">stopped<");
    }

    /// The synthetic run's completions hold a closing script tag and a script.
    @Test
    void textFromTheModelCannotBecomeMarkup() throws IOException {
        String page = synthetic(100);
        assertThat(page).contains("ice &lt;/script&gt;&lt;script&gt;alert(1)");
        assertThat(page).doesNotContain("<script>alert");
        assertThat(page.split("</script>", -1)).hasSize(4);
        assertThat(Html.json("</script><!--\u2028"))
                .isEqualTo("\"\\u003c/script>\\u003c!--\\u2028\"");
        assertThat(Html.escape("<a href='x'>&\"\u0000"))
                .isEqualTo("&lt;a href=&#39;x&#39;&gt;&amp;&quot;\uFFFD");
    }

    @Test
    void plotsWhatWasMeasured() throws IOException {
        JsonNode data = data(synthetic(400));
        assertThat(data.at("/steps/step")).hasSize(400);
        assertThat(data.at("/steps/loss/221").asString())
                .as("the step that was not finite")
                .isEmpty();
        assertThat(data.at("/heldOut/loss/code")).hasSize(8);
        assertThat(data.at("/heldOut/entropy/mathematics").doubleValue()).isEqualTo(4.2);
        assertThat(data.at("/heads/rows")).hasSize(32);
        assertThat(data.at("/heads/columns")).hasSize(40);
        assertThat(data.at("/loads/share/2")).hasSize(48);
        assertThat(data.path("tau").doubleValue()).isEqualTo(6);
    }

    @Test
    void isValidBeforeTheFirstStep() throws IOException {
        try (RunFolder<Recipe> run =
                RunFolder.create(folder.resolve("fresh"), RunFolderTest.RECIPE)) {
            run.draw(Report.Status.RUNNING);
            String page = Files.readString(run.report());
            assertThat(page).contains("No step is done yet", "step 0 of 400");
            assertThat(data(page).at("/steps/step")).isEmpty();
        }
    }

    @Test
    void numbersOfTokensAreShort() {
        assertThat(Figures.compact(512)).isEqualTo("512");
        assertThat(Figures.compact(3_276_800)).isEqualTo("3.28M");
        assertThat(Figures.compact(15.5e12)).isEqualTo("15.5T");
        assertThat(Figures.compact(999_999)).isEqualTo("1.00M");
    }

    /// Drawn after every step, a run of 200 steps is read once: each line when it is new.
    @Test
    void drawingReadsEachLineOfTheMetricsOnce() throws IOException {
        try (RunFolder<Recipe> run =
                        RunFolder.create(folder.resolve("often"), RunFolderTest.RECIPE);
                MetricsLog metrics = run.metricsAfter(0)) {
            for (int step = 1; step <= 200; step++) {
                metrics.write(MetricsLogTest.step(step));
                metrics.write(new Metric.Sample(step, "a", "b"));
                run.draw(Report.Status.RUNNING);
                assertThat(run.linesRead()).isEqualTo(2L * step);
            }
            assertThat(data(Files.readString(run.report())).at("/steps/step")).hasSize(200);
        }
    }

    /// A resumed run cuts what it comes to again, and its report begins anew with what is left.
    @Test
    void aResumedRunsReportHasEachStepOnce() throws IOException {
        try (RunFolder<Recipe> run =
                RunFolder.create(folder.resolve("cut"), RunFolderTest.RECIPE)) {
            try (MetricsLog metrics = run.metricsAfter(0)) {
                for (int step = 1; step <= 9; step++) {
                    metrics.write(MetricsLogTest.step(step));
                }
                run.draw(Report.Status.RUNNING);
            }
            try (MetricsLog metrics = run.metricsAfter(5)) {
                run.draw(Report.Status.RUNNING);
                metrics.write(MetricsLogTest.step(6));
                run.draw(Report.Status.RUNNING);
            }
            assertThat(data(Files.readString(run.report())).at("/steps/step")).hasSize(6);
        }
    }
}
