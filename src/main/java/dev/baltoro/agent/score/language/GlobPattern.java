package dev.baltoro.agent.score.language;

import dev.baltoro.agent.score.value.TextForm;
import java.util.Optional;
import java.util.regex.Pattern;
import java.util.regex.PatternSyntaxException;

/// A glob over paths: `*` and `?` within a segment, `**` over segments, `[abc]`, `[!abc]`, and
/// `{one,other}`.
public final class GlobPattern {
    private static final String SEGMENTS = "**/";

    private final Pattern pattern;

    private GlobPattern(Pattern pattern) {
        this.pattern = pattern;
    }

    /// {@return the glob of a text; empty if it is none}
    public static Optional<GlobPattern> of(String glob) {
        try {
            return Optional.of(
                    new GlobPattern(
                            Pattern.compile(regex(TextForm.composed(glob)), Pattern.UNIX_LINES)));
        } catch (PatternSyntaxException e) {
            return Optional.empty();
        }
    }

    /// {@return whether a whole path is meant}
    public boolean matches(String path) {
        return pattern.matcher(TextForm.composed(path)).matches();
    }

    private static String regex(String glob) {
        StringBuilder out = new StringBuilder();
        int at = 0;
        while (at < glob.length()) {
            boolean segmentBegins = at == 0 || glob.charAt(at - 1) == '/';
            char c = glob.charAt(at);
            int close =
                    switch (c) {
                        case '[' -> glob.indexOf(']', at + 1);
                        case '{' -> glob.indexOf('}', at);
                        default -> -1;
                    };
            if (segmentBegins && glob.startsWith(SEGMENTS, at)) {
                out.append("(?:[^/]+/)*");
                at += SEGMENTS.length();
            } else if (glob.startsWith("**", at)) {
                out.append(segmentBegins ? ".*" : "[^/]*");
                at += 2;
            } else if (c == '[' && close >= 0) {
                out.append(letters(glob.substring(at + 1, close)));
                at = close + 1;
            } else if (c == '{' && close >= 0) {
                out.append("(?:");
                String separator = "";
                for (String one : glob.substring(at + 1, close).split(",", -1)) {
                    out.append(separator).append(regex(one));
                    separator = "|";
                }
                out.append(')');
                at = close + 1;
            } else {
                out.append(
                        switch (c) {
                            case '*' -> "[^/]*";
                            case '?' -> "[^/]";
                            default -> Pattern.quote(Character.toString(c));
                        });
                at++;
            }
        }
        return out.toString();
    }

    private static String letters(String inside) {
        String plain = inside.replace("[", "\\[").replace("&", "\\&");
        return "[" + plain.replaceFirst("!", "^") + "]";
    }
}
