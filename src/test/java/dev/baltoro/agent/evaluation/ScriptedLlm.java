package dev.baltoro.agent.evaluation;

import dev.baltoro.agent.llm.Llm;
import dev.baltoro.agent.llm.LlmException;
import dev.baltoro.text.chat.ChatRequest;
import dev.baltoro.text.chat.EndReason;
import dev.baltoro.text.chat.Message;
import dev.baltoro.text.chat.ToolCall;
import dev.baltoro.text.chat.Usage;
import dev.baltoro.text.chat.WholeAnswer;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ConcurrentLinkedQueue;

/// A model that does what the request spells: `add x; notes` is two calls in one turn, `|` begins
/// another turn, and the last result is repeated at the end. `die` gives no answer.
final class ScriptedLlm implements Llm {
    /// All that it was asked.
    final ConcurrentLinkedQueue<ChatRequest> asked = new ConcurrentLinkedQueue<>();

    @Override
    public WholeAnswer answer(ChatRequest request) throws LlmException {
        asked.add(request);
        List<Message> messages = request.messages();
        int from = messages.size();
        while (!(messages.get(from - 1) instanceof Message.User)) {
            from--;
        }
        String script = messages.get(from - 1).content();
        long turns =
                messages.subList(from, messages.size()).stream()
                        .filter(m -> m instanceof Message.Assistant)
                        .count();
        if (script.equals("die")) {
            throw new LlmException("no answer today");
        }
        String[] parts = script.split("\\|", -1);
        boolean endless = script.equals("endless");
        if (!endless && (turns >= parts.length || parts[(int) turns].isBlank())) {
            return answer(messages.getLast().content(), List.of());
        }
        List<ToolCall> calls = new ArrayList<>();
        for (String call : (endless ? "calls" : parts[(int) turns]).split(";", -1)) {
            String[] words = call.strip().split(" ", 2);
            String key = words[0].equals("add") ? "note" : "path";
            calls.add(
                    ToolCall.of(
                            words[0],
                            (int) turns * 100 + calls.size(),
                            words.length == 1
                                    ? "{}"
                                    : words[1].equals("?")
                                            ? "{\"note\""
                                            : "{\"%s\":\"%s\"}".formatted(key, words[1])));
        }
        return answer("", calls);
    }

    private static WholeAnswer answer(String text, List<ToolCall> calls) {
        return new WholeAnswer(
                text,
                calls,
                List.of(),
                calls.isEmpty() ? EndReason.STOP : EndReason.TOOL_CALLS,
                new Usage(10, 0, 5));
    }

    @Override
    public String name() {
        return "script";
    }
}
