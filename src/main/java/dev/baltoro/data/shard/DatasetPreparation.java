package dev.baltoro.data.shard;

import dev.baltoro.data.DataException;
import dev.baltoro.data.read.DocumentSource;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.regex.Pattern;

/// Turns documents into a dataset: token shards for each domain and a manifest.
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
        try (StagingFolder staging = StagingFolder.beside(target, options.overwrite())) {
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
            ManifestFile.write(manifest, staging.folder());
            staging.publish();
            return manifest;
        } catch (IOException e) {
            throw failed(target, e);
        } catch (UncheckedIOException e) {
            throw failed(target, e);
        }
    }

    private static DataException failed(Path target, Exception cause) {
        return new DataException(
                "cannot prepare %s (%s: %s)"
                        .formatted(target, cause.getClass().getSimpleName(), cause.getMessage()),
                cause);
    }

    private static void checkName(String name) {
        if (!DOMAIN_NAME.matcher(name).matches()) {
            throw new DataException(
                    "\"%s\" cannot name a domain: use a to z, 0 to 9, - and _".formatted(name));
        }
    }
}
