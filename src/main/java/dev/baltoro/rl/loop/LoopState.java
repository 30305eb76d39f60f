package dev.baltoro.rl.loop;

import dev.baltoro.io.Durable;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.json.JsonMapper;

/// How far a run is, beside its weights: `rl.json` of a checkpoint.
///
/// @param iteration iterations done
/// @param version updates that the weights have had
/// @param groupsBegun groups that were begun
/// @param difficulties of each gym
/// @param success of each domain, of late
/// @param leftOut domains that are left out
record LoopState(
        long iteration,
        long version,
        long groupsBegun,
        SortedMap<String, Integer> difficulties,
        SortedMap<String, Double> success,
        List<String> leftOut) {
    private static final String FILE = "rl.json";
    private static final JsonMapper JSON = new JsonMapper();

    /// {@return the state before the first iteration}
    static LoopState beginning() {
        return new LoopState(0, 0, 0, new TreeMap<>(), new TreeMap<>(), List.of());
    }

    void write(Path checkpoint) throws IOException {
        Durable.replace(checkpoint.resolve(FILE), JSON.writeValueAsBytes(this));
    }

    static LoopState read(Path checkpoint) throws IOException {
        try {
            return JSON.readValue(Files.readAllBytes(checkpoint.resolve(FILE)), LoopState.class);
        } catch (JacksonException e) {
            throw new IOException(
                    checkpoint + " is damaged: remove it to go on from the one before", e);
        }
    }
}
