package dev.baltoro.rl.report;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.baltoro.rl.recipe.RlRecipe;
import dev.baltoro.rl.rollout.KeptRollouts;
import dev.baltoro.train.run.Html;
import dev.baltoro.train.run.Report;
import dev.baltoro.train.run.RunFolder;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

class RlReportTest {
    private static final Pattern DATA =
            Pattern.compile("<script type=\"application/json\" id=\"data\">(.*?)</script>");

    @TempDir Path folder;

    private String synthetic(int iterations) throws IOException {
        SyntheticRl.main(
                new String[] {folder.resolve("run").toString(), Integer.toString(iterations)});
        return Files.readString(folder.resolve("run/report.html"));
    }

    private static JsonNode data(String page) {
        Matcher data = DATA.matcher(page);
        assertThat(data.find()).isTrue();
        return new JsonMapper().readTree(data.group(1));
    }

    @Test
    void standsAloneAndIsWellFormed() throws IOException {
        String page = synthetic(100);
        WellFormed.check(page);
        // The licence banner of the curves is the only place where an address may stand.
        String shown = page.replaceAll("(?s)/\\*!.*?\\*/", "");
        assertThat(shown).doesNotContain("http://", "https://", "@import", "{{");
        assertThat(Html.escape(SyntheticRl.HOSTILE)).contains("src=x");
        assertThat(shown.replace(Html.escape(SyntheticRl.HOSTILE), "").replace(inJson(), ""))
                .doesNotContain(" src=");
        assertThat(page).contains("iteration 100 of 100", ">finished<");
    }

    private static String inJson() {
        String json = Html.json(SyntheticRl.HOSTILE);
        return json.substring(1, json.length() - 1);
    }

    @Test
    void theStrictReaderSeesWhatIsNotClosed() {
        assertThatThrownBy(() -> WellFormed.check("<p><b>x</p>"))
                .isInstanceOf(AssertionError.class);
        assertThatThrownBy(() -> WellFormed.check("<p>a < b</p>"))
                .isInstanceOf(AssertionError.class);
        assertThatThrownBy(() -> WellFormed.check("<p id=\"a\"></p><p id=\"a\"></p>"))
                .isInstanceOf(AssertionError.class);
    }

    /// The synthetic run's second rollouts hold tags in every place that a model can write to: its
    /// words, its arguments, the tokens, and through them the reasons and the results.
    @Test
    void textFromTheModelCannotBecomeMarkup() throws IOException {
        String page = synthetic(20);
        assertThat(page).doesNotContain("<script>alert", "<img");
        String escaped = Html.escape(SyntheticRl.HOSTILE);
        assertThat(page)
                .contains(
                        "move the meeting with " + escaped,
                        "{&quot;who&quot;: &quot;" + escaped,
                        "moved " + escaped,
                        "is still at 2")
                .contains("\\u003c/script>\\u003cscript>alert(1)");
        assertThat(data(page).at("/transcripts/20-1/text/15").asString())
                .isEqualTo(SyntheticRl.HOSTILE);
        // data, curves, and the page's own script are all the scripts that there are
        assertThat(page.split("</script>", -1)).hasSize(4);
    }

    @Test
    void refreshesItselfOnlyWhileTheRunGoesOn() throws IOException {
        assertThat(synthetic(40)).contains("http-equiv=\"refresh\"", "data-refresh=\"15\"");
        try (RunFolder<RlRecipe> run =
                RunFolder.resume(
                        folder.resolve("run"),
                        file -> RlRecipe.load(file, List.of()),
                        RlReport::body)) {
            run.draw(Report.Status.STOPPED);
        }
        assertThat(Files.readString(folder.resolve("run/report.html")))
                .doesNotContain("http-equiv=\"refresh\"")
                .contains("data-refresh=\"0\"", ">stopped<");
    }

    @Test
    void theTableSaysLiftedOnlyWhereTheIntervalsAreApart() throws IOException {
        String page = synthetic(80);
        assertThat(page)
                .contains(
                        "<td>arithmetic <small>mathematics</small></td><td>new instances, greedy</td>",
                        "15.0\u00a0% <small>10.7 to 20.6; 30 of 200</small>",
                        "63.5\u00a0% <small>56.6 to 69.9; 127 of 200</small>",
                        "<span class=\"change lifted\">lifted</span> +48.5",
                        // 4.5 % [2.4, 8.3] and 10.5 % [7.0, 15.5] overlap
                        "<span class=\"change unclear\">no clear change</span> +6.0",
                        "<td>25.0\u00a0%</td>",
                        "right-arguments 0.30 → 0.69, right-tool 0.50 → 0.89");
    }

    @Test
    void baseRatesSayWhichDomainsAreTrainedIn() throws IOException {
        String page = synthetic(1);
        assertThat(page)
                .containsPattern("<td>reading</td>.*?45.0\u00a0% \\[42.0, 48.1\\].*?>trained<")
                .containsPattern("<td>writing</td>.*?3.0\u00a0% \\[2.1, 4.3\\].*?>left out<");
    }

    @Test
    void alarmsAreCountedByName() throws IOException {
        assertThat(synthetic(90))
                .contains(
                        "<td>truncation</td><td>12</td><td>7</td><td>84</td>",
                        "raise budget.tokens");
    }

    @Test
    void tokensHaveTheirWeightsAndLogProbabilities() throws IOException {
        JsonNode tokens = data(synthetic(3)).at("/transcripts/3-0");
        assertThat(tokens.at("/id/24").asInt()).isEqualTo(124);
        assertThat(tokens.at("/text/24").asString()).isEqualTo("functions");
        assertThat(tokens.at("/raw/24").asDouble()).isEqualTo(-0.24);
        assertThat(tokens.at("/drawn/24").asDouble()).isEqualTo(-0.12);
        assertThat(tokens.at("/version/24").asInt()).isEqualTo(1);
        assertThat(tokens.at("/version/35").asInt()).isEqualTo(2);
        assertThat(tokens.at("/version/0").isNull()).isTrue();
        assertThat(tokens.at("/left").asInt()).isZero();
    }

    @Test
    void aLongRunsPageIsBounded() throws IOException {
        JsonNode data = data(synthetic(100));
        assertThat(data.path("transcripts").size()).isEqualTo(TranscriptViewer.TRANSCRIPTS_MAX);
        assertThat(data.path("transcripts").propertyNames()).contains("1-0", "100-3");
        assertThat(Thinned.to(7, IntStream.range(0, 1000).boxed().toList()))
                .hasSize(7)
                .startsWith(0)
                .endsWith(999);
        String page = synthetic2(2 * TranscriptHtml.CHARACTERS_MAX);
        assertThat(page).contains("characters more in rollouts/");
        assertThat(page.length()).isLessThan(2_000_000);
    }

    private String synthetic2(int characters) throws IOException {
        Path run = folder.resolve("long");
        try (RunFolder<RlRecipe> made =
                RunFolder.create(run, SyntheticRl.recipe(), RlReport::body)) {
            KeptRollouts.of(run)
                    .keep(1, List.of(SyntheticRl.rollout(1, 0, "x".repeat(characters))));
            made.draw(Report.Status.RUNNING);
        }
        return Files.readString(run.resolve("report.html"));
    }

    @Test
    void isValidBeforeTheFirstIteration() throws IOException {
        try (RunFolder<RlRecipe> run =
                RunFolder.create(folder.resolve("fresh"), SyntheticRl.recipe(), RlReport::body)) {
            run.draw(Report.Status.RUNNING);
            String page = Files.readString(run.report());
            WellFormed.check(page);
            assertThat(page).contains("No iteration is done yet", "None is kept yet");
        }
    }

    @Test
    void aDamagedLineIsSaidAndTheRestIsShown() throws IOException {
        String before = synthetic(2);
        assertThat(before).contains("id=\"rollout-2-1\"");
        Path file = KeptRollouts.of(folder.resolve("run")).file(2);
        List<String> lines = Files.readAllLines(file);
        Files.write(file, List.of(lines.get(0), "{\"rollout\": \"1", lines.get(2)));
        try (RunFolder<RlRecipe> run =
                RunFolder.resume(
                        folder.resolve("run"),
                        written -> RlRecipe.load(written, List.of()),
                        RlReport::body)) {
            run.draw(Report.Status.STOPPED);
        }
        assertThat(Files.readString(folder.resolve("run/report.html")))
                .contains("rollouts/00000002.jsonl line 2 is not JSON", "id=\"rollout-2-2\"")
                .doesNotContain("id=\"rollout-2-1\"");
    }

    /// The script draws each plot into its figure; without one there is a drawing with the same
    /// newest values.
    @Test
    void everyPlotHasItsFigureAndADrawingForReadersWithoutAScript() throws IOException {
        String page = synthetic(40);
        JsonNode plots = data(page).path("plots");
        assertThat(plots.size()).isGreaterThan(20);
        for (JsonNode plot : plots) {
            String figure = "<figure id=\"" + plot.path("id").asString() + "\">";
            assertThat(page).contains(figure);
            String html = page.substring(page.indexOf(figure));
            html = html.substring(0, html.indexOf("</figure>"));
            assertThat(html).contains("<noscript><svg");
            for (JsonNode series : plot.path("series")) {
                assertThat(series.path("values").size())
                        .as("a value for each place of %s", plot.path("id"))
                        .isEqualTo(plot.path("places").size());
                assertThat(html).contains(">" + series.path("label").asString() + "</span>");
            }
            assertThat(html.split("<polyline", -1)).hasSize(plot.path("series").size() + 1);
        }
        SyntheticRl.DOMAINS.forEach(
                domain -> assertThat(page).contains("<figure id=\"success-" + domain + "\""));
        // Iteration 33 learned nothing: a gap, not a number.
        assertThat(page).doesNotContain("NaN");
    }
}
