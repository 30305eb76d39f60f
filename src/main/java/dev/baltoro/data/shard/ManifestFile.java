package dev.baltoro.data.shard;

import dev.baltoro.data.DataException;
import dev.baltoro.io.Durable;
import dev.baltoro.io.Reason;
import dev.baltoro.io.StagedFolder;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.DeserializationFeature;
import tools.jackson.databind.PropertyNamingStrategies;
import tools.jackson.databind.SerializationFeature;
import tools.jackson.databind.json.JsonMapper;

/// `manifest.json` on disk, with names in snake case.
public final class ManifestFile {
    /// The file's name in a dataset's folder.
    public static final String NAME = "manifest.json";

    private static final JsonMapper JSON =
            JsonMapper.builder()
                    .propertyNamingStrategy(PropertyNamingStrategies.SNAKE_CASE)
                    .enable(SerializationFeature.INDENT_OUTPUT)
                    .enable(DeserializationFeature.FAIL_ON_NULL_FOR_PRIMITIVES)
                    .enable(DeserializationFeature.FAIL_ON_NULL_CREATOR_PROPERTIES)
                    .enable(DeserializationFeature.FAIL_ON_MISSING_CREATOR_PROPERTIES)
                    .build();

    private ManifestFile() {}

    /// The manifest as JSON text.
    public static String json(DatasetManifest manifest) {
        return JSON.writeValueAsString(manifest) + "\n";
    }

    /// Reads the manifest of the dataset in `folder`.
    public static DatasetManifest read(Path folder) {
        Path file = folder.resolve(NAME);
        try {
            StagedFolder.settle(folder);
        } catch (IOException e) {
            throw new DataException("cannot open %s: %s".formatted(folder, Reason.of(e)), e);
        }
        if (!Files.isRegularFile(file)) {
            throw new DataException(
                    folder + " holds no prepared dataset (no " + NAME + "): run data prepare");
        }
        DatasetManifest manifest;
        try {
            manifest = JSON.readValue(Files.readString(file), DatasetManifest.class);
        } catch (IOException | JacksonException e) {
            throw new DataException(file + " is damaged: prepare the data again", e);
        }
        if (manifest.formatVersion() != DatasetManifest.FORMAT_VERSION) {
            throw new DataException(
                    "%s has format version %d, this program reads %d: prepare the data again"
                            .formatted(
                                    file,
                                    manifest.formatVersion(),
                                    DatasetManifest.FORMAT_VERSION));
        }
        return manifest;
    }

    static void write(DatasetManifest manifest, Path folder) throws IOException {
        Durable.replace(folder.resolve(NAME), json(manifest));
    }
}
