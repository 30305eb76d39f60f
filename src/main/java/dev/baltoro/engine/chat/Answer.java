package dev.baltoro.engine.chat;

import dev.baltoro.engine.Ending;
import dev.baltoro.engine.GeneratedToken;
import dev.baltoro.engine.TokenStream;
import dev.baltoro.engine.sampling.StopStrings;
import dev.baltoro.text.chat.AnswerCollector;
import dev.baltoro.text.chat.AnswerEvent;
import dev.baltoro.text.chat.AnswerPart;
import dev.baltoro.text.chat.EndReason;
import dev.baltoro.text.chat.ScoredToken;
import dev.baltoro.text.chat.ToolNames;
import dev.baltoro.text.chat.Usage;
import dev.baltoro.text.chat.WholeAnswer;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.List;
import java.util.Optional;
import java.util.Queue;
import java.util.function.Consumer;

/// An answer, as it is made. One reader, usually a virtual thread; any thread may close it.
///
/// ```
/// try (Answer answer = chat.answer(request)) {
///     for (var part = answer.next(); part.isPresent(); part = answer.next()) { … }
/// }
/// ```
///
/// Closing before the end frees what the engine holds for it within one step, and wakes the reader
/// with an [EndReason#CANCELLED] end.
public final class Answer implements AutoCloseable {
    private final TokenStream stream;
    private final TokenReader reader;
    private final ToolNames names;
    private final StopStrings stop;
    private final Optional<TextTokens> tokens;
    private final Queue<AnswerPart> parts = new ArrayDeque<>();
    private volatile boolean closed;
    private boolean ended;
    private boolean turnEnded;
    private int made;
    private int completeCalls;
    private Duration firstToken = Duration.ZERO;
    private Duration lastToken = Duration.ZERO;

    /// @param names what the tools are called that the model sees under its own names
    /// @param tokens where log-probabilities belong, if they were asked for
    Answer(
            TokenStream stream,
            TokenReader reader,
            ToolNames names,
            List<String> stops,
            Optional<TextTokens> tokens) {
        this.stream = stream;
        this.reader = reader;
        this.names = names;
        this.stop = new StopStrings(stops);
        this.tokens = tokens;
    }

    /// {@return the next part; none after [AnswerPart.Ended]}
    ///
    /// @throws dev.baltoro.engine.EngineException if the engine failed or was closed
    public Optional<AnswerPart> next() throws InterruptedException {
        while (parts.isEmpty() && !ended) {
            Optional<GeneratedToken> token = stream.next();
            if (token.isEmpty()) {
                end();
            } else if (!isOver()) {
                take(token.get());
            }
        }
        return Optional.ofNullable(parts.poll());
    }

    /// {@return all of the answer, once it has ended}
    public WholeAnswer whole() throws InterruptedException {
        return whole(part -> {});
    }

    /// {@return all of the answer, once it has ended}
    ///
    /// @param meanwhile is given each part as it comes
    public WholeAnswer whole(Consumer<? super AnswerPart> meanwhile) throws InterruptedException {
        AnswerCollector collector = new AnswerCollector();
        while (collector.whole().isEmpty()) {
            AnswerPart part = next().orElseThrow();
            meanwhile.accept(part);
            collector.accept(part);
        }
        return collector.whole().orElseThrow();
    }

    private void take(GeneratedToken token) {
        lastToken = stream.untilLastRead();
        if (made++ == 0) {
            firstToken = lastToken;
        }
        tokens.ifPresent(places -> places.push(token));
        reader.push(token.id()).forEach(this::take);
        if (isOver()) {
            stream.close();
        }
    }

    /// What comes now is not part of the answer: the engine had not heard yet that it is over.
    private boolean isOver() {
        return stop.found().isPresent() || turnEnded;
    }

    private void take(AnswerEvent event) {
        if (isOver()) {
            return;
        }
        switch (event) {
            case AnswerEvent.Text text -> text(stop.push(text.delta()));
            case AnswerEvent.CallBegan call -> {
                text(stop.finish());
                parts.add(
                        new AnswerPart.CallBegan(
                                call.index(), call.id(), names.given(call.name())));
            }
            case AnswerEvent.Arguments more ->
                    parts.add(new AnswerPart.Arguments(more.index(), more.delta()));
            case AnswerEvent.CallEnded call -> {
                completeCalls++;
                parts.add(new AnswerPart.CallEnded(call.index()));
            }
            case AnswerEvent.Ended end -> turnEnded = end.finished();
        }
    }

    private void text(String delta) {
        if (!delta.isEmpty()) {
            List<ScoredToken> own =
                    tokens.map(places -> places.take(delta.length())).orElse(List.of());
            parts.add(new AnswerPart.Text(delta, own));
        }
    }

    private void end() {
        boolean over = isOver();
        if (!over) {
            reader.finish().forEach(this::take);
        }
        text(stop.finish());
        Ending ending = stream.ending();
        EndReason reason = over || stop.found().isPresent() ? stopped() : reason(ending);
        parts.add(
                new AnswerPart.Ended(
                        reason,
                        new Usage(ending.promptTokens(), ending.cachedTokens(), made),
                        tokens.map(TextTokens::rest).orElse(List.of()),
                        stop.found()));
        ended = true;
    }

    private EndReason reason(Ending ending) {
        return switch (ending.reason()) {
            case STOP -> stopped();
            case LENGTH -> EndReason.LENGTH;
            case CANCELLED -> EndReason.CANCELLED;
        };
    }

    private EndReason stopped() {
        return completeCalls > 0 ? EndReason.TOOL_CALLS : EndReason.STOP;
    }

    /// {@return how many tokens have been read so far}
    public int tokensMade() {
        return made;
    }

    /// {@return how long the engine took for the first token, however slow the reader is; zero
    /// until it is there}
    public Duration untilFirstToken() {
        return firstToken;
    }

    /// {@return the engine's time between the first token and the last one read}
    public Duration sinceFirstToken() {
        return lastToken.minus(firstToken);
    }

    /// Ends the answer; of one that has ended, nothing.
    @Override
    public void close() {
        closed = true;
        stream.close();
    }

    /// {@return whether somebody closed it}
    public boolean isClosed() {
        return closed;
    }
}
