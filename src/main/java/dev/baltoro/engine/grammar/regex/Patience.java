package dev.baltoro.engine.grammar.regex;

import java.time.Duration;
import java.util.function.Supplier;

/// How long making one request's grammar may take.
///
/// Counts of states and parts are bounded too, but a few nested repetitions can make each of them
/// slow, and a server must not compute for minutes on one request's schema. A scoped value, since
/// every level of reading would have to pass it on to the next.
public final class Patience {
    /// Several hundred times what a tool set takes.
    public static final Duration MAX = Duration.ofSeconds(5);

    private static final ScopedValue<Patience> CURRENT = ScopedValue.newInstance();

    private final long start = System.nanoTime();

    private Patience() {}

    /// {@return what `make` returns, in which [#check] counts from now}
    public static <T> T limited(Supplier<T> make) {
        return ScopedValue.where(CURRENT, new Patience()).call(make::get);
    }

    /// Ends a work that has taken too long; outside of [#limited] it does nothing.
    ///
    /// @throws LanguageException after [#MAX]
    public static void check() {
        if (CURRENT.isBound() && System.nanoTime() - CURRENT.get().start > MAX.toNanos()) {
            throw new LanguageException(
                    "making the grammar takes more than %d seconds; nest fewer repetitions and alternatives"
                            .formatted(MAX.toSeconds()));
        }
    }
}
