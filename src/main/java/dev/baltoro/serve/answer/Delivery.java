package dev.baltoro.serve.answer;

import dev.baltoro.engine.EngineException;
import dev.baltoro.engine.chat.Answer;
import dev.baltoro.serve.http.ApiError;
import dev.baltoro.serve.http.RequestException;
import dev.baltoro.serve.http.ResponseSink;
import dev.baltoro.text.chat.AnswerFormat;
import dev.baltoro.text.chat.AnswerPart;
import dev.baltoro.text.chat.EndReason;
import dev.baltoro.text.chat.StreamEvent;
import dev.baltoro.text.chat.Usage;
import dev.baltoro.text.chat.WholeAnswer;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import tools.jackson.databind.node.ObjectNode;

/// Sends answers to a client, whole or as they are made.
///
/// @param answers of each prompt, `choices` in a row
public record Delivery(List<Answer> answers, int choices, AnswerFormat format, AnswerTimes times) {
    /// What a client is told when the server ends its answer.
    public static final ApiError CANCELLED =
            ApiError.of(503, "server_error", "the server ended the answer early", "cancelled");

    /// Sends, and frees what the engine holds for the answers, however it ends.
    ///
    /// @throws IOException if the client has gone
    public void send(boolean streaming, ResponseSink sink)
            throws IOException, InterruptedException {
        sink.onDisconnect(this::close);
        try {
            if (streaming) {
                stream(sink);
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
                whole.add(ended(answer.whole()));
                if (answer.tokensMade() > 0) {
                    times.firstToken(answer.untilFirstToken());
                }
            }
            document = format.whole(whole, sum(whole.stream().map(WholeAnswer::usage).toList()));
        } catch (EngineException e) {
            sink.error(EngineErrors.of(e));
            return;
        } catch (RequestException e) {
            sink.error(e.error());
            return;
        }
        sink.json(document);
    }

    private void stream(ResponseSink sink) throws IOException, InterruptedException {
        for (int choice = 0; choice < answers.size(); choice++) {
            send(format.opening(choice), sink);
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
                    requireOwnEnd(end.reason());
                    usages[choice] = end.usage();
                }
                send(format.part(choice, part), sink);
            }
        } catch (EngineException e) {
            sink.error(EngineErrors.of(e));
            return;
        } catch (RequestException e) {
            sink.error(e.error());
            return;
        }
        List<StreamEvent> closing = format.closing(sum(List.of(usages)));
        send(closing.subList(0, closing.size() - 1), sink);
        sink.lastEvent(closing.getLast());
    }

    private static void send(List<StreamEvent> events, ResponseSink sink) throws IOException {
        for (StreamEvent event : events) {
            sink.event(event);
        }
    }

    private static WholeAnswer ended(WholeAnswer answer) {
        requireOwnEnd(answer.reason());
        return answer;
    }

    private static void requireOwnEnd(EndReason reason) {
        if (reason == EndReason.CANCELLED) {
            throw new RequestException(CANCELLED);
        }
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
