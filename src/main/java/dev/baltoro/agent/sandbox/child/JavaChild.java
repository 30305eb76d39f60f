package dev.baltoro.agent.sandbox.child;

import java.io.FileDescriptor;
import java.io.FileOutputStream;
import java.io.IOException;
import java.io.PrintWriter;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Modifier;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Map;

/// Waits for one program on standard input, compiles and runs it: its length, its text, then its
/// input.
public final class JavaChild {
    /// Says that there was no memory left: 128 and SIGUSR2.
    private static final int NO_MEMORY = 140;

    private JavaChild() {}

    /// Runs one program. Its faults are told as `java` tells them.
    public static void main(String[] arguments) throws IOException {
        PrintWriter errors =
                new PrintWriter(
                        new FileOutputStream(FileDescriptor.err), true, StandardCharsets.UTF_8);
        int length = length();
        if (length < 0) {
            return; // nobody wants it any more
        }
        String text = new String(System.in.readNBytes(length), StandardCharsets.UTF_8);
        try {
            Map<String, byte[]> classes = Compilation.of(text, errors);
            if (classes.isEmpty()) {
                Runtime.getRuntime().halt(1);
            }
            run(new ProgramLoader(classes), errors);
        } catch (OutOfMemoryError e) {
            Runtime.getRuntime().halt(NO_MEMORY);
        }
    }

    /// {@return the number on the first line; -1 if there is none}
    private static int length() throws IOException {
        int length = 0;
        for (int c = System.in.read(); c != '\n'; c = System.in.read()) {
            if (c < '0' || c > '9') {
                return -1;
            }
            length = 10 * length + c - '0';
        }
        return length;
    }

    private static void run(ProgramLoader loader, PrintWriter errors) {
        try {
            var main = loader.main();
            if (main.isEmpty()) {
                errors.println("error: no class has a method main");
                System.exit(1);
            }
            var method = main.orElseThrow();
            method.setAccessible(true);
            Object of = null;
            if (!Modifier.isStatic(method.getModifiers())) {
                var constructor = method.getDeclaringClass().getDeclaredConstructor();
                constructor.setAccessible(true);
                of = constructor.newInstance();
            }
            if (method.getParameterCount() == 0) {
                method.invoke(of);
            } else {
                method.invoke(of, (Object) new String[0]);
            }
        } catch (InvocationTargetException e) {
            fail(e.getTargetException(), errors);
        } catch (ReflectiveOperationException | LinkageError e) {
            fail(e, errors);
        }
    }

    private static void fail(Throwable problem, PrintWriter errors) {
        if (problem instanceof OutOfMemoryError) {
            Runtime.getRuntime().halt(NO_MEMORY);
        }
        StackTraceElement[] trace = problem.getStackTrace();
        problem.setStackTrace(
                Arrays.stream(trace)
                        .takeWhile(
                                frame -> !frame.getClassName().startsWith("jdk.internal.reflect"))
                        .toArray(StackTraceElement[]::new));
        errors.print("Exception in thread \"main\" ");
        problem.printStackTrace(errors);
        errors.flush();
        System.exit(1);
    }
}
