package dev.baltoro.agent.catalog;

import dev.baltoro.agent.catalog.SampleCalls.SampleCall;
import dev.baltoro.io.Durable;
import dev.baltoro.io.StagedFolder;
import java.io.BufferedWriter;
import java.io.IOException;
import java.io.Writer;
import java.nio.channels.Channels;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

/// A catalogue as a folder, which appears when it is whole: `tools.jsonl`, `rejected.jsonl`,
/// `calls.jsonl` if tools were called, and `catalog.json` with the counts.
public final class CatalogFolder {
    /// The file with the counts.
    public static final String COUNTS = "catalog.json";

    private CatalogFolder() {}

    /// Refuses a folder that holds something else.
    ///
    /// @throws IOException if there is something that no catalogue has
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
                        folder + " holds something else than collected tools; name another folder");
            }
        }
    }

    /// Writes one, in place of the one that may be there.
    public static void write(Path folder, Catalog catalog, List<SampleCall> calls)
            throws IOException {
        check(folder);
        try (StagedFolder staged = StagedFolder.beside(folder)) {
            Path to = staged.folder();
            lines(to.resolve("tools.jsonl"), catalog.kept().stream().map(CatalogTool::line));
            lines(
                    to.resolve("rejected.jsonl"),
                    catalog.rejected().stream().map(RejectedTool::line));
            if (!calls.isEmpty()) {
                lines(to.resolve("calls.jsonl"), calls.stream().map(SampleCall::line));
            }
            Durable.replace(to.resolve(COUNTS), counts(catalog, calls) + "\n");
            staged.publish();
        }
    }

    private static ObjectNode counts(Catalog catalog, List<SampleCall> calls) {
        ObjectNode counts =
                JsonMapper.shared()
                        .createObjectNode()
                        .put("servers", catalog.servers())
                        .put("listed", catalog.listed())
                        .put("kept", catalog.kept().size());
        ObjectNode rejected = counts.putObject("rejected");
        catalog.rejectedByReason().forEach((reason, count) -> rejected.put(reason.id(), count));
        if (!calls.isEmpty()) {
            long answered = calls.stream().filter(SampleCall::answered).count();
            counts.put("called", calls.size()).put("answered", answered);
        }
        return counts;
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
