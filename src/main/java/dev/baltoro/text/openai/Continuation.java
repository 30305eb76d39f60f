package dev.baltoro.text.openai;

import java.util.List;
import java.util.Optional;
import java.util.Set;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/// Whether an answer goes on with the text of the last message: Moonshot's `partial` and DeepSeek's
/// `prefix` in that message, and the `continue_final_message` of vLLM and SGLang.
final class Continuation {
    /// Fields that are read.
    static final Set<String> FIELDS = Set.of("continue_final_message", "add_generation_prompt");

    private static final List<String> MARKS = List.of("partial", "prefix");

    private Continuation() {}

    /// {@return whether a body asks for it}
    ///
    /// @throws FieldException if it asks, but not of an assistant's last message without calls, or
    ///   together with a format
    static boolean wanted(Fields body, CodecLimits limits) {
        List<Fields> messages = body.objects("messages", limits.messages());
        Optional<String> place = Optional.empty();
        for (int i = 0; i < messages.size(); i++) {
            for (String mark : MARKS) {
                if (messages.get(i).flag(mark, false)) {
                    place = Optional.of(messages.get(i).name(mark));
                    require(i == messages.size() - 1, place.get());
                }
            }
        }
        boolean asked = body.flag("continue_final_message", false);
        if (asked) {
            place = Optional.of("continue_final_message");
        }
        if (body.flag("add_generation_prompt", place.isEmpty()) != place.isEmpty()) {
            throw Fields.refused(
                    "add_generation_prompt",
                    "add_generation_prompt opens a turn, which continue_final_message does not; set one of the two");
        }
        if (place.isPresent()) {
            requireContinuable(messages.getLast(), place.get());
            if (!FormatReader.isText(body, limits)) {
                throw Fields.refused(
                        place.get(),
                        "%s cannot hold what a continued text must be; leave out %s"
                                .formatted(place.get(), FormatReader.place(body, limits)));
            }
        }
        return place.isPresent();
    }

    private static void requireContinuable(Fields message, String place) {
        JsonNode calls = message.get("tool_calls");
        require(message.requiredString("role").equals("assistant") && calls.isEmpty(), place);
    }

    private static void require(boolean holds, String place) {
        if (!holds) {
            throw Fields.refused(
                    place,
                    place + " belongs to a last message of the assistant without tool_calls");
        }
    }

    /// Says in a body's last message that the answer goes on with it.
    static void mark(ObjectNode body) {
        JsonNode messages = body.path("messages");
        if (messages.get(messages.size() - 1) instanceof ObjectNode last) {
            last.put("partial", true);
        }
    }
}
