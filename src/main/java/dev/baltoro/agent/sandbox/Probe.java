package dev.baltoro.agent.sandbox;

import dev.baltoro.agent.sandbox.Protection.Kind;
import dev.baltoro.agent.sandbox.Protection.State;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import tools.jackson.databind.json.JsonMapper;

/// Finds out what a sandbox holds, by programs of ours that try to get out of it.
final class Probe {
    private static final int BACKLOG = 16;
    private final WarmChildren children;

    Probe(WarmChildren children) {
        this.children = children;
    }

    /// {@return what holds; processor time is tried only on demand, since that takes all of it}
    ///
    /// @param folder of the user's, where a secret is put for the time being
    Isolation isolation(Path folder, boolean andProcessorTime)
            throws IOException, InterruptedException {
        Map<Kind, Protection> found = new EnumMap<>(Kind.class);
        for (Protection one : attempts(folder)) {
            found.put(one.kind(), one);
        }
        if (andProcessorTime) {
            found.put(Kind.CPU_TIME, processorTime());
        }
        List<Protection> all = new ArrayList<>();
        for (Kind kind : Kind.values()) {
            all.add(found.getOrDefault(kind, new Protection(kind, State.UNTRIED, "not tried")));
        }
        return new Isolation(
                children.interpreter().language(),
                children.interpreter().version(),
                children.confinement().words(),
                all);
    }

    private List<Protection> attempts(Path folder) throws IOException, InterruptedException {
        Path secret = Files.createTempFile(folder, "secret-", ".txt");
        Path target = folder.resolve("written-by-a-probe.txt");
        try (ServerSocket server = new ServerSocket(0, BACKLOG, InetAddress.getLoopbackAddress())) {
            Files.writeString(secret, "a secret");
            Limits limits = children.limits();
            int processes = children.interpreter().overhead().with(limits).processes();
            String asked =
                    JsonMapper.shared()
                            .writeValueAsString(
                                    Map.of(
                                            "port", server.getLocalPort(),
                                            "secret", secret.toString(),
                                            "target", target.toString(),
                                            "processes", processes,
                                            "memory", limits.memoryBytes(),
                                            "file", limits.fileBytes()));
            Outcome outcome = children.run(program(asked));
            if (!(outcome instanceof Outcome.Finished finished)) {
                throw new IOException("the probe did not end well: " + outcome);
            }
            return finished.output().lines().map(Probe::read).toList();
        } catch (IllegalArgumentException e) {
            throw new IOException("the probe said something else than it should", e);
        } finally {
            Files.deleteIfExists(secret);
            Files.deleteIfExists(target);
        }
    }

    private static Protection read(String line) {
        String[] words = line.split(" ", 3);
        return new Protection(
                Kind.valueOf(words[0]), State.valueOf(words[1]), words.length > 2 ? words[2] : "");
    }

    private Program program(String input) {
        Language language = children.interpreter().language();
        return new Program(
                language,
                Tools.text(
                        switch (language) {
                            case PYTHON -> "probe.py";
                            case JAVA -> "probe.java.txt";
                        }),
                input + "\n");
    }

    private Protection processorTime() throws InterruptedException {
        String endless =
                switch (children.interpreter().language()) {
                    case PYTHON -> "while True: pass";
                    case JAVA -> "void main() { while (true) {} }";
                };
        Outcome outcome = children.run(new Program(children.interpreter().language(), endless, ""));
        return outcome instanceof Outcome.OutOfTime
                ? new Protection(Kind.CPU_TIME, State.HOLDS, "an endless loop was ended")
                : new Protection(Kind.CPU_TIME, State.OPEN, "an endless loop ended as " + outcome);
    }
}
