package dev.baltoro.train.run;

/// What a report shows between its head and how the run was made.
///
/// @param unit what is counted, in the singular: `step`
/// @param done how many are done
/// @param tiles the figures of now, as HTML; see [Tile]
/// @param sections everything else, as HTML
/// @param data what the script draws, as a tree of maps and lists
/// @param style CSS beside that of every report
/// @param script JavaScript that draws `data` with what every report has
public record ReportBody(
        String unit,
        long done,
        String tiles,
        String sections,
        Object data,
        String style,
        String script) {}
