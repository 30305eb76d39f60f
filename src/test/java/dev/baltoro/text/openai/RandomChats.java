package dev.baltoro.text.openai;

import dev.baltoro.text.chat.AnswerPart;
import dev.baltoro.text.chat.ChatRequest;
import dev.baltoro.text.chat.DecodingOptions;
import dev.baltoro.text.chat.EndReason;
import dev.baltoro.text.chat.Message;
import dev.baltoro.text.chat.ResponseFormat;
import dev.baltoro.text.chat.Sampling;
import dev.baltoro.text.chat.ToolCall;
import dev.baltoro.text.chat.ToolChoice;
import dev.baltoro.text.chat.ToolDeclaration;
import dev.baltoro.text.chat.ToolUse;
import dev.baltoro.text.chat.Usage;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.OptionalDouble;
import java.util.OptionalInt;
import java.util.OptionalLong;
import java.util.Random;
import java.util.Set;

/// Requests and answers drawn at random.
final class RandomChats {
    private static final List<String> TEXTS =
            List.of("", "hello", "\"quoted\\\"", "🏔 ", "\u0001\n\t", "<|im_end|>", "é中");

    private final Random random;

    RandomChats(long seed) {
        this.random = new Random(seed);
    }

    ChatCompletionRequest request() {
        List<Message> messages = new ArrayList<>();
        for (int i = 1 + random.nextInt(5); i > 0; i--) {
            messages.add(message());
        }
        ChatRequest chat = chat(messages);
        boolean on = random.nextBoolean();
        return new ChatCompletionRequest(
                "tiny", chat, 1 + random.nextInt(4), new Streaming(on, on && random.nextBoolean()));
    }

    private ChatRequest chat(List<Message> messages) {
        ChatRequest chat = new ChatRequest(messages, tools(), format(), decoding(), false);
        boolean open =
                messages.getLast() instanceof Message.Assistant answer
                        && answer.toolCalls().isEmpty()
                        && chat.format() instanceof ResponseFormat.Text;
        return open && random.nextBoolean() ? chat.continuing() : chat;
    }

    private Message message() {
        String name = random.nextBoolean() ? "anna" : "";
        return switch (random.nextInt(4)) {
            case 0 -> new Message.System(name.isEmpty() ? "system" : name, text(random));
            case 1 -> new Message.User(name.isEmpty() ? "user" : name, text(random));
            case 2 ->
                    new Message.Assistant(
                            name.isEmpty() ? "assistant" : name, text(random), calls());
            default ->
                    new Message.ToolResult(name.isEmpty() ? "tool" : name, "call_1", text(random));
        };
    }

    private List<ToolCall> calls() {
        List<ToolCall> calls = new ArrayList<>();
        for (int i = random.nextInt(3); i > 0; i--) {
            calls.add(new ToolCall("id " + i, "tool" + i, random.nextBoolean() ? "{}" : "{\"a\":"));
        }
        return calls;
    }

    private ToolUse tools() {
        List<ToolDeclaration> tools = new ArrayList<>();
        int count = random.nextInt(4);
        for (int i = 0; i < count; i++) {
            tools.add(
                    ToolDeclaration.function(
                            "tool" + i,
                            text(random),
                            "{\"type\":\"object\",\"properties\":{\"x\":{\"maximum\":1.5}}}"));
        }
        ToolChoice choice =
                switch (random.nextInt(count == 0 ? 2 : 6)) {
                    case 0 -> new ToolChoice.None();
                    case 1 -> new ToolChoice.Auto();
                    case 2 -> new ToolChoice.Required();
                    case 3 -> new ToolChoice.Named("tool0");
                    case 4 -> new ToolChoice.Among(Set.of("tool0"), true);
                    default -> new ToolChoice.Among(Set.of("tool" + (count - 1)), false);
                };
        return new ToolUse(tools, choice, random.nextBoolean());
    }

    private ResponseFormat format() {
        return switch (random.nextInt(5)) {
            case 0 -> new ResponseFormat.Text();
            case 2 -> new ResponseFormat.Pattern("[a-z]+\\d");
            case 3 -> new ResponseFormat.OneOf(List.of("yes", "no \"x\""));
            case 1 -> new ResponseFormat.JsonObject();
            default -> new ResponseFormat.JsonSchema("shape", "{\"type\":\"integer\"}");
        };
    }

    private DecodingOptions decoding() {
        Sampling sampling =
                new Sampling(
                        number(2),
                        number(1),
                        whole(50),
                        number(1),
                        number(2),
                        number(2),
                        number(-2),
                        random.nextBoolean() ? Map.of(3, 0.1f, 70_000, -100f) : Map.of(),
                        random.nextBoolean()
                                ? OptionalLong.of(random.nextLong())
                                : OptionalLong.empty());
        return new DecodingOptions(
                sampling,
                whole(1000),
                random.nextBoolean() ? List.of() : List.of("END", "\n\n"),
                whole(DecodingOptions.ALTERNATIVES_MAX));
    }

    private OptionalDouble number(double most) {
        return random.nextBoolean()
                ? OptionalDouble.of(Math.copySign(0.01 + 0.99 * random.nextDouble(), most))
                : OptionalDouble.empty();
    }

    private OptionalInt whole(int most) {
        return random.nextBoolean()
                ? OptionalInt.of(1 + random.nextInt(most))
                : OptionalInt.empty();
    }

    static String text(Random random) {
        return TEXTS.get(random.nextInt(TEXTS.size())) + TEXTS.get(random.nextInt(TEXTS.size()));
    }

    static Usage usage(Random random) {
        return new Usage(random.nextInt(100), random.nextInt(10), random.nextInt(100));
    }

    /// The parts of one answer, as an engine gives them.
    static List<AnswerPart> parts(Random random, Usage usage) {
        List<AnswerPart> parts = new ArrayList<>();
        for (int i = random.nextInt(3); i > 0; i--) {
            parts.add(new AnswerPart.Text("x" + text(random), List.of()));
        }
        boolean cut = random.nextInt(4) == 0;
        int calls = random.nextInt(4);
        for (int call = 0; call < calls; call++) {
            parts.add(new AnswerPart.CallBegan(call, "functions.f:" + call, "f"));
            parts.add(new AnswerPart.Arguments(call, "{\"a\""));
            if (cut && call == calls - 1) {
                break;
            }
            parts.add(new AnswerPart.Arguments(call, ":[]}"));
            parts.add(new AnswerPart.CallEnded(call));
        }
        EndReason reason =
                cut ? EndReason.LENGTH : calls > 0 ? EndReason.TOOL_CALLS : EndReason.STOP;
        parts.add(new AnswerPart.Ended(reason, usage, List.of()));
        return parts;
    }
}
