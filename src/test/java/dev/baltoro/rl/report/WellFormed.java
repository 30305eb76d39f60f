package dev.baltoro.rl.report;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.HashSet;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// Reads a page strictly: every element that is opened is closed in order, attributes are quoted,
/// and no id is there twice.
public final class WellFormed {
    private static final Set<String> VOID = Set.of("meta", "link", "br", "hr", "img", "input");

    /// A tag, or the content of a script or of a style, which ends at the first closing tag.
    private static final Pattern PART =
            Pattern.compile(
                    "<(script|style)((?: [a-z-]+=\"[^\"<>]*\")*)>.*?</\\1>"
                            + "|<(/?)([a-zA-Z][a-zA-Z0-9]*)((?: [a-zA-Z][a-zA-Z0-9-]*(?:=\"[^\"<>]*\")?)*) ?(/?)>"
                            + "|<!doctype html>",
                    Pattern.DOTALL);

    private static final Pattern ID = Pattern.compile(" id=\"([^\"]*)\"");

    private WellFormed() {}

    /// Checks a page.
    public static void check(String page) {
        Deque<String> open = new ArrayDeque<>();
        Set<String> ids = new HashSet<>();
        Matcher part = PART.matcher(page);
        int end = 0;
        while (part.find()) {
            String between = page.substring(end, part.start());
            assertThat(between).as("text at %d", end).doesNotContain("<", ">");
            end = part.end();
            String attributes = part.group(1) != null ? part.group(2) : part.group(5);
            Matcher id = ID.matcher(attributes == null ? "" : attributes);
            if (id.find()) {
                assertThat(ids.add(id.group(1))).as("id %s is new", id.group(1)).isTrue();
            }
            String name = part.group(4);
            if (name == null || VOID.contains(name) || part.group(6).equals("/")) {
                continue;
            }
            if (part.group(3).isEmpty()) {
                open.push(name);
            } else {
                assertThat(open).as("open at %d", end).isNotEmpty();
                assertThat(name).as("closed at %d", end).isEqualTo(open.pop());
            }
        }
        assertThat(page.substring(end)).doesNotContain("<", ">");
        assertThat(open).isEmpty();
    }
}
