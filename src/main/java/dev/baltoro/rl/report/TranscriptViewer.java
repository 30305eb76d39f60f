package dev.baltoro.rl.report;

import dev.baltoro.rl.rollout.KeptRollouts;
import dev.baltoro.train.run.Html;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.json.JsonMapper;

/// Rollouts to read. Without a script they are a list that unfolds; with one, the reader chooses an
/// iteration and a rollout, and sees its tokens.
///
/// @param rollouts those that are in the page
/// @param iterations how many iterations they are of
/// @param kept of how many iterations some are in the folder
/// @param unreadable a line for each that cannot be read
record TranscriptViewer(
        List<KeptRollout> rollouts, int iterations, int kept, List<String> unreadable) {
    /// Most rollouts in the page; of more iterations some are shown, evenly chosen.
    static final int TRANSCRIPTS_MAX = 100;

    /// {@return the viewer of what a run has kept}
    ///
    /// @param ofEach rollouts that the recipe has kept of each iteration
    static TranscriptViewer of(Path run, int ofEach) throws IOException {
        KeptRollouts files = KeptRollouts.of(run);
        List<Long> kept = files.iterations();
        int each = Math.clamp(ofEach, 1, TRANSCRIPTS_MAX);
        List<KeptRollout> rollouts = new ArrayList<>();
        List<String> unreadable = new ArrayList<>();
        List<Long> shown = Thinned.to(TRANSCRIPTS_MAX / each, kept);
        for (long iteration : shown) {
            read(files.file(iteration), iteration, each, rollouts, unreadable);
        }
        return new TranscriptViewer(rollouts, shown.size(), kept.size(), unreadable);
    }

    private static void read(
            Path file, long iteration, int most, List<KeptRollout> into, List<String> unreadable)
            throws IOException {
        int place = 0;
        for (String line : Files.readAllLines(file).stream().limit(most).toList()) {
            try {
                into.add(new KeptRollout(iteration, place, JsonMapper.shared().readTree(line)));
            } catch (JacksonException e) {
                unreadable.add(
                        "rollouts/%s line %d is not JSON".formatted(file.getFileName(), place + 1));
            }
            place++;
        }
    }

    /// {@return the tokens of each rollout by its key, for the script}
    Map<String, Object> tokens() {
        Map<String, Object> all = new LinkedHashMap<>();
        rollouts.forEach(rollout -> all.put(rollout.key(), TokenColumns.of(rollout)));
        return all;
    }

    String html() {
        if (rollouts.isEmpty() && unreadable.isEmpty()) {
            return "<p>None is kept yet.</p>";
        }
        String damage =
                unreadable.stream()
                        .map(line -> "<p class=\"note\">" + Html.escape(line) + "</p>")
                        .collect(Collectors.joining());
        return "<p class=\"note\">%d rollouts of %d iterations, of %d that have some in <code>rollouts/</code>.</p>"
                        .formatted(rollouts.size(), iterations, kept)
                + damage
                + rollouts.reversed().stream()
                        .map(TranscriptHtml::of)
                        .collect(Collectors.joining("\n", "<div id=\"viewer\">", "</div>"));
    }
}
