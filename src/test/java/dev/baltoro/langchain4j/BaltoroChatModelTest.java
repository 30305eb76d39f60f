package dev.baltoro.langchain4j;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.baltoro.engine.SamplingParameters;
import dev.baltoro.engine.chat.ChatEngine;
import dev.baltoro.engine.chat.TinyChat;
import dev.baltoro.text.chat.DecodingOptions;
import dev.langchain4j.data.message.UserMessage;
import dev.langchain4j.exception.InvalidRequestException;
import dev.langchain4j.model.chat.request.ChatRequest;
import dev.langchain4j.model.chat.response.ChatResponse;
import dev.langchain4j.model.chat.response.PartialResponse;
import dev.langchain4j.model.chat.response.PartialResponseContext;
import dev.langchain4j.model.output.FinishReason;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.function.Consumer;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;

class BaltoroChatModelTest {
    private static final TinyChat TINY = new TinyChat(1);
    private static final ChatEngine CHAT = TINY.chat();
    private static final DecodingOptions DEFAULTS =
            DecodingOptions.of(SamplingParameters.DEFAULT.wishes().withTemperature(1).withSeed(7))
                    .withMaxTokens(40);
    private static final BaltoroChatModel WHOLE = new BaltoroChatModel(CHAT, DEFAULTS);
    private static final BaltoroStreamingChatModel STREAMING =
            new BaltoroStreamingChatModel(CHAT, DEFAULTS);
    private static final String TOO_LONG = "a b ".repeat(CHAT.engine().contextTokens());

    @AfterAll
    static void close() {
        TINY.close();
    }

    @Test
    void answerComesWithItsCostAndItsEnd() {
        ChatResponse response = WHOLE.chat(UserMessage.from("Hello"));
        assertThat(response.aiMessage().text()).isNotBlank();
        assertThat(response.aiMessage().hasToolExecutionRequests()).isFalse();
        assertThat(response.modelName()).isEqualTo("tiny");
        assertThat(response.finishReason()).isEqualTo(FinishReason.LENGTH);
        assertThat(response.tokenUsage().outputTokenCount()).isEqualTo(40);
        assertThat(response.tokenUsage().totalTokenCount())
                .isEqualTo(response.tokenUsage().inputTokenCount() + 40);
    }

    @Test
    void streamedPartsJoinToTheWhole() throws Exception {
        Recording recording = new Recording();
        STREAMING.chat("Hello", recording);
        ChatResponse response = recording.response.get();
        assertThat(recording.texts).hasSizeGreaterThan(1);
        assertThat(String.join("", recording.texts))
                .isEqualTo(response.aiMessage().text())
                .isEqualTo(WHOLE.chat("Hello"));
        assertThat(response.finishReason()).isEqualTo(FinishReason.LENGTH);
        assertThat(response.tokenUsage().outputTokenCount()).isEqualTo(40);
    }

    @Test
    void stopSequenceEndsTheAnswer() {
        String full = WHOLE.chat("Hello");
        String stop = full.substring(10, 13);
        ChatResponse cut =
                WHOLE.chat(
                        ChatRequest.builder()
                                .messages(UserMessage.from("Hello"))
                                .stopSequences(List.of(stop))
                                .build());
        assertThat(cut.aiMessage().text()).isEqualTo(full.substring(0, full.indexOf(stop)));
        assertThat(cut.finishReason()).isEqualTo(FinishReason.STOP);
    }

    @Test
    void conversationThatDoesNotFitIsNotWorthAnotherTry() {
        assertThatThrownBy(() -> WHOLE.chat(TOO_LONG))
                .isInstanceOf(InvalidRequestException.class)
                .hasMessageContaining("takes at most");
        Recording recording = new Recording();
        STREAMING.chat(TOO_LONG, recording);
        assertThatThrownBy(recording.response::get)
                .isInstanceOf(ExecutionException.class)
                .hasCauseInstanceOf(InvalidRequestException.class);
        assertThat(recording.texts).isEmpty();
    }

    @Test
    void handlerThatThrowsGetsItsErrorAndNoMoreParts() {
        requireOwn(
                new IllegalArgumentException("my own"),
                error -> {
                    throw error;
                });
        requireOwn(
                new AssertionError("my own"),
                error -> {
                    throw error;
                });
    }

    private static <E extends Throwable> void requireOwn(E own, Consumer<E> thrower) {
        Recording recording =
                new Recording() {
                    @Override
                    public void onPartialResponse(
                            PartialResponse part, PartialResponseContext context) {
                        super.onPartialResponse(part, context);
                        thrower.accept(own);
                    }
                };
        STREAMING.chat("Hello", recording);
        assertThat(recording.response)
                .failsWithin(Duration.ofMinutes(1))
                .withThrowableOfType(ExecutionException.class)
                .havingCause()
                .isSameAs(own);
        assertThat(recording.texts).hasSize(1);
    }

    @Test
    void cancelledAnswerEndsInTheEngine() throws Exception {
        CompletableFuture<Boolean> cancelled = new CompletableFuture<>();
        Recording recording =
                new Recording() {
                    @Override
                    public void onPartialResponse(
                            PartialResponse part, PartialResponseContext context) {
                        super.onPartialResponse(part, context);
                        context.streamingHandle().cancel();
                        cancelled.complete(context.streamingHandle().isCancelled());
                    }
                };
        STREAMING.chat(
                ChatRequest.builder()
                        .messages(UserMessage.from("Hello"))
                        .maxOutputTokens(4000)
                        .build(),
                recording);
        assertThat(cancelled.get()).isTrue();
        while (CHAT.engine().statistics().running() > 0) { // ends within one step
            Thread.onSpinWait();
        }
        assertThat(recording.texts).hasSize(1);
        assertThat(recording.response).isNotDone();
    }
}
