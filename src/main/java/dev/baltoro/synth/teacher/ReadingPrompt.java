package dev.baltoro.synth.teacher;

import dev.baltoro.agent.llm.JsonAnswer;
import dev.baltoro.agent.request.RequestKind;
import dev.baltoro.agent.request.ToolRequest;
import dev.baltoro.agent.request.WantedCall;
import dev.baltoro.agent.score.Prediction;
import dev.baltoro.agent.score.PredictionFile;
import dev.baltoro.synth.request.RequestWriter;
import dev.baltoro.text.chat.ChatRequest;
import dev.baltoro.text.chat.DecodingOptions;
import dev.baltoro.text.chat.Message;
import dev.baltoro.text.chat.ResponseFormat;
import dev.baltoro.text.chat.Sampling;
import dev.baltoro.text.chat.ToolCall;
import dev.baltoro.text.chat.ToolDeclaration;
import dev.baltoro.text.chat.ToolSignature;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.LongStream;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/// Asks which calls a request means, given the tools' signatures, a few worked examples, the facts
/// and what was said before: the way back of a back-translation.
public final class ReadingPrompt {
    private static final String SYSTEM =
            """
            You are an assistant that uses tools. Answer each message of the user with one JSON object: \
            {"calls": [{"name": ..., "arguments": {...}}], "text": ...}.
            - If tools can do what the user asks, put every needed call into "calls", in order, and leave "text" empty.
            - Copy names, paths and values exactly as the user or the facts give them. Leave out optional arguments that nobody asked for.
            - If a value that a call needs was not said, make no call: "calls" is [] and "text" asks for it.
            - If no tool fits, make no call: "calls" is [] and "text" answers.

            Tools (? marks optional arguments):
            """;

    /// Kinds of the worked examples.
    private static final List<RequestKind> EXAMPLES =
            List.of(
                    RequestKind.SINGLE,
                    RequestKind.NO_TOOL,
                    RequestKind.SINGLE,
                    RequestKind.ASK_BACK,
                    RequestKind.PARALLEL,
                    RequestKind.SINGLE,
                    RequestKind.MULTI_STEP,
                    RequestKind.ASK_BACK);

    /// Written requests that examples are looked for in.
    private static final int LOOKED_AT = 400;

    private static final int EXAMPLE_CHARS_MAX = 600;
    private static final int ANSWER_TOKENS = 300;
    private static final int CALLS_MAX = 4;
    private static final int TEXT_CHARS_MAX = 300;
    private static final Pattern FACTS =
            Pattern.compile("\\(Facts: (.*?)\\)\\n(.*)", Pattern.DOTALL);

    private final List<Message> head;
    private final ResponseFormat format;

    private ReadingPrompt(List<Message> head, ResponseFormat format) {
        this.head = List.copyOf(head);
        this.format = format;
    }

    /// {@return the prompt for these tools}
    ///
    /// @param examples writes requests; must not be the ones that are read
    static ReadingPrompt of(List<ToolDeclaration> tools, RequestWriter examples) {
        List<Message> head = new ArrayList<>();
        head.add(
                new Message.System(
                        SYSTEM
                                + tools.stream()
                                        .map(ToolSignature::of)
                                        .collect(Collectors.joining("\n"))));
        List<ToolRequest> written =
                LongStream.range(0, LOOKED_AT)
                        .mapToObj(examples::write)
                        .filter(request -> request.context().turns().isEmpty())
                        .filter(request -> user(request).length() <= EXAMPLE_CHARS_MAX)
                        .collect(Collectors.toCollection(ArrayList::new));
        for (RequestKind kind : EXAMPLES) {
            Optional<ToolRequest> fitting =
                    written.stream().filter(request -> request.kind() == kind).findFirst();
            fitting.ifPresent(request -> {
                written.remove(request);
                head.add(new Message.User(user(request)));
                head.add(new Message.Assistant(answer(request.expected(), request.reply())));
            });
        }
        return new ReadingPrompt(
                head, new ResponseFormat.JsonSchema("answer", schema(tools).toString(), false));
    }

    private static String user(ToolRequest request) {
        return user(request.context().facts(), request.request());
    }

    private static String user(String facts, String text) {
        return facts.isEmpty() ? text : "(Facts: %s)\n%s".formatted(facts, text);
    }

    private static String answer(List<WantedCall> calls, String text) {
        ObjectNode json = JsonMapper.shared().createObjectNode();
        ArrayNode list = json.putArray("calls");
        calls.forEach(call ->
                list.addObject().put("name", call.name()).set("arguments", call.arguments()));
        return json.put("text", calls.isEmpty() ? text : "").toString();
    }

    /// {@return the request to the teacher}
    ChatRequest request(ToolRequest request) {
        List<Message> messages = new ArrayList<>(head);
        String facts = request.context().facts();
        for (Message turn : request.context().turns()) {
            switch (turn) {
                case Message.User user -> {
                    messages.add(new Message.User(user(facts, user.content())));
                    facts = ""; // said once
                }
                case Message.Assistant said ->
                        messages.add(
                                new Message.Assistant(
                                        answer(calls(said.toolCalls()), said.content())));
                case Message.ToolResult result ->
                        messages.add(new Message.User("Result: " + result.content()));
                case Message.System system ->
                        messages.add(new Message.User("(Facts: %s)".formatted(system.content())));
            }
        }
        messages.add(new Message.User(user(facts, request.request())));
        return ChatRequest.of(
                        messages,
                        DecodingOptions.of(Sampling.OPEN.withTemperature(0))
                                .withMaxTokens(ANSWER_TOKENS + request.request().length()))
                .withFormat(format);
    }

    private static List<WantedCall> calls(List<ToolCall> calls) {
        return calls.stream()
                .map(call ->
                        new WantedCall(
                                call.name(),
                                PredictionFile.arguments(call.argumentsJson())
                                                instanceof ObjectNode arguments
                                        ? arguments
                                        : JsonMapper.shared().createObjectNode()))
                .toList();
    }

    /// A request to be read, as a prompt has it.
    ///
    /// @param facts empty if there are none
    record Task(String facts, String text) {}

    /// {@return what a request to a teacher asks for; empty if it is for something else}
    static Optional<Task> read(ChatRequest request) {
        if (!request.messages().getFirst().content().startsWith(SYSTEM)) {
            return Optional.empty();
        }
        Matcher form = FACTS.matcher(request.messages().getLast().content());
        return Optional.of(
                form.matches()
                        ? new Task(form.group(1), form.group(2))
                        : new Task("", request.messages().getLast().content()));
    }

    /// {@return the calls that an answer has; empty if it is not of the form that was asked for}
    ///
    /// @param id of the request that was read
    static Optional<Prediction> prediction(String id, String answer) {
        try {
            return JsonAnswer.read(answer)
                    .filter(object -> object.path("calls").isArray())
                    .map(object -> PredictionFile.parse(object.put("id", id).toString()));
        } catch (IllegalArgumentException e) {
            return Optional.empty();
        }
    }

    private static ObjectNode schema(List<ToolDeclaration> tools) {
        ObjectNode schema = JsonMapper.shared().createObjectNode().put("type", "object");
        ObjectNode properties = schema.putObject("properties");
        ObjectNode calls = properties.putObject("calls").put("type", "array");
        calls.put("maxItems", CALLS_MAX);
        ArrayNode any = calls.putObject("items").putArray("anyOf");
        for (ToolDeclaration tool : tools) {
            ObjectNode call = any.addObject().put("type", "object");
            ObjectNode members = call.putObject("properties");
            members.putObject("name").put("const", tool.name());
            members.set("arguments", LeanSchema.of(tool));
            call.putArray("required").add("name").add("arguments");
            call.put("additionalProperties", false);
        }
        properties.putObject("text").put("type", "string").put("maxLength", TEXT_CHARS_MAX);
        schema.putArray("required").add("calls").add("text");
        return schema.put("additionalProperties", false);
    }
}
