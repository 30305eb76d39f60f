package dev.baltoro.serve.openai;

/// How an answer is sent.
///
/// @param on as events while it is made, rather than whole
/// @param usage whether an event before the last says what it cost
record Streaming(boolean on, boolean usage) {
    /// {@return `stream` and `stream_options` of a body}
    static Streaming read(Fields body) {
        boolean on = body.flag("stream", false);
        if (body.has("stream_options") && !on) {
            throw Fields.refused(
                    "stream_options", "stream_options needs stream; set stream to true");
        }
        boolean usage =
                body.object("stream_options")
                        .map(options -> options.flag("include_usage", false))
                        .orElse(false);
        return new Streaming(on, usage);
    }
}
