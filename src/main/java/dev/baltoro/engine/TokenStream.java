package dev.baltoro.engine;

import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.atomic.AtomicBoolean;

/// The tokens of one sequence, as they are made. One reader, usually a virtual thread.
///
/// The queue between engine and reader holds at most the request's `maxTokens`, so a slow reader
/// never holds the engine up. Closing the stream ends the sequence within one step.
public final class TokenStream implements AutoCloseable {
    /// What the engine tells a reader.
    private sealed interface Event {
        /// @param madeAt [System#nanoTime] when the engine drew it, whenever it is read
        record Token(GeneratedToken token, long madeAt) implements Event {}

        record End(Ending ending) implements Event {}

        record Failure(EngineException cause) implements Event {}
    }

    private final BlockingQueue<Event> events = new LinkedBlockingQueue<>();
    private Optional<Event> last = Optional.empty();
    private final AtomicBoolean cancelled = new AtomicBoolean();
    private final Runnable onCancel;
    private final long began = System.nanoTime();
    private long madeAt = began;

    /// @param onCancel told once when the reader leaves
    TokenStream(Runnable onCancel) {
        this.onCancel = onCancel;
    }

    /// {@return the stream of a sequence that was to have no tokens}
    static TokenStream ofNoTokens(int promptTokens) {
        TokenStream stream = new TokenStream(() -> {});
        stream.end(new Ending(FinishReason.LENGTH, Optional.empty(), promptTokens, 0, 0));
        return stream;
    }

    /// {@return the next token, none when the sequence has ended}
    ///
    /// @throws EngineException if the engine failed or was closed
    public Optional<GeneratedToken> next() throws InterruptedException {
        if (last.isEmpty()) {
            Event event = events.take();
            if (event instanceof Event.Token token) {
                madeAt = token.madeAt;
                return Optional.of(token.token);
            }
            last = Optional.of(event);
        }
        if (last.get() instanceof Event.Failure failure) {
            throw new EngineException(String.valueOf(failure.cause.getMessage()), failure.cause);
        }
        return Optional.empty();
    }

    /// {@return time from the request until the engine had made the token that [#next] gave last;
    /// zero before any}
    public Duration untilLastRead() {
        return Duration.ofNanos(madeAt - began);
    }

    /// {@return how the sequence ended, once [#next] gave none}
    ///
    /// @throws IllegalStateException before that
    public Ending ending() {
        if (last.isPresent() && last.get() instanceof Event.End end) {
            return end.ending;
        }
        throw new IllegalStateException("the sequence has not ended: read on");
    }

    /// {@return tokens that wait to be read}
    public int waiting() {
        return events.size();
    }

    /// Ends the sequence; of one that has ended, nothing.
    @Override
    public void close() {
        if (cancelled.compareAndSet(false, true)) {
            onCancel.run();
        }
    }

    boolean isCancelled() {
        return cancelled.get();
    }

    void give(GeneratedToken token) {
        events.add(new Event.Token(token, System.nanoTime()));
    }

    void end(Ending ending) {
        events.add(new Event.End(ending));
    }

    void fail(EngineException cause) {
        events.add(new Event.Failure(cause));
    }
}
