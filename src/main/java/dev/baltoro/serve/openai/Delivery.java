package dev.baltoro.serve.openai;

import dev.baltoro.engine.EngineException;
import dev.baltoro.engine.chat.Answer;
import dev.baltoro.engine.chat.AnswerPart;
import dev.baltoro.engine.chat.Usage;
import dev.baltoro.engine.chat.WholeAnswer;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import tools.jackson.databind.node.ObjectNode;

/// Sends answers to a client, whole or as they are made.
///
/// @param answers of each prompt, `choices` in a row
record Delivery(List<Answer> answers, int choices, AnswerFormat format, AnswerTimes times) {
    /// What a client is told whose answer was ended by the server.
    static final ApiError CANCELLED =
            ApiError.of(503, "server_error", "the server ended the answer early", "cancelled");

    private static final String DONE = "[DONE]";

    /// Sends, and frees what the engine holds for the answers, however it ends.
    ///
    /// @throws IOException if the client has gone
    void send(Streaming streaming, ResponseSink sink) throws IOException, InterruptedException {
        sink.onDisconnect(this::close);
        try {
            if (streaming.on()) {
                stream(streaming, sink);
            } else {
                whole(sink);
            }
        } finally {
            close();
            for (Answer answer : answers) {
                if (answer.tokensMade() > 0) {
                    times.ended(answer.sinceFirstToken(), answer.tokensMade());
                }
            }
        }
    }

    private void close() {
        answers.forEach(Answer::close);
    }

    private void whole(ResponseSink sink) throws IOException, InterruptedException {
        ObjectNode document;
        try {
            List<WholeAnswer> whole = new ArrayList<>();
            for (Answer answer : answers) {
                whole.add(WholeAnswer.read(answer));
                if (answer.tokensMade() > 0) {
                    times.firstToken(answer.untilFirstToken());
                }
            }
            document = format.whole(whole, sum(whole.stream().map(WholeAnswer::usage).toList()));
        } catch (EngineException e) {
            sink.error(ApiError.of(e));
            return;
        } catch (RequestException e) {
            sink.error(e.error());
            return;
        }
        sink.json(document);
    }

    private void stream(Streaming streaming, ResponseSink sink)
            throws IOException, InterruptedException {
        for (int choice = 0; choice < answers.size(); choice++) {
            var opening = format.opening(choice);
            if (opening.isPresent()) {
                sink.event(opening.get().toString());
            }
        }
        Usage[] usages = new Usage[answers.size()];
        boolean[] begun = new boolean[answers.size()];
        try (InterleavedAnswers parts = new InterleavedAnswers(answers)) {
            for (var next = parts.next(); next.isPresent(); next = parts.next()) {
                int choice = next.get().choice();
                AnswerPart part = next.get().part();
                if (!begun[choice] && answers.get(choice).tokensMade() > 0) {
                    begun[choice] = true;
                    times.firstToken(answers.get(choice).untilFirstToken());
                }
                if (part instanceof AnswerPart.Ended end) {
                    usages[choice] = end.usage();
                }
                var chunk = format.chunk(choice, part);
                if (chunk.isPresent()) {
                    sink.event(chunk.get().toString());
                }
            }
        } catch (EngineException e) {
            sink.event(ApiError.of(e).json().toString());
            return;
        } catch (RequestException e) {
            sink.event(e.error().json().toString());
            return;
        }
        if (streaming.usage()) {
            sink.event(format.usageChunk(sum(List.of(usages))).toString());
        }
        sink.lastEvent(DONE);
    }

    /// A prompt counts once, however many answers it has.
    private Usage sum(List<Usage> usages) {
        int prompt = 0;
        int cached = 0;
        int completion = 0;
        for (int i = 0; i < usages.size(); i++) {
            if (i % choices == 0) {
                prompt += usages.get(i).promptTokens();
                cached += usages.get(i).cachedTokens();
            }
            completion += usages.get(i).completionTokens();
        }
        return new Usage(prompt, cached, completion);
    }
}
