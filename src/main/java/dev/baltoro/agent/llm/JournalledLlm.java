package dev.baltoro.agent.llm;

import dev.baltoro.agent.journal.Journal;
import dev.baltoro.io.Reason;
import dev.baltoro.text.chat.ChatRequest;
import dev.baltoro.text.chat.WholeAnswer;
import dev.baltoro.text.openai.ChatCompletion;
import dev.baltoro.text.openai.ChatCompletionFormat;
import dev.baltoro.text.openai.CodecLimits;
import dev.baltoro.text.openai.FieldException;
import dev.baltoro.text.openai.ResponseHead;
import java.io.IOException;
import java.util.List;
import java.util.Optional;
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
    private static final ChatCompletionFormat FORMAT =
            new ChatCompletionFormat(
                    new ResponseHead("", 0, "", ""), Optional.empty(), false, false);

    /// What becomes of a request without an answer.
    public enum OnFailure {
        /// It is written down as well: a rerun is the same in everything.
        KEEP,
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
                            "llm/" + PromptHash.of(model.name(), request), () -> ask(request)));
        } catch (IOException e) {
            throw new LlmException("the journal cannot be written: " + Reason.of(e), e);
        } catch (Unanswered e) {
            throw e.why;
        }
    }

    private JsonNode ask(ChatRequest request) throws InterruptedException {
        try {
            WholeAnswer answer = model.answer(request);
            return FORMAT.whole(List.of(answer), answer.usage());
        } catch (LlmException e) {
            if (failures == OnFailure.ASK_AGAIN) {
                throw new Unanswered(e);
            }
            ObjectNode failure = JsonMapper.shared().createObjectNode();
            failure.putObject("error").put("message", e.getMessage());
            return failure;
        }
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
