package dev.baltoro.agent.domain;

import dev.baltoro.agent.catalog.ServerTools;
import dev.baltoro.agent.mcp.McpTool;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/// What is given a domain: a server with its tools, or one tool.
///
/// @param tools at least one
/// @param label what somebody said it is about
public record Subject(
        Kind kind, String server, String source, List<McpTool> tools, Optional<String> label) {
    /// Subjects that are divided at once: each is compared with each.
    public static final int SUBJECTS_MAX = 30_000;

    /// What is one subject.
    public enum Kind {
        SERVER,
        TOOL
    }

    /// Takes a copy.
    public Subject {
        tools = List.copyOf(tools);
    }

    /// {@return the subjects of a catalogue, in its order}
    ///
    /// @throws IllegalArgumentException if they are too many
    public static List<Subject> of(List<ServerTools> catalog, Kind kind) {
        List<Subject> subjects = new ArrayList<>();
        for (ServerTools server : catalog) {
            Optional<String> label = server.labels().stream().findFirst();
            List<McpTool> tools = server.listing().tools();
            List<List<McpTool>> parts =
                    kind == Kind.SERVER ? List.of(tools) : tools.stream().map(List::of).toList();
            for (List<McpTool> part : parts) {
                subjects.add(new Subject(kind, server.server(), server.source(), part, label));
            }
        }
        if (subjects.size() > SUBJECTS_MAX) {
            throw new IllegalArgumentException(
                    "%,d are more than %,d; classify a part"
                            .formatted(subjects.size(), SUBJECTS_MAX));
        }
        return subjects;
    }

    /// {@return what it is called}
    public String name() {
        return kind == Kind.SERVER ? server : tools.getFirst().name();
    }
}
