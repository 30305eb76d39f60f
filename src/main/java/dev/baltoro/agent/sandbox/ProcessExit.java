package dev.baltoro.agent.sandbox;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// How a program ended, as the shell around it wrote it down.
///
/// @param status the exit status, or 128 and a signal
/// @param cpuSeconds the program's processor time
record ProcessExit(int status, double cpuSeconds) {
    private static final Pattern TIMES =
            Pattern.compile("(\\d+)m([\\d.,]+)s\\s+(\\d+)m([\\d.,]+)s");

    private static final int FIRST_SIGNAL = 128;
    private static final int SIGKILL = 9;
    private static final int SIGXCPU = 24;

    /// With 128 and this one, SIGUSR2, an interpreter says that there was no memory left.
    private static final int NO_MEMORY = 12;

    /// {@return what stands in a file}
    ///
    /// @throws IOException if nothing does: the program was never started
    static ProcessExit read(Path file) throws IOException {
        List<String> lines = Files.readAllLines(file);
        if (lines.size() < 3) {
            throw new IOException("it was never started");
        }
        Matcher times = TIMES.matcher(lines.get(2)); // the line before is the shell's own
        double cpu = times.lookingAt() ? seconds(times, 1) + seconds(times, 3) : 0;
        return new ProcessExit(Integer.parseInt(lines.getFirst().strip()), cpu);
    }

    private static double seconds(Matcher times, int group) {
        return 60.0 * Integer.parseInt(times.group(group))
                + Double.parseDouble(times.group(group + 1).replace(',', '.'));
    }

    Outcome outcome(Limits limits, String output, String errors) {
        int signal = status - FIRST_SIGNAL;
        if (signal <= 0) {
            return new Outcome.Finished(status, output, errors);
        }
        boolean spent = cpuSeconds >= limits.cpuSeconds(); // and would not end when it was asked to
        if (signal == SIGXCPU || (signal == SIGKILL && spent)) {
            return new Outcome.OutOfTime(output, errors);
        }
        return signal == NO_MEMORY
                ? new Outcome.OutOfMemory(output, errors)
                : new Outcome.Killed(signal, output, errors);
    }
}
