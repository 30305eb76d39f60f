package dev.baltoro.rl.rollout;

import dev.baltoro.io.Durable;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.stream.Stream;
import tools.jackson.databind.node.ObjectNode;

/// A few rollouts of each iteration, kept for reading: `rollouts/00000012.jsonl` of a run's folder.
///
/// @param folder where they are kept
public record KeptRollouts(Path folder) {
    private static final String FOLDER = "rollouts";
    private static final String ENDING = ".jsonl";

    /// Files that stay, the newest ones.
    private static final int FILES_MAX = 500;

    /// {@return those of a run}
    public static KeptRollouts of(Path run) {
        return new KeptRollouts(run.resolve(FOLDER));
    }

    /// Keeps rollouts of an iteration, as [RolloutJson] writes them.
    public void keep(long iteration, List<ObjectNode> rollouts) throws IOException {
        if (rollouts.isEmpty()) {
            return;
        }
        Files.createDirectories(folder);
        StringBuilder lines = new StringBuilder();
        rollouts.forEach(rollout -> lines.append(rollout).append('\n'));
        Durable.replace(file(iteration), lines.toString());
        boolean unused = Files.deleteIfExists(file(Math.max(0, iteration - FILES_MAX)));
    }

    /// Drops what an interrupted sitting kept of later iterations.
    public void dropAfter(long iteration) throws IOException {
        for (long kept : iterations()) {
            if (kept > iteration) {
                Files.delete(file(kept));
            }
        }
    }

    /// {@return the iterations of which some are kept, in order}
    public List<Long> iterations() throws IOException {
        if (!Files.isDirectory(folder)) {
            return List.of();
        }
        try (Stream<Path> files = Files.list(folder)) {
            return files.map(file -> file.getFileName().toString())
                    .filter(name -> name.matches("\\d{8,18}\\.jsonl"))
                    .map(name -> Long.parseLong(name.substring(0, name.indexOf(ENDING))))
                    .sorted()
                    .toList();
        }
    }

    /// {@return the file with an iteration's, a line of JSON for each}
    public Path file(long iteration) {
        return folder.resolve(String.format(Locale.ROOT, "%08d%s", iteration, ENDING));
    }
}
