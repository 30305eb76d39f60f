package dev.baltoro.engine.intent;

import dev.baltoro.text.chat.ToolCall;
import java.util.List;

/// What stands in a call for a value that the calls before it give back.
public final class Awaited {
    /// The mark: a character for private use, which nobody types.
    public static final String MARK = "\uE0A7";

    private Awaited() {}

    /// {@return whether a call has such a value}
    static boolean in(ToolCall call) {
        return call.argumentsJson().contains(MARK);
    }

    /// {@return the calls before the first that awaits something}
    public static List<ToolCall> ready(List<ToolCall> calls) {
        for (int i = 0; i < calls.size(); i++) {
            if (in(calls.get(i))) {
                return calls.subList(0, i);
            }
        }
        return calls;
    }
}
