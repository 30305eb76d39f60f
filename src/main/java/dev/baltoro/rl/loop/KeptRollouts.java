package dev.baltoro.rl.loop;

import dev.baltoro.io.Durable;
import dev.baltoro.rl.rollout.RolloutJson;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.stream.Stream;

/// A few rollouts of each iteration, kept for reading: `rollouts/00000012.jsonl` of a run's folder.
///
/// @param folder where they are kept
/// @param ofEach most rollouts of an iteration
record KeptRollouts(Path folder, int ofEach) {
    private static final String FOLDER = "rollouts";

    /// Files that stay, the newest ones.
    private static final int FILES_MAX = 500;

    static KeptRollouts in(Path run, int ofEach) throws IOException {
        return new KeptRollouts(Files.createDirectories(run.resolve(FOLDER)), ofEach);
    }

    /// Keeps the first rollout of some groups, spread over the iteration's.
    void keep(long iteration, List<Group> groups) throws IOException {
        if (ofEach == 0 || groups.isEmpty()) {
            return;
        }
        StringBuilder lines = new StringBuilder();
        int count = Math.min(ofEach, groups.size());
        for (int i = 0; i < count; i++) {
            Group group = groups.get(i * groups.size() / count);
            lines.append(RolloutJson.of(group.rollouts().getFirst(), group.rewards().getFirst()))
                    .append('\n');
        }
        Durable.replace(folder.resolve(name(iteration)), lines.toString());
        Path old = folder.resolve(name(Math.max(0, iteration - FILES_MAX)));
        boolean unused = Files.deleteIfExists(old);
    }

    /// Drops what an interrupted sitting kept of later iterations.
    void dropAfter(long iteration) throws IOException {
        try (Stream<Path> files = Files.list(folder)) {
            for (Path file : files.toList()) {
                if (file.getFileName().toString().compareTo(name(iteration)) > 0) {
                    Files.delete(file);
                }
            }
        }
    }

    private static String name(long iteration) {
        return String.format(Locale.ROOT, "%08d.jsonl", iteration);
    }
}
