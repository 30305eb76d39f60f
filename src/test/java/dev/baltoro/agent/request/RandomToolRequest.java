package dev.baltoro.agent.request;

import dev.baltoro.text.chat.Message;
import dev.baltoro.text.chat.ToolCall;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

/// Requests with every field, or without, and texts that escape.
final class RandomToolRequest {
    private static final String[] TEXTS = {
        "", "x", "a \"quoted\" one", "line\nbreak", "ほくと号", "/opt/lab data", "\\", "😀", "null"
    };

    private final Random random;

    RandomToolRequest(Random random) {
        this.random = random;
    }

    ToolRequest draw(String id) {
        RequestKind kind = RequestKind.values()[random.nextInt(RequestKind.values().length)];
        List<WantedCall> expected = kind.calls() ? calls(1 + random.nextInt(3)) : List.of();
        List<Freedom> free = free();
        List<ToolRequest.Alternative> accept = new ArrayList<>();
        for (int i = random.nextInt(3); i > 0 && kind.calls(); i--) {
            accept.add(
                    new ToolRequest.Alternative(
                            calls(1 + random.nextInt(2)), random.nextBoolean() ? free : free()));
        }
        return new ToolRequest(
                id,
                text(),
                random.nextInt(4) == 0
                        ? RequestContext.NONE
                        : new RequestContext(text(), turns(), texts()),
                expected,
                accept,
                free,
                kind,
                ToolRequest.Difficulty.values()[random.nextInt(3)],
                random.nextBoolean(),
                text(),
                texts());
    }

    private String text() {
        return TEXTS[random.nextInt(TEXTS.length)];
    }

    private List<String> texts() {
        return random.ints(random.nextInt(3)).mapToObj(i -> text()).toList();
    }

    private List<WantedCall> calls(int count) {
        List<WantedCall> calls = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            calls.add(new WantedCall("tool" + random.nextInt(3), arguments()));
        }
        return calls;
    }

    private ObjectNode arguments() {
        ObjectNode arguments = JsonMapper.shared().createObjectNode();
        for (int i = random.nextInt(4); i > 0; i--) {
            String key = "a" + i;
            switch (random.nextInt(5)) {
                case 0 -> arguments.put(key, random.nextInt());
                case 1 -> arguments.put(key, random.nextDouble());
                case 2 -> arguments.put(key, random.nextBoolean());
                case 3 -> arguments.putArray(key).add(text()).addNull();
                default -> arguments.putObject(key).put("inner", text());
            }
        }
        return arguments;
    }

    private List<Freedom> free() {
        List<Freedom> free = new ArrayList<>();
        for (int i = random.nextInt(3); i > 0; i--) {
            ObjectNode rule = JsonMapper.shared().createObjectNode().put("optional", true);
            rule.putArray("one_of").add(text());
            free.add(new Freedom("0.a" + i, rule));
        }
        return free;
    }

    private List<Message> turns() {
        List<Message> turns = new ArrayList<>();
        int calls = 0;
        for (int i = random.nextInt(3); i > 0; i--) {
            turns.add(new Message.User(text()));
            List<ToolCall> made = new ArrayList<>();
            for (WantedCall call : calls(random.nextInt(3))) {
                made.add(ToolCall.of(call.name(), calls++, call.arguments().toString()));
            }
            turns.add(new Message.Assistant(text(), made));
            made.forEach(call -> turns.add(new Message.ToolResult(call.id(), text())));
        }
        return turns;
    }
}
