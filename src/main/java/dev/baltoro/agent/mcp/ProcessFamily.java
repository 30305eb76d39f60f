package dev.baltoro.agent.mcp;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
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
    void kill() {
        Set<ProcessHandle> seen = new LinkedHashSet<>();
        for (int i = 0; i < ROUNDS_MAX; i++) {
            List<ProcessHandle> members = members();
            members.forEach(ProcessHandle::destroyForcibly);
            seen.addAll(members);
            if (seen.stream().noneMatch(ProcessFamily::isRunning)) {
                return;
            }
            try {
                TimeUnit.MILLISECONDS.sleep(PAUSE_MILLIS);
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt(); // goes on without pauses
            }
        }
    }
}
