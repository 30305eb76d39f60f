package dev.baltoro.cli.terminal;

import java.lang.foreign.FunctionDescriptor;
import java.lang.foreign.Linker;
import java.lang.foreign.ValueLayout;

/// Which standard streams are a person's terminal.
///
/// `System.console()` only knows whether all of them are.
public record Terminals(boolean in, boolean out, boolean err) {
    /// A program at the other end of each.
    static final Terminals NONE = new Terminals(false, false, false);

    /// {@return those of the process if `streams` are its own}
    public static Terminals of(StandardStreams streams) {
        return streams.in() == System.in ? new Terminals(is(0), is(1), is(2)) : NONE;
    }

    private static boolean is(int descriptor) {
        Linker linker = Linker.nativeLinker();
        return linker.defaultLookup()
                .find("isatty")
                .map(isatty ->
                        linker.downcallHandle(
                                isatty,
                                FunctionDescriptor.of(ValueLayout.JAVA_INT, ValueLayout.JAVA_INT)))
                .map(isatty -> {
                    try {
                        return (int) isatty.invokeExact(descriptor) == 1;
                    } catch (RuntimeException | Error e) {
                        throw e;
                    } catch (Throwable e) {
                        throw new IllegalStateException(e);
                    }
                })
                .orElseGet(() -> System.console() != null && System.console().isTerminal());
    }
}
