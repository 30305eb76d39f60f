package dev.baltoro.agent.llm;

import dev.baltoro.agent.journal.Journal;
import dev.baltoro.io.Reason;
import dev.baltoro.io.Sums;
import dev.baltoro.text.chat.ChatRequest;
import dev.baltoro.text.chat.WholeAnswer;
import dev.baltoro.text.openai.ChatCompletion;
import dev.baltoro.text.openai.ChatCompletionFormat;
import dev.baltoro.text.openai.ChatCompletionRequest;
import dev.baltoro.text.openai.CodecLimits;
import dev.baltoro.text.openai.FieldException;
import dev.baltoro.text.openai.ResponseHead;
import dev.baltoro.text.openai.Streaming;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Optional;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

/// A model whose answers, and failures, are written into a journal; a rerun gets them from there.
///
/// Equal requests have one answer: requests that are to be answered anew differ in their seed.
///
/// @param model asked for what the journal has not
/// @param journal stays the caller's
public record JournalledLlm(Llm model, Journal journal) implements Llm {
    private static final ChatCompletionFormat FORMAT =
            new ChatCompletionFormat(
                    new ResponseHead("", 0, "", ""), Optional.empty(), false, false);

    @Override
    public WholeAnswer answer(ChatRequest request) throws LlmException, InterruptedException {
        String body =
                new ChatCompletionRequest(model.name(), request, 1, Streaming.OFF)
                        .json()
                        .toString();
        try {
            JsonNode outcome =
                    journal.outcome(
                            "llm/" + Sums.sha256(body.getBytes(StandardCharsets.UTF_8)),
                            () -> ask(request));
            return read(outcome);
        } catch (IOException e) {
            throw new LlmException("the journal cannot be written: " + Reason.of(e), e);
        }
    }

    private JsonNode ask(ChatRequest request) throws InterruptedException {
        try {
            WholeAnswer answer = model.answer(request);
            return FORMAT.whole(List.of(answer), answer.usage());
        } catch (LlmException e) {
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
