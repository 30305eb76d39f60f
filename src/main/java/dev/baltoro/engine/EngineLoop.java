package dev.baltoro.engine;

import dev.baltoro.engine.BatchDraw.Drawn;
import dev.baltoro.model.K2Config;
import dev.baltoro.model.K2Model;
import dev.baltoro.tensor.CoreShare;
import dev.baltoro.text.tokenizer.Tokenizer;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Supplier;

/// The engine's thread: takes requests and commands, computes a step, gives out tokens, again.
final class EngineLoop implements Runnable {
    private final K2Config config;
    private final Optional<Tokenizer> tokenizer;
    private final EngineOptions options;
    private final Scheduler scheduler;
    private final CachedComputation computation;
    private final BatchDraw draw;
    private final ScoreQueue scores = new ScoreQueue();
    private final BlockingQueue<Runnable> commands = new LinkedBlockingQueue<>();
    private final AtomicInteger waitingCount = new AtomicInteger();
    private volatile EngineStatistics statistics;
    private volatile boolean stopped;
    private final CompletableFuture<Void> ended = new CompletableFuture<>();
    private EngineWeights weights;
    private int pauses;
    private long version;
    private long arrivals;
    private long completionTokens;
    private long steps;
    private long decodeNanos;
    private long prefillNanos;

    EngineLoop(
            K2Model model, Optional<Tokenizer> tokenizer, EngineOptions options, CoreShare cores) {
        this.config = model.config();
        this.tokenizer = tokenizer;
        this.options = options;
        this.scheduler = new Scheduler(options);
        this.computation = new CachedComputation(model, options, scheduler.pool().pages(), cores);
        int vocabulary =
                tokenizer
                        .map(it -> Math.min(it.vocabSize(), config.vocabSize()))
                        .orElse(config.vocabSize());
        this.draw = new BatchDraw(vocabulary, options.threads());
        this.weights = EngineWeights.of(model);
        this.statistics = collect();
    }

    int cacheTokens() {
        return scheduler.pool().pages() * options.pageSize();
    }

    EngineStatistics statistics() {
        return statistics;
    }

    /// @throws EngineException.Busy if the queue is full
    TokenStream submit(GenerationRequest request) {
        SequenceOutput output = new SequenceOutput(request, tokenizer, draw.vocabSize());
        queue();
        TokenStream stream = new TokenStream(() -> commands.add(this::dropCancelled));
        commands.add(() -> scheduler.add(new Sequence(request, output, stream, arrivals++)));
        if (stopped) {
            throw new EngineException("the engine is closed");
        }
        return stream;
    }

    /// Scores rows as soon as it is their turn; cancelling the result takes them out.
    ///
    /// @throws EngineException.Busy if the queue is full
    <T> CompletableFuture<List<T>> score(int rows, ScoreQueue.RowScorer<T> scorer) {
        queue();
        CompletableFuture<List<T>> result = new CompletableFuture<>();
        var request = new ScoreQueue.Request<>(rows, scorer, result);
        commands.add(() -> scores.add(request));
        if (stopped) {
            throw new EngineException("the engine is closed");
        }
        var unused =
                result.whenComplete((_, _) -> {
                    if (result.isCancelled()) {
                        commands.add(this::dropCancelled);
                    }
                });
        return result;
    }

    private void queue() {
        if (waitingCount.incrementAndGet() > options.waitingMax()) {
            waitingCount.decrementAndGet();
            throw new EngineException.Busy(
                    "%d requests are waiting already; try again later"
                            .formatted(options.waitingMax()));
        }
    }

    <T> CompletableFuture<T> command(Supplier<T> action) {
        CompletableFuture<T> done = new CompletableFuture<>();
        commands.add(() -> {
            try {
                done.complete(action.get());
            } catch (RuntimeException e) {
                done.completeExceptionally(e);
            }
        });
        if (stopped) {
            done.completeExceptionally(new EngineException("the engine is closed"));
        }
        return done;
    }

    /// Reads the weights again, even if the model is the one in use.
    long swap(K2Model model) {
        EngineWeights before = weights;
        weights = EngineWeights.of(model);
        before.close();
        scheduler.weightsChanged(++version);
        statistics = collect();
        return version;
    }

    int vocabSize() {
        return draw.vocabSize();
    }

    CompletableFuture<Pause> pause() {
        CompletableFuture<Pause> done = new CompletableFuture<>();
        commands.add(() -> {
            pauses++;
            Pause pause = new Pause(() -> commands.add(() -> pauses--));
            if (!done.complete(pause)) {
                pause.close(); // nobody wants it any more
            }
        });
        if (stopped) {
            done.completeExceptionally(new EngineException("the engine is closed"));
        }
        return done;
    }

    boolean isStopped() {
        return stopped;
    }

    /// {@return done when the loop has ended: well, or with the reason why not}
    CompletionStage<Void> ended() {
        return ended.minimalCompletionStage();
    }

    void stop() {
        stopped = true;
        commands.add(() -> {});
    }

    @Override
    public void run() {
        try {
            while (!stopped) {
                takeCommands();
                if (pauses == 0) {
                    step();
                    score();
                }
            }
            failAll(new EngineException("the engine was closed"));
            close();
            ended.complete(null);
        } catch (RuntimeException | Error e) {
            stopped = true;
            EngineException failure = new EngineException("the engine failed: " + e, e);
            failAll(failure);
            close();
            ended.completeExceptionally(failure);
            throw e;
        }
    }

    private void close() {
        computation.close();
        weights.close();
    }

    private void takeCommands() {
        if (pauses > 0 || (scheduler.isIdle() && scores.isEmpty())) {
            computation.rest();
            try {
                commands.take().run();
            } catch (InterruptedException e) {
                throw new IllegalStateException("nobody interrupts the engine's thread", e);
            }
        }
        for (Runnable command = commands.poll(); command != null; command = commands.poll()) {
            command.run();
        }
    }

    /// Ends the sequences whose readers have left; a command, so that it happens while paused too.
    private void dropCancelled() {
        for (Sequence sequence : scheduler.cancelled()) {
            end(sequence, FinishReason.CANCELLED, Optional.empty());
        }
        waitingCount.addAndGet(-scores.dropCancelled());
        statistics = collect();
    }

    /// Begins the sequences that fit, computes part of the prompts, and one token of every other
    /// sequence.
    private void step() {
        waitingCount.addAndGet(-scheduler.admit());
        List<PromptChunk> chunks = scheduler.prompts();
        if (!chunks.isEmpty()) {
            long start = System.nanoTime();
            computation.prompts(weights, chunks);
            scheduler.computed(chunks);
            prefillNanos += System.nanoTime() - start;
        }
        List<Sequence> batch = scheduler.batch();
        if (!batch.isEmpty()) {
            decode(batch);
        }
        statistics = collect();
    }

    private void score() {
        if (!scores.isEmpty()) {
            Optional<Runnable> tell = computation.score(scores, weights, version);
            if (tell.isPresent()) {
                waitingCount.decrementAndGet();
                statistics = collect(); // before its asker can look
                tell.get().run();
            }
        }
    }

    private void decode(List<Sequence> batch) {
        long start = System.nanoTime();
        float[] scores = computation.next(weights.decoder(), batch);
        int[] left = batch.stream().mapToInt(this::tokensLeft).toArray();
        BatchDraw.Drawn[] drawn = computation.draw(draw, scores, batch, left, version);
        for (int b = 0; b < drawn.length; b++) {
            Sequence sequence = batch.get(b);
            switch (drawn[b]) {
                case Drawn.Token(GeneratedToken token, Optional<String> stop) ->
                        give(sequence, token, stop, left[b]);
                case Drawn.Failure(EngineException cause) -> {
                    scheduler.end(sequence);
                    sequence.stream().fail(cause);
                }
            }
        }
        steps++;
        decodeNanos += System.nanoTime() - start;
    }

    private void give(Sequence sequence, GeneratedToken token, Optional<String> stop, int left) {
        sequence.computedTo(sequence.size());
        sequence.append(token.id());
        completionTokens++;
        sequence.stream().give(token);
        if (stop.isPresent() || sequence.request().endTokens().contains(token.id())) {
            end(sequence, FinishReason.STOP, stop);
        } else if (left == 1) {
            end(sequence, FinishReason.LENGTH, Optional.empty());
        }
    }

    /// {@return tokens that a sequence may still have, at least 1}
    private int tokensLeft(Sequence sequence) {
        int context = Math.min(config.maxPositionEmbeddings(), cacheTokens());
        return Math.max(
                1,
                Math.min(
                        sequence.request().maxTokens() - sequence.generated(),
                        context - sequence.size()));
    }

    private void end(Sequence sequence, FinishReason reason, Optional<String> stop) {
        scheduler.end(sequence);
        if (sequence.beginnings() == 0) {
            waitingCount.decrementAndGet();
        }
        sequence.stream()
                .end(
                        new Ending(
                                reason,
                                stop,
                                sequence.promptLength(),
                                sequence.cached(),
                                sequence.generated()));
    }

    private void failAll(EngineException cause) {
        for (Runnable command = commands.poll(); command != null; command = commands.poll()) {
            command.run();
        }
        scores.fail(cause);
        scheduler.clear().forEach(sequence -> sequence.stream().fail(cause));
        statistics = collect();
    }

    private EngineStatistics collect() {
        return new EngineStatistics(
                scheduler.waiting() + scores.size(),
                scheduler.running().size(),
                arrivals,
                scheduler.promptTokens(),
                scheduler.cachedTokens(),
                completionTokens,
                scheduler.preemptions(),
                scheduler.pool().used(),
                scheduler.prefixes().cachedPages(),
                scheduler.pool().pages(),
                version,
                steps,
                decodeNanos,
                prefillNanos);
    }
}
