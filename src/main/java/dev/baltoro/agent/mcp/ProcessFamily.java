package dev.baltoro.agent.mcp;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;

/// A process and all that came from it, also what its parent has left behind: a process whose
/// parent has ended belongs to nobody, but on Linux it still has the environment that it was
/// started with, and in it a mark.
///
/// @param mark what the environment variable [#MARK] is set to
record ProcessFamily(ProcessHandle first, String mark) {
    /// The environment variable.
    static final String MARK = "BALTORO_MCP_SERVER";

    private static final Path PROCESSES = Path.of("/proc");

    /// Times that the family is looked for and killed; new ones may be born in between.
    private static final int ROUNDS_MAX = 50;

    private static final int PAUSE_MILLIS = 20;

    /// {@return all that live, the first one at the end}
    List<ProcessHandle> members() {
        Set<ProcessHandle> members = new LinkedHashSet<>(first.descendants().toList());
        members.addAll(marked());
        members.remove(first);
        members.removeIf(member -> !isRunning(member));
        List<ProcessHandle> all = new ArrayList<>(members);
        if (first.isAlive()) {
            all.add(first);
        }
        return all;
    }

    private List<ProcessHandle> marked() {
        if (!Files.isDirectory(PROCESSES)) {
            return List.of();
        }
        try (Stream<Path> entries = Files.list(PROCESSES)) {
            return entries.map(entry -> String.valueOf(entry.getFileName()))
                    .filter(name -> name.chars().allMatch(c -> c >= '0' && c <= '9'))
                    .filter(this::isMarked)
                    .map(name -> ProcessHandle.of(Long.parseLong(name)))
                    .flatMap(Optional::stream)
                    .toList();
        } catch (IOException e) {
            return List.of(); // no such file system here
        }
    }

    /// {@return whether a process has not ended; one that nobody has taken note of yet has}
    static boolean isRunning(ProcessHandle process) {
        if (!process.isAlive()) {
            return false;
        }
        try {
            String stat = Files.readString(PROCESSES.resolve(process.pid() + "/stat"));
            return !stat.substring(stat.lastIndexOf(')') + 1).stripLeading().startsWith("Z");
        } catch (IOException e) {
            return !Files.isDirectory(PROCESSES); // gone in between, or a system without it
        }
    }

    private boolean isMarked(String name) {
        try {
            byte[] environment = Files.readAllBytes(PROCESSES.resolve(name).resolve("environ"));
            return new String(environment, StandardCharsets.ISO_8859_1).contains(MARK + "=" + mark);
        } catch (IOException e) {
            return false; // another user's, or gone
        }
    }

    /// Ends them all.
    ///
    /// @param known some that were seen before and may have been killed: one that is being ended
    ///   has lost its environment, and with it its mark, a while before it is gone
    void kill(Collection<ProcessHandle> known) {
        Set<ProcessHandle> seen = new LinkedHashSet<>(known);
        boolean interrupted = false;
        for (int i = 0; i < ROUNDS_MAX; i++) {
            seen.addAll(members());
            seen.forEach(ProcessHandle::destroyForcibly);
            if (seen.stream().noneMatch(ProcessFamily::isRunning)) {
                break;
            }
            try {
                TimeUnit.MILLISECONDS.sleep(PAUSE_MILLIS);
            } catch (InterruptedException e) {
                interrupted = true; // it waits for them all the same, and says so at the end
            }
        }
        if (interrupted) {
            Thread.currentThread().interrupt();
        }
    }
}
