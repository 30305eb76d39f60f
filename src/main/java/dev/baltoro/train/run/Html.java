package dev.baltoro.train.run;

import tools.jackson.databind.json.JsonMapper;

/// Text made harmless inside HTML.
public final class Html {
    private static final JsonMapper JSON = new JsonMapper();

    private Html() {}

    /// {@return text that may stand in an element or in a quoted attribute}
    public static String escape(String text) {
        StringBuilder safe = new StringBuilder(text.length() + 16);
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            switch (c) {
                case '&' -> safe.append("&amp;");
                case '<' -> safe.append("&lt;");
                case '>' -> safe.append("&gt;");
                case '"' -> safe.append("&quot;");
                case '\'' -> safe.append("&#39;");
                default ->
                        safe.append(
                                Character.isISOControl(c) && c != '\n' && c != '\t' ? '\uFFFD' : c);
            }
        }
        return safe.toString();
    }

    /// {@return `value` as JSON that may stand inside a script element}
    public static String json(Object value) {
        return JSON.writeValueAsString(value)
                .replace("<", "\\u003c")
                .replace("\u2028", "\\u2028")
                .replace("\u2029", "\\u2029");
    }
}
