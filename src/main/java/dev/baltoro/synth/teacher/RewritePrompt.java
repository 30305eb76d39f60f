package dev.baltoro.synth.teacher;

import dev.baltoro.agent.request.ToolRequest;
import dev.baltoro.agent.request.WantedCall;
import dev.baltoro.text.chat.ChatRequest;
import dev.baltoro.text.chat.DecodingOptions;
import dev.baltoro.text.chat.Message;
import dev.baltoro.text.chat.Sampling;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ArrayNode;

/// Asks a teacher to say a request in another voice.
///
/// @param text the request
/// @param keep what must stay as it is, since calls copy it
public record RewritePrompt(String text, Voice voice, List<String> keep) {
    private static final String SYSTEM =
            """
            You rewrite messages that people send to an assistant. Say the same in the given voice, as another person \
            would type it. Keep the language of the message. Copy names, paths, numbers and quoted texts exactly. \
            Add no detail, and leave none out: what the message does not say, the new one must not say either. \
            Answer with the new message and nothing else.\
            """;

    private static final List<String[]> EXAMPLES =
            List.of(
                    new String[] {
                        "terse",
                        "Could you please show me the recipe for leek soup?",
                        "[\"leek soup\"]",
                        "recipe for leek soup"
                    },
                    new String[] {
                        "story",
                        "rename the playlist Autumn 7 to Rainy days",
                        "[\"Autumn 7\",\"Rainy days\"]",
                        "It has been wet all week, so the playlist Autumn 7 should be called Rainy days from now on."
                    },
                    new String[] {"question", "delete it", "[]", "Can you delete it?"});

    private static final Pattern FORM =
            Pattern.compile(
                    "Voice: (\\w+), [^\\n]*\\nKeep: (\\[[^\\n]*])\\nMessage: (.*)", Pattern.DOTALL);

    private static final double TEMPERATURE = 0.9;
    private static final int TOKENS_SPARE = 80;
    private static final int TOKENS_MAX = 1024;
    private static final int VALUES_MAX = 24;
    private static final int SEED_BITS = 31;

    public RewritePrompt {
        keep = List.copyOf(keep);
    }

    /// {@return the prompt for a written request}
    static RewritePrompt of(ToolRequest request, Voice voice) {
        Set<String> values = new LinkedHashSet<>();
        for (WantedCall call : request.expected()) {
            addTexts(call.arguments(), request.request(), values);
        }
        return new RewritePrompt(request.request(), voice, List.copyOf(values));
    }

    private static void addTexts(JsonNode node, String text, Set<String> into) {
        if (node.isContainer()) {
            node.forEach(child -> addTexts(child, text, into));
        } else if (into.size() < VALUES_MAX) {
            String value = node.asString("");
            for (int from = 0; from >= 0 && from < value.length(); ) {
                String part = value.substring(from); // of a path, what was said of it
                if (part.length() > 1 && text.contains(part)) {
                    into.add(part);
                    return;
                }
                int slash = value.indexOf('/', from);
                from = slash < 0 ? -1 : slash + 1;
            }
        }
    }

    /// {@return the request to the teacher}
    ///
    /// @param draw other numbers draw other words
    ChatRequest request(long draw) {
        List<Message> messages = new ArrayList<>();
        messages.add(new Message.System(SYSTEM));
        for (String[] example : EXAMPLES) {
            messages.add(
                    new Message.User(
                            user(Voice.named(example[0]).orElseThrow(), example[2], example[1])));
            messages.add(new Message.Assistant(example[3]));
        }
        ArrayNode values = JsonMapper.shared().createArrayNode();
        keep.forEach(values::add);
        messages.add(new Message.User(user(voice, values.toString(), text)));
        return ChatRequest.of(
                messages,
                DecodingOptions.of(
                                Sampling.OPEN
                                        .withTemperature(TEMPERATURE)
                                        .withSeed(draw >>> (Long.SIZE - SEED_BITS)))
                        .withMaxTokens(Math.min(TOKENS_MAX, TOKENS_SPARE + text.length())));
    }

    private static String user(Voice voice, String keep, String text) {
        return "Voice: %s, %s\nKeep: %s\nMessage: %s"
                .formatted(voice.name(), voice.manner(), keep, text);
    }

    /// {@return what a request to a teacher asks for; empty if it is for something else}
    static Optional<RewritePrompt> read(ChatRequest request) {
        if (!request.messages().getFirst().content().equals(SYSTEM)) {
            return Optional.empty();
        }
        Matcher form = FORM.matcher(request.messages().getLast().content());
        if (!form.matches()) {
            return Optional.empty();
        }
        try {
            List<String> keep =
                    JsonMapper.shared()
                            .readTree(form.group(2))
                            .valueStream()
                            .map(value -> value.asString(""))
                            .toList();
            return Voice.named(form.group(1))
                    .map(voice -> new RewritePrompt(form.group(3), voice, keep));
        } catch (JacksonException e) {
            return Optional.empty();
        }
    }
}
