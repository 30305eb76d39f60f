package dev.baltoro.text.openai;

import java.util.Set;
import tools.jackson.databind.node.ObjectNode;

/// How an answer is sent.
///
/// @param on as events while it is made, rather than whole
/// @param usage whether an event before the last says what it cost
public record Streaming(boolean on, boolean usage) {
    /// Fields that are read.
    public static final Set<String> FIELDS = Set.of("stream", "stream_options");

    /// Whole.
    public static final Streaming OFF = new Streaming(false, false);

    /// {@return `stream` and `stream_options` of a body}
    public static Streaming read(Fields body) {
        boolean on = body.flag("stream", false);
        if (body.has("stream_options") && !on) {
            throw Fields.refused(
                    "stream_options", "stream_options needs stream; set stream to true");
        }
        boolean usage =
                body.object("stream_options")
                        .map(options -> {
                            Dialects.requireKnown(options, Set.of("include_usage"));
                            return options.flag("include_usage", false);
                        })
                        .orElse(false);
        return new Streaming(on, usage);
    }

    /// Puts `stream` and `stream_options` into a body, unless the answer comes whole.
    void put(ObjectNode body) {
        if (on) {
            body.put("stream", true);
        }
        if (usage) {
            body.putObject("stream_options").put("include_usage", true);
        }
    }
}
