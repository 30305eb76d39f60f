package dev.baltoro.agent.catalog;

import dev.baltoro.agent.catalog.SampleCalls.SampleCall;
import dev.baltoro.io.Durable;
import dev.baltoro.io.StagedFolder;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
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
        StagedFolder.check(folder, COUNTS, "collected tools");
    }

    /// Writes one, in place of the one that may be there.
    public static void write(Path folder, Catalog catalog, List<SampleCall> calls)
            throws IOException {
        check(folder);
        try (StagedFolder staged = StagedFolder.beside(folder)) {
            Path to = staged.folder();
            Durable.replaceLines(
                    to.resolve("tools.jsonl"), catalog.kept().stream().map(CatalogTool::line));
            Durable.replaceLines(
                    to.resolve("rejected.jsonl"),
                    catalog.rejected().stream().map(RejectedTool::line));
            if (!calls.isEmpty()) {
                Durable.replaceLines(
                        to.resolve("calls.jsonl"), calls.stream().map(SampleCall::line));
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
}
