package dev.baltoro.synth.evolve;

import dev.baltoro.io.Durable;
import dev.baltoro.io.StagedFolder;
import dev.baltoro.synth.tool.Lineage;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Stream;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

/// What evolution made as a folder, which appears when it is whole: `tools.jsonl`, `rejected.jsonl`
/// and `evolution.json` with the counts and what covers how much.
public final class EvolvedFolder {
    /// The file with the counts.
    public static final String COUNTS = "evolution.json";

    private EvolvedFolder() {}

    /// Refuses a folder that holds something else.
    ///
    /// @throws IOException if there is something that no evolution wrote
    public static void check(Path folder) throws IOException {
        StagedFolder.check(folder, COUNTS, "evolved tools");
    }

    /// Writes one, in place of the one that may be there.
    ///
    /// @param figures what covers how much, by the name of a set of tools
    public static void write(
            Path folder,
            long seed,
            AdoptedTools parents,
            Evolution evolution,
            Map<String, Diversity> figures)
            throws IOException {
        check(folder);
        try (StagedFolder staged = StagedFolder.beside(folder)) {
            Path to = staged.folder();
            Durable.replaceLines(
                    to.resolve("tools.jsonl"), evolution.tools().stream().map(Evolved::line));
            Durable.replaceLines(
                    to.resolve("rejected.jsonl"),
                    Stream.concat(
                            parents.refused().entrySet().stream()
                                    .map(one -> seedLine(one.getKey(), one.getValue())),
                            evolution.refused().stream().map(EvolvedFolder::line)));
            ObjectNode counts =
                    JsonMapper.shared()
                            .createObjectNode()
                            .put("seed", seed)
                            .put("teacher", Lineage.TEMPLATE_TEACHER)
                            .put("parents", parents.adopted().size())
                            .put("unread_parents", parents.refused().size())
                            .put("tools", evolution.tools().size());
            counts.set("refused", JsonMapper.shared().valueToTree(evolution.reasons()));
            counts.set("figures", JsonMapper.shared().valueToTree(figures));
            Durable.replace(to.resolve(COUNTS), counts + "\n");
            staged.publish();
        }
    }

    private static ObjectNode seedLine(SeedTool seed, String reason) {
        return JsonMapper.shared()
                .createObjectNode()
                .put("parent", seed.id())
                .put("name", seed.name())
                .put("reason", reason);
    }

    private static ObjectNode line(Evolution.Refused refused) {
        ObjectNode line =
                JsonMapper.shared()
                        .createObjectNode()
                        .put("name", refused.name())
                        .put("operator", refused.operator().name().toLowerCase(Locale.ROOT));
        refused.parents().forEach(line.putArray("parents")::add);
        return line.put("reason", refused.reason());
    }
}
