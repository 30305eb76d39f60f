package dev.baltoro.rl.gym;

import dev.baltoro.agent.world.Policy;
import dev.baltoro.agent.world.Transcript;
import dev.baltoro.agent.world.Turn;
import dev.baltoro.text.chat.Message;
import dev.baltoro.text.chat.ToolCall;
import dev.baltoro.text.chat.ToolDeclaration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

/// Calls random tools with random arguments of the declared types, or says a few words, both taken
/// from what it has read: what a policy reaches that has learned the form and nothing else.
final class RandomPolicy implements Policy {
    private static final int WORDS_MAX = 5;

    /// Numbers to choose from where it has read none.
    private static final int NUMBERS = 10;

    private static final Pattern WORD = Pattern.compile("[\\p{L}\\p{N}](?:\\S*[\\p{L}\\p{N}])?");
    private static final Pattern NUMBER = Pattern.compile("\\d{1,9}");

    private final SplittableRandom random;

    RandomPolicy(long seed) {
        this.random = new SplittableRandom(seed);
    }

    @Override
    public Turn act(Transcript transcript, List<ToolDeclaration> tools) {
        String read = read(transcript);
        if (tools.isEmpty() || random.nextBoolean()) {
            return Turn.say(words(read));
        }
        ToolDeclaration tool = Words.pick(random, tools);
        ObjectNode arguments = JsonMapper.shared().createObjectNode();
        for (Map.Entry<String, JsonNode> one : tool.parameters().path("properties").properties()) {
            argument(arguments, one.getKey(), one.getValue(), read);
        }
        return Turn.call(ToolCall.of(tool.name(), transcript.calls().size(), arguments.toString()));
    }

    private static String read(Transcript transcript) {
        StringBuilder read = new StringBuilder();
        for (Message message : transcript.messages()) {
            if (message instanceof Message.User || message instanceof Message.ToolResult) {
                read.append(message.content()).append('\n');
            }
        }
        return read.toString();
    }

    private void argument(ObjectNode arguments, String name, JsonNode property, String read) {
        if (property.path("enum").isArray()) {
            List<JsonNode> allowed = new ArrayList<>(property.path("enum").values());
            arguments.set(name, Words.pick(random, allowed));
            return;
        }
        switch (property.path("type").asString("")) {
            case "integer", "number" -> arguments.put(name, number(read));
            case "boolean" -> arguments.put(name, random.nextBoolean());
            case "array" -> arguments.putArray(name);
            case "object" -> arguments.putObject(name);
            default -> arguments.put(name, oneOf(WORD, read, "x"));
        }
    }

    private int number(String read) {
        return Integer.parseInt(oneOf(NUMBER, read, Integer.toString(random.nextInt(NUMBERS))));
    }

    private String words(String read) {
        List<String> words = new ArrayList<>();
        for (int left = random.nextInt(1, WORDS_MAX + 1); left > 0; left--) {
            words.add(oneOf(WORD, read, ""));
        }
        return String.join(" ", words);
    }

    private String oneOf(Pattern pattern, String text, String otherwise) {
        List<String> found = pattern.matcher(text).results().map(MatchResult::group).toList();
        return found.isEmpty() ? otherwise : Words.pick(random, found);
    }
}
