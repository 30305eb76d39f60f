package dev.baltoro.serve.web;

import dev.baltoro.text.chat.AnswerFormat;
import dev.baltoro.text.chat.AnswerPart;
import dev.baltoro.text.chat.StreamEvent;
import dev.baltoro.text.chat.Usage;
import dev.baltoro.text.chat.WholeAnswer;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/// Words an answer as another format does, and adds an event before the end: which of its calls the
/// server would run, each with its ticket. Of calls that were cut off nothing is said.
final class ProposingFormat implements AnswerFormat {
    /// Gives a call its ticket.
    interface Desk {
        /// {@return what the page is told of the call; nothing if the tool is not the server's}
        Optional<ObjectNode> propose(String name, ObjectNode arguments);
    }

    private static final class Call {
        private final String id;
        private final String name;
        private final StringBuilder arguments = new StringBuilder();
        private boolean whole;

        Call(String id, String name) {
            this.id = id;
            this.name = name;
        }
    }

    private final AnswerFormat words;
    private final Desk desk;
    private final Map<Integer, Call> calls = new TreeMap<>();

    ProposingFormat(AnswerFormat words, Desk desk) {
        this.words = words;
        this.desk = desk;
    }

    @Override
    public ObjectNode whole(List<WholeAnswer> answers, Usage usage) {
        return words.whole(answers, usage);
    }

    @Override
    public List<StreamEvent> opening(int choice) {
        return words.opening(choice);
    }

    @Override
    public List<StreamEvent> part(int choice, AnswerPart part) {
        if (choice == 0) { // the page asks for one answer
            listen(part);
        }
        return words.part(choice, part);
    }

    private void listen(AnswerPart part) {
        switch (part) {
            case AnswerPart.CallBegan began ->
                    calls.put(began.index(), new Call(began.id(), began.name()));
            case AnswerPart.Arguments more ->
                    at(more.index()).ifPresent(call -> call.arguments.append(more.delta()));
            case AnswerPart.CallEnded ended ->
                    at(ended.index()).ifPresent(call -> call.whole = true);
            case AnswerPart.Text _, AnswerPart.Ended _ -> {}
        }
    }

    private Optional<Call> at(int index) {
        return Optional.ofNullable(calls.get(index));
    }

    @Override
    public List<StreamEvent> closing(Usage usage) {
        List<StreamEvent> events = new ArrayList<>(words.closing(usage));
        ObjectNode event = JsonMapper.shared().createObjectNode();
        event.put("object", "baltoro.page.calls").putArray("choices");
        ArrayNode proposed = event.putArray("calls");
        for (Call call : calls.values()) {
            proposal(call).ifPresent(proposed::add);
        }
        if (!proposed.isEmpty()) {
            events.add(events.size() - 1, StreamEvent.of(event)); // the last one ends the stream
        }
        return List.copyOf(events);
    }

    private Optional<ObjectNode> proposal(Call call) {
        if (!call.whole) {
            return Optional.empty();
        }
        return read(call.arguments.toString())
                .flatMap(arguments -> desk.propose(call.name, arguments))
                .map(told -> told.put("id", call.id));
    }

    /// {@return the arguments; the grammar has made them JSON, but numbers may have thousands of
    /// digits, which no reader here takes}
    private static Optional<ObjectNode> read(String arguments) {
        try {
            return JsonMapper.shared().readTree(arguments.isEmpty() ? "{}" : arguments)
                            instanceof ObjectNode object
                    ? Optional.of(object)
                    : Optional.empty();
        } catch (JacksonException e) {
            return Optional.empty();
        }
    }
}
