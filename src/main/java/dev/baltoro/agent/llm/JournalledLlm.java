package dev.baltoro.agent.llm;

import dev.baltoro.agent.journal.Journal;
import dev.baltoro.io.Reason;
import dev.baltoro.text.chat.ChatRequest;
import dev.baltoro.text.chat.Usage;
import dev.baltoro.text.chat.WholeAnswer;
import dev.baltoro.text.openai.ChatCompletion;
import dev.baltoro.text.openai.ChatCompletionFormat;
import dev.baltoro.text.openai.CodecLimits;
import dev.baltoro.text.openai.FieldException;
import dev.baltoro.text.openai.ResponseHead;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

/// A model whose answers are written into a journal before anybody learns of them; a rerun gets
/// them from there.
///
/// Equal requests have one answer, and are asked once, also at the same time: requests that are to
/// be answered anew differ in their seed.
///
/// @param model asked for what the journal has not
/// @param journal stays the caller's
/// @param failures what becomes of requests without an answer
public record JournalledLlm(Llm model, Journal journal, OnFailure failures) implements Llm {
    private static final String KEYS = "llm/";

    /// What becomes of a request without an answer.
    public enum OnFailure {
        /// It is written down as well: a rerun is the same in everything.
        KEEP,
        /// It is written down if the model refused this one request; else a rerun asks again.
        KEEP_REFUSALS,
        /// A rerun asks again: what failed was not paid for.
        ASK_AGAIN
    }

    /// Carries a failure through the journal.
    private static final class Unanswered extends RuntimeException {
        private static final long serialVersionUID = 1;

        private final LlmException why;

        Unanswered(LlmException why) {
            super(why.getMessage(), why);
            this.why = why;
        }
    }

    @Override
    public WholeAnswer answer(ChatRequest request) throws LlmException, InterruptedException {
        try {
            return read(
                    journal.outcome(
                            KEYS + PromptHash.of(model.name(), request), () -> ask(request)));
        } catch (IOException e) { // an answer that was paid for would be lost with each request
            throw new UncheckedIOException(
                    new IOException("the journal cannot be written: " + Reason.of(e), e));
        } catch (Unanswered e) {
            throw e.why;
        }
    }

    private JsonNode ask(ChatRequest request) throws InterruptedException {
        try {
            WholeAnswer answer = model.answer(request);
            return format().whole(List.of(answer), answer.usage());
        } catch (LlmException e) {
            if (!isKept(e.trouble())) {
                throw new Unanswered(e);
            }
            ObjectNode failure = JsonMapper.shared().createObjectNode();
            failure.putObject("error").put("message", e.getMessage());
            return failure;
        }
    }

    private boolean isKept(Trouble trouble) {
        return switch (failures) {
            case KEEP -> true;
            case KEEP_REFUSALS -> trouble == Trouble.REFUSED;
            case ASK_AGAIN -> false;
        };
    }

    private ChatCompletionFormat format() {
        return new ChatCompletionFormat(
                new ResponseHead("", 0, model.name(), ""), Optional.empty(), false, false);
    }

    /// {@return what all answers in a journal cost, by the model's name}
    public static SortedMap<String, Spending> spent(Journal journal) {
        Map<String, UsageMeter> meters = new HashMap<>();
        for (JsonNode outcome : journal.outcomes(KEYS)) {
            JsonNode usage = outcome.path("usage");
            if (usage.isObject()) {
                meters.computeIfAbsent(outcome.path("model").asString(""), _ -> new UsageMeter())
                        .answered(
                                new Usage(
                                        usage.path("prompt_tokens").asInt(0),
                                        0,
                                        usage.path("completion_tokens").asInt(0)));
            }
        }
        SortedMap<String, Spending> spent = new TreeMap<>();
        meters.forEach((name, meter) -> spent.put(name, meter.spending()));
        return spent;
    }

    private static WholeAnswer read(JsonNode outcome) throws LlmException {
        try {
            return ChatCompletion.read(outcome, CodecLimits.OPENAI).answers().getFirst();
        } catch (FieldException e) {
            throw new LlmException(String.valueOf(e.getMessage()), e);
        }
    }

    @Override
    public String name() {
        return model.name();
    }
}
