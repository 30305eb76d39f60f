package dev.baltoro.cli.synth;

import dev.baltoro.agent.journal.Journal;
import dev.baltoro.cli.terminal.Failure;
import dev.baltoro.io.Durable;
import dev.baltoro.io.FolderLock;
import dev.baltoro.synth.teacher.Taught;
import dev.baltoro.synth.teacher.Taught.Kept;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.function.Predicate;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

/// The folder of a teacher's work: `journal.jsonl`, which has every answer as soon as it is there,
/// and at the end `requests.jsonl`, `refused.jsonl` and `report.json`.
final class TaughtFolder implements AutoCloseable {
    private static final String REQUESTS = "requests.jsonl";

    private final Path folder;
    private final FolderLock lock;
    private final Journal journal;

    private TaughtFolder(Path folder, FolderLock lock, Journal journal) {
        this.folder = folder;
        this.lock = lock;
        this.journal = journal;
    }

    /// {@return the folder, made if need be, which no other process may use meanwhile}
    static TaughtFolder open(Path folder) throws IOException {
        Files.createDirectories(folder);
        FolderLock lock =
                FolderLock.tryLock(folder.resolve("lock"))
                        .orElseThrow(() ->
                                new Failure(folder + " is in use by another run; name another"));
        try {
            return new TaughtFolder(folder, lock, Journal.open(folder.resolve("journal.jsonl")));
        } catch (IOException | RuntimeException e) {
            lock.close();
            throw e;
        }
    }

    Journal journal() {
        return journal;
    }

    /// {@return the file of requests that were kept}
    Path requests() {
        return folder.resolve(REQUESTS);
    }

    /// Replaces the folder's results.
    void write(List<Taught> outcomes, ObjectNode report) throws IOException {
        journal.sync();
        write("refused.jsonl", outcomes, one -> !(one instanceof Kept));
        Durable.replace(
                folder.resolve("report.json"),
                JsonMapper.shared().writerWithDefaultPrettyPrinter().writeValueAsString(report)
                        + "\n");
        write(REQUESTS, outcomes, Kept.class::isInstance);
    }

    private void write(String name, List<Taught> outcomes, Predicate<Taught> which)
            throws IOException {
        Durable.replace(
                folder.resolve(name),
                channel -> {
                    for (Taught one : outcomes) {
                        if (which.test(one)) {
                            byte[] line = (one.line() + "\n").getBytes(StandardCharsets.UTF_8);
                            Durable.writeFully(channel, ByteBuffer.wrap(line));
                        }
                    }
                });
    }

    @Override
    public void close() throws IOException {
        journal.close();
        lock.close();
    }
}
