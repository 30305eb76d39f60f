package dev.baltoro.text.chat;

import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/// Reads an answer as a sequence of markers and texts, and says what each adds.
///
/// Lenient where models are sloppy and the meaning is clear: the end marker of a call may be
/// missing before the next call, the section's end or the turn's end; the section's markers may be
/// missing altogether; space around ids and arguments, and before the first call, is dropped.
/// Markers out of place are passed over. Once calls have begun, text outside of them is dropped. A
/// call without its arguments' marker, or open when the answer is cut off, is not clear: it is left
/// out of [ParsedAnswer].
///
/// How texts are cut into parts makes no difference to what the events join to.
public final class AnswerParser {
    private enum Place {
        CONTENT,
        BETWEEN_CALLS,
        CALL_ID,
        CALL_ARGUMENTS,
        FINISHED
    }

    private final Consumer<AnswerEvent> events;
    private final HeldSpace space = new HeldSpace();
    private final StringBuilder id = new StringBuilder();
    private Place place = Place.CONTENT;
    private int calls;
    private int nextNumber;
    private boolean argumentsBegan;

    /// @param firstCall number of the answer's first call in the conversation
    AnswerParser(int firstCall, Consumer<AnswerEvent> events) {
        if (firstCall < 0) {
            throw new IllegalArgumentException(
                    "the answer's first call has number %d; count from 0".formatted(firstCall));
        }
        this.nextNumber = firstCall;
        this.events = events;
    }

    /// {@return the answer in text whose special tokens are spelled out}
    ///
    /// For text from other systems. Text of a model of ours is better parsed from its ids, where
    /// nothing but a special token looks like one: [AnswerStream], [ChatEncoder#parse].
    public static ParsedAnswer parse(String text) {
        List<AnswerEvent> events = new ArrayList<>();
        AnswerParser parser = new AnswerParser(0, events::add);
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
        parser.text(text.substring(start));
        parser.cutOff();
        return ParsedAnswer.of(events);
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
            case CONTENT -> content(space.pass(text));
            case CALL_ID -> id.append(text);
            case CALL_ARGUMENTS -> {
                String delta = space.pass(argumentsBegan ? text : text.stripLeading());
                if (!delta.isEmpty()) {
                    argumentsBegan = true;
                    events.accept(new AnswerEvent.Arguments(calls - 1, delta));
                }
            }
            case BETWEEN_CALLS, FINISHED -> {}
        }
    }

    private void content(String delta) {
        if (!delta.isEmpty()) {
            events.accept(new AnswerEvent.Text(delta));
        }
    }

    void marker(Marker marker) {
        switch (marker) {
            case CALLS_BEGIN -> leave(Place.BETWEEN_CALLS);
            case CALL_BEGIN -> leave(Place.CALL_ID);
            case CALL_END, CALLS_END -> {
                if (place != Place.CONTENT) {
                    leave(Place.BETWEEN_CALLS);
                }
            }
            case ARGUMENTS -> {
                if (place == Place.CALL_ID) {
                    beginCall();
                }
            }
            // A model that opens another turn has ended its own.
            case END, USER, ASSISTANT, SYSTEM, MIDDLE -> end(true);
        }
    }

    /// The model gives no more, whether or not it has ended its turn.
    void cutOff() {
        end(false);
    }

    private void end(boolean finished) {
        if (place == Place.FINISHED) {
            return;
        }
        if (place == Place.CONTENT) {
            content(space.release());
        }
        if (finished) {
            leave(Place.FINISHED);
        }
        place = Place.FINISHED;
        events.accept(new AnswerEvent.Ended(finished));
    }

    private void beginCall() {
        CallId written = CallId.parse(id.toString().strip());
        // The model's own number unless an earlier call has it, or may have it.
        int number = Math.max(nextNumber, written.number().orElse(0));
        nextNumber = number + 1;
        String used = CallId.of(written.name(), number);
        events.accept(new AnswerEvent.CallBegan(calls, used, written.name()));
        calls++;
        argumentsBegan = false;
        place = Place.CALL_ARGUMENTS;
    }

    private void leave(Place next) {
        if (place == Place.FINISHED) {
            return;
        }
        if (place == Place.CALL_ARGUMENTS) {
            events.accept(new AnswerEvent.CallEnded(calls - 1));
        }
        space.drop();
        id.setLength(0);
        place = next;
    }
}
