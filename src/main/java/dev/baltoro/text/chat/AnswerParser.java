package dev.baltoro.text.chat;

import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// Reads an answer as a sequence of special tokens and texts.
///
/// Lenient where models are sloppy and the meaning is clear: the end marker of a call may be
/// missing before the next call, the section's end or the turn's end; the section's markers may be
/// missing altogether; space around ids and arguments, and between calls, is dropped. An end in the
/// middle of a call is not clear: that call is left out.
public final class AnswerParser {
    private enum Place {
        CONTENT,
        BETWEEN_CALLS,
        CALL_ID,
        CALL_ARGUMENTS,
        FINISHED
    }

    private final StringBuilder content = new StringBuilder();
    private final StringBuilder id = new StringBuilder();
    private final StringBuilder arguments = new StringBuilder();
    private final List<ToolCall> calls = new ArrayList<>();
    private Place place = Place.CONTENT;

    /// {@return the answer in text whose special tokens are spelled out}
    ///
    /// For text from other systems. Text of a model of ours is better parsed from its ids, where
    /// nothing but a special token looks like one.
    public static ParsedAnswer parse(String text) {
        AnswerParser parser = new AnswerParser();
        int start = 0;
        int at = text.indexOf("<|");
        while (at >= 0 && !parser.finished()) {
            Marker marker = markerAt(text, at);
            int next = at + 1;
            if (marker != null) {
                parser.text(text.substring(start, at));
                parser.marker(marker);
                next = at + marker.content().length();
                start = next;
            }
            at = text.indexOf("<|", next);
        }
        if (!parser.finished()) {
            parser.text(text.substring(start));
        }
        return parser.result();
    }

    private static @Nullable Marker markerAt(String text, int at) {
        for (Marker marker : Marker.values()) {
            if (text.startsWith(marker.content(), at)) {
                return marker;
            }
        }
        return null;
    }

    boolean finished() {
        return place == Place.FINISHED;
    }

    void text(String text) {
        switch (place) {
            case CONTENT -> content.append(text);
            case BETWEEN_CALLS -> content.append(text.isBlank() ? "" : text);
            case CALL_ID -> id.append(text);
            case CALL_ARGUMENTS -> arguments.append(text);
            case FINISHED -> {}
        }
    }

    void marker(Marker marker) {
        switch (marker) {
            case CALLS_BEGIN, CALL_END, CALLS_END -> {
                endCall();
                place = Place.BETWEEN_CALLS;
            }
            case CALL_BEGIN -> {
                endCall();
                place = Place.CALL_ID;
            }
            case ARGUMENTS -> {
                if (place == Place.CALL_ID) {
                    place = Place.CALL_ARGUMENTS;
                }
            }
            // A model that opens another turn has ended its own.
            case END, USER, ASSISTANT, SYSTEM, MIDDLE -> {
                endCall();
                place = Place.FINISHED;
            }
        }
    }

    private void endCall() {
        if (place == Place.CALL_ARGUMENTS) {
            calls.add(ToolCall.parse(id.toString().strip(), arguments.toString().strip()));
        }
        id.setLength(0);
        arguments.setLength(0);
    }

    ParsedAnswer result() {
        return new ParsedAnswer(content.toString(), calls, finished());
    }
}
