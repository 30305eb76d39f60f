package dev.baltoro.text.template;

/// A conversation that a folder's template and the codec make different texts of.
///
/// @param conversation what it shows
/// @param template the template's text around the first difference, line ends written as `\n`
/// @param codec the codec's text there
public record Difference(String conversation, String template, String codec) {
    /// Characters that are shown before and after the place where the texts part.
    private static final int BEFORE = 40;

    private static final int BEHIND = 60;

    static Difference of(String conversation, String template, String codec) {
        int part = 0;
        int shorter = Math.min(template.length(), codec.length());
        while (part < shorter && template.charAt(part) == codec.charAt(part)) {
            part++;
        }
        return new Difference(conversation, around(template, part), around(codec, part));
    }

    private static String around(String text, int place) {
        int from = Math.max(0, place - BEFORE);
        int to = Math.min(text.length(), place + BEHIND);
        String shown =
                text.substring(from, to)
                        .replace("\\", "\\\\")
                        .replace("\n", "\\n")
                        .replace("\t", "\\t")
                        .replaceAll("\\p{Cntrl}", "?");
        return (from > 0 ? "…" : "") + shown + (to < text.length() ? "…" : "");
    }
}
