package dev.baltoro.cli.terminal;

import java.lang.foreign.FunctionDescriptor;
import java.lang.foreign.Linker;
import java.lang.foreign.ValueLayout;
import java.util.Arrays;

/// Takes standard error back from the launcher, which filters it while the JVM starts: the JVM has
/// no flag that stops it from warning about the Vector API.
///
/// The descriptor itself goes back, not only `System.err`: native code writes there too, and a
/// terminal stays a terminal.
public final class OriginalStderr {
    /// Set by the launcher to the descriptor that keeps the original.
    private static final String PROPERTY = "baltoro.stderr";

    private static final int STDERR = 2;

    private OriginalStderr() {}

    /// Does nothing where no launcher has put it aside.
    public static void restore() {
        Integer kept = Integer.getInteger(PROPERTY);
        if (kept == null) {
            return;
        }
        call("dup2", kept, STDERR);
        call("close", kept);
    }

    private static void call(String function, Object... descriptors) {
        Linker linker = Linker.nativeLinker();
        ValueLayout.OfInt[] arguments = new ValueLayout.OfInt[descriptors.length];
        Arrays.fill(arguments, ValueLayout.JAVA_INT);
        try {
            int result =
                    (int)
                            linker.downcallHandle(
                                            linker.defaultLookup().findOrThrow(function),
                                            FunctionDescriptor.of(ValueLayout.JAVA_INT, arguments))
                                    .invokeWithArguments(descriptors);
            if (result < 0) {
                throw new IllegalStateException(
                        "%s of descriptor %s failed: start baltoro by its launcher"
                                .formatted(function, descriptors[0]));
            }
        } catch (RuntimeException | Error e) {
            throw e;
        } catch (Throwable e) {
            throw new IllegalStateException(e);
        }
    }
}
