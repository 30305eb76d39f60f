package dev.baltoro.train.run;

import java.util.Locale;
import java.util.stream.Collectors;

/// What every report says, whatever was trained: how far the run is, what happened, what it runs
/// on.
///
/// @param plan what the run is to do
/// @param unit what is counted
/// @param done how many are done
/// @param status how it stands
record ReportHead(RunPlan plan, String unit, long done, Report.Status status) {
    String model(Environment environment) {
        return environment.facts().getOrDefault("model", plan.startsFrom());
    }

    /// {@return after how many seconds a page asks for itself again; 0 for never}
    int seconds() {
        return status == Report.Status.RUNNING ? Math.max(5, plan.reportEverySeconds()) : 0;
    }

    /// {@return the same without a script}
    String refresh() {
        return seconds() == 0
                ? ""
                : "<noscript><meta http-equiv=\"refresh\" content=\""
                        + seconds()
                        + "\"></noscript>";
    }

    String progress() {
        String word = status.name().toLowerCase(Locale.ROOT);
        double percent = 100.0 * done / plan.steps();
        return String.format(
                Locale.ROOT,
                """
                <p><span class="badge %s">%s</span> %s %,d of %,d</p>
                <progress max="%d" value="%d" aria-label="progress">%.0f %%</progress>
                """,
                word,
                word,
                unit,
                done,
                plan.steps(),
                plan.steps(),
                done,
                percent);
    }

    String events(RunHistory history) {
        if (history.events().isEmpty()) {
            return "<p>None.</p>";
        }
        return history.events().reversed().stream()
                .map(event ->
                        "<li>%s %d: %s</li>"
                                .formatted(unit, event.step(), Html.escape(event.text())))
                .collect(Collectors.joining("\n", "<ul>", "</ul>"));
    }

    static String facts(Environment environment) {
        return environment.facts().entrySet().stream()
                .map(fact ->
                        "<tr><th scope=\"row\">"
                                + Html.escape(fact.getKey())
                                + "</th><td>"
                                + Html.escape(fact.getValue())
                                + "</td></tr>")
                .collect(Collectors.joining("\n"));
    }
}
