package dev.baltoro.synth.agentic.task;

import dev.baltoro.synth.evolve.ReadTool;
import dev.baltoro.synth.evolve.SeedFile;
import dev.baltoro.synth.evolve.SeedTool;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/// Servers that exist, with their tools as far as they can be read. Any number of threads may share
/// one.
public final class CollectedServers {
    /// Tools of one server that are looked at.
    public static final int TOOLS_MAX = 24;

    private final List<String> names;
    private final List<List<SeedTool>> servers;
    private final Map<Integer, List<ReadTool>> read = new ConcurrentHashMap<>();

    private CollectedServers(List<String> names, List<List<SeedTool>> servers) {
        this.names = List.copyOf(names);
        this.servers = List.copyOf(servers);
    }

    /// {@return the servers in a file, as `tools collect` writes it, in the file's order}
    ///
    /// @throws IOException if there is none
    public static CollectedServers read(Path file) throws IOException {
        return of(SeedFile.read(file).tools(), file.toString());
    }

    /// {@return the servers of some tools}
    ///
    /// @param where they come from, for people
    public static CollectedServers of(List<SeedTool> tools, String where) throws IOException {
        Map<String, Map<String, SeedTool>> servers = new LinkedHashMap<>();
        for (SeedTool tool : tools) {
            Map<String, SeedTool> known =
                    servers.computeIfAbsent(tool.server(), name -> new LinkedHashMap<>());
            if (known.size() < TOOLS_MAX) {
                known.putIfAbsent(tool.name(), tool);
            }
        }
        if (servers.isEmpty()) {
            throw new IOException(where + " has no tool; name a tools.jsonl of `tools collect`");
        }
        List<List<SeedTool>> lists = new ArrayList<>();
        servers.values().forEach(known -> lists.add(List.copyOf(known.values())));
        return new CollectedServers(List.copyOf(servers.keySet()), lists);
    }

    /// {@return how many there are}
    public int size() {
        return servers.size();
    }

    /// {@return a server's name}
    public String name(int server) {
        return names.get(server);
    }

    /// {@return a server's tools}
    public List<ReadTool> tools(int server) {
        return read.computeIfAbsent(server, index -> ReadTool.of(servers.get(index)));
    }
}
