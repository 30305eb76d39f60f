package dev.baltoro.train.run;

import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// Text with holes `{{name}}`.
final class Template {
    private static final Pattern HOLE = Pattern.compile("\\{\\{([a-z_]+)}}");

    private Template() {}

    /// Fills each hole once; what is filled in is not looked at again.
    static String fill(String template, Map<String, String> values) {
        Matcher hole = HOLE.matcher(template);
        return hole.replaceAll(match -> {
            String value = values.get(match.group(1));
            if (value == null) {
                throw new IllegalArgumentException("nothing to fill in " + match.group());
            }
            return Matcher.quoteReplacement(value);
        });
    }
}
