package dev.baltoro.train.run;

/// A figure of a report's "now": what it is, its value, and a note below.
public final class Tile {
    private Tile() {}

    /// {@return the tile as HTML}
    public static String of(String name, String value, String note) {
        return "<div class=\"tile\"><dt>"
                + Html.escape(name)
                + "</dt><dd><strong>"
                + Html.escape(value)
                + "</strong> <small>"
                + Html.escape(note)
                + "</small></dd></div>\n";
    }
}
