package dev.baltoro.data.shard;

import dev.baltoro.data.DataException;
import dev.baltoro.data.read.DocumentSource;
import dev.baltoro.io.Reason;
import dev.baltoro.io.StagedFolder;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/// Turns documents into a dataset: token shards for each domain, a manifest, and the tokenizer.
///
/// The result is a function of the documents, the tokenizer, seed, share and shard size alone; the
/// number of threads has no part in it. Everything is written to a folder beside the target that is
/// renamed at the end, so a target that exists is complete.
///
/// @param encoder makes tokens of text
/// @param options how
/// @param listener is told how far it is
public record DatasetPreparation(
        TokenEncoder encoder, PreparationOptions options, PreparationListener listener) {
    private static final Pattern DOMAIN_NAME = Pattern.compile("[a-z0-9][a-z0-9_-]{0,63}");

    /// Writes the dataset `target` from the sources of each domain.
    public DatasetManifest write(Path target, Map<String, List<DocumentSource>> sources) {
        if (sources.isEmpty()) {
            throw new DataException("there is nothing to prepare: name at least one domain");
        }
        sources.keySet().forEach(DatasetPreparation::checkName);
        try {
            StagedFolder.settle(target);
            refuseToLose(target);
        } catch (IOException e) {
            throw failed(target, e);
        }
        try (StagedFolder staging = StagedFolder.beside(target)) {
            SortedMap<String, DatasetManifest.Domain> domains = new TreeMap<>();
            for (var domain : new TreeMap<>(sources).entrySet()) {
                var writer =
                        new DomainWriter(
                                domain.getKey(), staging.folder(), encoder, options, listener);
                domains.put(domain.getKey(), writer.write(domain.getValue()));
            }
            var manifest =
                    new DatasetManifest(
                            DatasetManifest.FORMAT_VERSION,
                            encoder.id(),
                            encoder.vocabSize(),
                            encoder.endOfDocument(),
                            options.seed(),
                            options.heldOutFraction(),
                            domains);
            encoder.keepIn(staging.folder());
            ManifestFile.write(manifest, staging.folder());
            staging.publish();
            return manifest;
        } catch (IOException e) {
            throw failed(target, e);
        } catch (UncheckedIOException e) {
            throw failed(target, Reason.unwrapped(e));
        }
    }

    /// Only an empty folder, or a dataset that may be overwritten, is replaced.
    private void refuseToLose(Path target) throws IOException {
        if (!Files.exists(target)) {
            return;
        }
        if (!Files.isDirectory(target)) {
            throw new DataException(target + " is a file: name a folder to write to");
        }
        boolean dataset = Files.exists(target.resolve(ManifestFile.NAME));
        if (dataset && !options.overwrite()) {
            throw new DataException(
                    target
                            + " holds a dataset already: name another folder, or give --overwrite to replace it");
        }
        try (Stream<Path> entries = Files.list(target)) {
            if (!dataset && entries.findAny().isPresent()) {
                throw new DataException(
                        target + " holds other files: name a new or an empty folder");
            }
        }
    }

    private static DataException failed(Path target, IOException cause) {
        String file =
                cause instanceof FileSystemException e && e.getFile() != null
                        ? e.getFile() + ": "
                        : "";
        return new DataException(
                "cannot prepare %s: %s%s".formatted(target, file, Reason.of(cause)), cause);
    }

    private static void checkName(String name) {
        if (name.equals(TokenizerEncoder.FOLDER)) {
            throw new DataException(
                    "\"%s\" cannot name a domain: it is where a dataset keeps its tokenizer"
                            .formatted(name));
        }
        if (!DOMAIN_NAME.matcher(name).matches()) {
            throw new DataException(
                    "\"%s\" cannot name a domain: use a to z, 0 to 9, - and _".formatted(name));
        }
    }
}
