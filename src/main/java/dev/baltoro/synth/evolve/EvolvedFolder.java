package dev.baltoro.synth.evolve;

import dev.baltoro.io.Durable;
import dev.baltoro.io.StagedFolder;
import dev.baltoro.synth.tool.Lineage;
import java.io.BufferedWriter;
import java.io.IOException;
import java.io.Writer;
import java.nio.channels.Channels;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
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
        if (!Files.exists(folder) || Files.exists(folder.resolve(COUNTS))) {
            return;
        }
        if (!Files.isDirectory(folder)) {
            throw new IOException(folder + " is a file; name a folder");
        }
        try (Stream<Path> files = Files.list(folder)) {
            if (files.findAny().isPresent()) {
                throw new IOException(
                        folder + " holds something else than evolved tools; name another folder");
            }
        }
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
            lines(to.resolve("tools.jsonl"), evolution.tools().stream().map(Evolved::line));
            lines(
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

    private static void lines(Path file, Stream<ObjectNode> lines) throws IOException {
        Durable.replace(
                file,
                channel -> {
                    Writer writer =
                            new BufferedWriter(Channels.newWriter(channel, StandardCharsets.UTF_8));
                    for (ObjectNode line : (Iterable<ObjectNode>) lines::iterator) {
                        writer.write(line.toString());
                        writer.write('\n');
                    }
                    writer.flush(); // the channel is the file's, which is synced next
                });
    }
}
