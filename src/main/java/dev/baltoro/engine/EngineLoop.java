package dev.baltoro.engine;

import dev.baltoro.model.K2Model;
import dev.baltoro.text.tokenizer.Tokenizer;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Supplier;

/// The engine's thread: takes requests and commands, computes a step, gives out tokens, again.
final class EngineLoop implements Runnable {
    private final K2Model model;
    private final EngineOptions options;
    private final Computation computation;
    private final BlockingQueue<Runnable> commands = new LinkedBlockingQueue<>();
    private final AtomicInteger waitingCount = new AtomicInteger();
    private final Deque<Sequence> waiting = new ArrayDeque<>();
    private final List<Sequence> running = new ArrayList<>();
    private volatile EngineStatistics statistics =
            new EngineStatistics(0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0);
    private volatile boolean stopped;
    private boolean paused;
    private long arrivals;
    private long completionTokens;
    private long version;

    EngineLoop(K2Model model, Optional<Tokenizer> tokenizer, EngineOptions options) {
        this.model = model;
        this.options = options;
        this.computation = new Recomputation(model);
    }

    int cacheTokens() {
        return options.cacheTokens();
    }

    EngineStatistics statistics() {
        return statistics;
    }

    TokenStream submit(GenerationRequest request) {
        if (waitingCount.incrementAndGet() > options.waitingMax()) {
            waitingCount.decrementAndGet();
            throw new EngineException.Busy(
                    "%d requests wait already; try again later".formatted(options.waitingMax()));
        }
        TokenStream stream = new TokenStream();
        commands.add(() -> waiting.add(new Sequence(request, stream, arrivals++)));
        if (stopped) {
            throw new EngineException("the engine is closed");
        }
        return stream;
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
        return done;
    }

    long update(Runnable change) {
        change.run();
        return ++version;
    }

    boolean pause(boolean stop) {
        paused = stop;
        return paused;
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
                if (!paused) {
                    step();
                }
            }
            failAll(new EngineException("the engine was closed"));
        } catch (RuntimeException | Error e) {
            stopped = true;
            failAll(new EngineException("the engine failed: " + e, e));
            throw e;
        } finally {
            computation.close();
        }
    }

    private void takeCommands() {
        if (paused || (waiting.isEmpty() && running.isEmpty())) {
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

    private void step() {
        while (running.size() < options.batchMax() && !waiting.isEmpty()) {
            running.add(waiting.poll());
            waitingCount.decrementAndGet();
        }
        running.removeIf(this::endIfCancelled);
        if (running.isEmpty()) {
            return;
        }
        float[] scores = computation.decode(running);
        int vocabulary = model.config().vocabSize();
        for (int i = running.size() - 1; i >= 0; i--) {
            Sequence sequence = running.get(i);
            int best = best(scores, i * vocabulary, vocabulary, sequence);
            sequence.request().constraint().ifPresent(constraint -> constraint.accept(best));
            sequence.append(best);
            completionTokens++;
            sequence.stream().give(new GeneratedToken(best, 0, List.of(), version));
            if (sequence.request().endTokens().contains(best)) {
                end(sequence, FinishReason.STOP);
                running.remove(i);
            } else if (sequence.generated() >= sequence.request().maxTokens()
                    || sequence.size() >= model.config().maxPositionEmbeddings()) {
                end(sequence, FinishReason.LENGTH);
                running.remove(i);
            }
        }
        statistics =
                new EngineStatistics(
                        waiting.size(),
                        running.size(),
                        arrivals,
                        0,
                        0,
                        completionTokens,
                        0,
                        0,
                        0,
                        version,
                        0,
                        0,
                        0);
    }

    private static int best(float[] scores, int from, int vocabulary, Sequence sequence) {
        Optional<TokenMask> mask = sequence.request().constraint().map(Constraint::allowed);
        int best = -1;
        for (int id = 0; id < vocabulary; id++) {
            boolean allowed = mask.isEmpty() || mask.get().allows(id);
            if (allowed && (best < 0 || scores[from + id] > scores[from + best])) {
                best = id;
            }
        }
        return best;
    }

    private boolean endIfCancelled(Sequence sequence) {
        if (sequence.stream().isCancelled()) {
            end(sequence, FinishReason.CANCELLED);
            return true;
        }
        return false;
    }

    private static void end(Sequence sequence, FinishReason reason) {
        sequence.stream()
                .end(
                        new Ending(
                                reason,
                                Optional.empty(),
                                sequence.request().prompt().length,
                                sequence.cached(),
                                sequence.generated()));
    }

    private void failAll(EngineException cause) {
        running.forEach(sequence -> sequence.stream().fail(cause));
        waiting.forEach(sequence -> sequence.stream().fail(cause));
        running.clear();
        waiting.clear();
    }
}
