package dev.baltoro.synth.teacher;

import dev.baltoro.agent.llm.LlmException;
import dev.baltoro.agent.llm.Trouble;
import dev.baltoro.synth.teacher.Taught.Kept;
import dev.baltoro.synth.teacher.Taught.Refused;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;

/// Teaches many requests, some at once.
///
/// @param teacher of one
/// @param count how many, from index 0
/// @param parallel how many at once
public record TeachingRun(RequestTeacher teacher, int count, int parallel) {
    /// Requests of one run.
    public static final int COUNT_MAX = 1_000_000;

    /// Requests at once.
    public static final int PARALLEL_MAX = 64;

    /// Requests without an answer, one after the other, before the run ends: nobody is there.
    public static final int FAILURES_MAX = 5;

    public TeachingRun {
        if (count < 1 || count > COUNT_MAX) {
            throw new IllegalArgumentException(
                    "%d requests; use 1 to %,d".formatted(count, COUNT_MAX));
        }
        if (parallel < 1 || parallel > PARALLEL_MAX) {
            throw new IllegalArgumentException(
                    "%d requests at once; use 1 to %d".formatted(parallel, PARALLEL_MAX));
        }
    }

    /// Is told of each outcome as it comes, by one thread at a time.
    @FunctionalInterface
    public interface Listener {
        /// @param done how many there are, this one included
        void done(Taught outcome, int done);
    }

    /// {@return every request's outcome, in the order of their indices, whatever came first}
    ///
    /// @throws LlmException if the teacher failed [#FAILURES_MAX] times in a row
    public List<Taught> run(Listener listener) throws LlmException, InterruptedException {
        Work work = new Work(listener);
        try (ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
            List<Future<?>> all = new ArrayList<>();
            for (int i = 0; i < Math.min(parallel, count); i++) {
                all.add(
                        threads.submit(() -> {
                            work.go();
                            return null;
                        }));
            }
            for (Future<?> one : all) {
                try {
                    var unused = one.get();
                } catch (ExecutionException e) {
                    threads.shutdownNow();
                    throw rethrown(e.getCause());
                } catch (InterruptedException e) {
                    threads.shutdownNow();
                    throw e;
                }
            }
        }
        return unique(work.outcomes());
    }

    private static RuntimeException rethrown(@Nullable Throwable cause)
            throws LlmException, InterruptedException {
        switch (cause) {
            case LlmException e -> throw e;
            case InterruptedException e -> throw e;
            case RuntimeException e -> throw e;
            case Error e -> throw e;
            case null, default -> throw new IllegalStateException(cause);
        }
    }

    /// {@return the outcomes with each text kept once, the first time}
    private static List<Taught> unique(List<Taught> outcomes) {
        Set<String> texts = new HashSet<>();
        List<Taught> unique = new ArrayList<>();
        for (Taught one : outcomes) {
            unique.add(
                    one instanceof Kept kept
                                    && !texts.add(
                                            kept.request().request()
                                                    + kept.request().context().facts())
                            ? new Refused(
                                    RewriteRefusal.TWICE,
                                    kept.request(),
                                    kept.request().request(),
                                    "",
                                    Optional.empty(),
                                    kept.provenance())
                            : one);
        }
        return unique;
    }

    private final class Work {
        private final Listener listener;
        private final @Nullable Taught[] outcomes = new Taught[count];
        private final AtomicInteger next = new AtomicInteger();
        private int done;
        private int failedInARow;

        Work(Listener listener) {
            this.listener = listener;
        }

        void go() throws LlmException, InterruptedException {
            for (int i = next.getAndIncrement(); i < count; i = next.getAndIncrement()) {
                done(i, teacher.teach(i));
            }
        }

        private synchronized void done(int index, Taught outcome) throws LlmException {
            outcomes[index] = outcome;
            listener.done(outcome, ++done);
            if (outcome instanceof Refused refused && isFailure(refused)) {
                failedInARow++;
                if (failedInARow == FAILURES_MAX) {
                    throw new LlmException(
                            refused.trouble().orElseThrow(),
                            "the teacher gave no answer %d times in a row: %s"
                                    .formatted(FAILURES_MAX, refused.detail()));
                }
            } else {
                failedInARow = 0;
            }
        }

        private static boolean isFailure(Refused refused) {
            return refused.trouble().filter(it -> it != Trouble.OFFLINE).isPresent();
        }

        List<Taught> outcomes() {
            return Arrays.stream(outcomes).map(Objects::requireNonNull).toList();
        }
    }
}
