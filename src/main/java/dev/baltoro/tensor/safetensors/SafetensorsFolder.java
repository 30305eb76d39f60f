package dev.baltoro.tensor.safetensors;

import dev.baltoro.io.Durable;
import dev.baltoro.io.Reason;
import dev.baltoro.tensor.Tensor;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

/// A model's tensors in a folder: one file, or shards with an index that says where each tensor is.
public final class SafetensorsFolder {
    /// The only weights file of a model that is not sharded.
    public static final String SINGLE_FILE = "model.safetensors";

    /// The index of a sharded model.
    public static final String INDEX_FILE = "model.safetensors.index.json";

    /// The usual size of a shard on Hugging Face.
    public static final long DEFAULT_SHARD_BYTES = 5_000_000_000L;

    /// The most shards that a model may have; no published model has a thousand.
    public static final int MAX_SHARDS = 10_000;

    /// The largest index that is read.
    public static final long MAX_INDEX_BYTES = 100_000_000;

    /// The index's entry with a checksum of each file's header; the headers hold the tensors'.
    private static final String HEADER_SUMS = "header_crc32c";

    private static final JsonMapper JSON = new JsonMapper();

    private final Path folder;
    private final Map<String, SafetensorsFile> fileOfTensor;

    private SafetensorsFolder(Path folder, Map<String, SafetensorsFile> fileOfTensor) {
        this.folder = folder;
        this.fileOfTensor = Collections.unmodifiableMap(fileOfTensor);
    }

    /// Opens a folder; every file's header is read and checked.
    ///
    /// @throws SafetensorsException if files are missing or damaged, or differ from the index
    public static SafetensorsFolder open(Path folder) {
        Path index = folder.resolve(INDEX_FILE);
        if (Files.exists(index)) {
            return new SafetensorsFolder(folder, sharded(folder, index));
        }
        Path single = folder.resolve(SINGLE_FILE);
        if (!Files.exists(single)) {
            throw new SafetensorsException(
                    "%s has neither %s nor %s".formatted(folder, SINGLE_FILE, INDEX_FILE));
        }
        SafetensorsFile file = SafetensorsFile.open(single);
        Map<String, SafetensorsFile> tensors = new LinkedHashMap<>();
        file.tensors().keySet().forEach(name -> tensors.put(name, file));
        return new SafetensorsFolder(folder, tensors);
    }

    /// {@return names of all tensors}
    public Set<String> names() {
        return fileOfTensor.keySet();
    }

    /// {@return where and how a tensor is stored}
    public StoredTensor stored(String name) {
        @Nullable StoredTensor stored = file(name).tensors().get(name);
        if (stored == null) {
            throw new SafetensorsException("%s has no tensor %s".formatted(folder, name));
        }
        return stored;
    }

    /// {@return a tensor over the mapped bytes; it must not be written to}
    public Tensor tensor(String name) {
        return file(name).tensor(name);
    }

    /// Releases the memory that a tensor takes up since it was read; see [SafetensorsFile#unload].
    public void unload(String name) {
        file(name).unload(name);
    }

    /// Writes tensors into a folder: one file if they fit into a shard, otherwise shards and their
    /// index.
    ///
    /// Each file is written atomically, the index after all shards; files of an earlier model that
    /// are not part of this one are removed last.
    ///
    /// @param maxShardBytes the most bytes of tensors in a file; a larger tensor has its own
    public static void write(Path folder, List<Content> contents, long maxShardBytes) {
        List<List<Content>> shards = split(contents, maxShardBytes);
        if (shards.size() > MAX_SHARDS) {
            throw new SafetensorsException(
                    "%d shards of %d bytes are too many (at most %d); take larger shards"
                            .formatted(shards.size(), maxShardBytes, MAX_SHARDS));
        }
        try {
            Files.createDirectories(folder);
            Map<String, String> fileOfTensor = new TreeMap<>();
            Set<String> written = new LinkedHashSet<>();
            for (int i = 0; i < shards.size(); i++) {
                String file = fileName(i, shards.size());
                SafetensorsWriter.write(folder.resolve(file), shards.get(i), Map.of());
                shards.get(i).forEach(content -> fileOfTensor.put(content.name(), file));
                written.add(file);
            }
            if (shards.size() > 1) {
                writeIndex(folder, contents, fileOfTensor);
                written.add(INDEX_FILE);
            }
            removeEarlier(folder, written);
        } catch (IOException failed) {
            throw new SafetensorsException(
                    "cannot write into %s: %s".formatted(folder, Reason.of(failed)), failed);
        }
    }

    private SafetensorsFile file(String name) {
        @Nullable SafetensorsFile file = fileOfTensor.get(name);
        if (file == null) {
            throw new SafetensorsException("%s has no tensor %s".formatted(folder, name));
        }
        return file;
    }

    private static Map<String, SafetensorsFile> sharded(Path folder, Path index) {
        Map<String, SafetensorsFile> files = new LinkedHashMap<>();
        Map<String, SafetensorsFile> tensors = new LinkedHashMap<>();
        JsonNode root = read(index);
        JsonNode map = root.path("weight_map");
        if (!map.isObject()) {
            throw new SafetensorsException(index + " has no weight_map");
        }
        JsonNode sums = root.path("metadata").path(HEADER_SUMS);
        for (Map.Entry<String, JsonNode> entry : map.properties()) {
            String fileName = entry.getValue().asString();
            if (!fileName.matches("[\\w.-]+\\.safetensors")) {
                throw new SafetensorsException(
                        "%s names a file that is not beside it: %s".formatted(index, fileName));
            }
            if (!files.containsKey(fileName) && files.size() == MAX_SHARDS) {
                throw new SafetensorsException(
                        "%s names more than %d files".formatted(index, MAX_SHARDS));
            }
            SafetensorsFile file =
                    files.computeIfAbsent(
                            fileName, name -> open(folder.resolve(name), sums.path(name)));
            if (!file.tensors().containsKey(entry.getKey())) {
                throw new SafetensorsException(
                        "%s lists %s in %s, but that file has no such tensor"
                                .formatted(index, entry.getKey(), fileName));
            }
            tensors.put(entry.getKey(), file);
        }
        return tensors;
    }

    /// Opens a shard, and refuses it if the index was written for another model.
    private static SafetensorsFile open(Path path, JsonNode sum) {
        SafetensorsFile file = SafetensorsFile.open(path);
        if (sum.isString() && !sum.stringValue().equals(file.headerSum())) {
            throw new SafetensorsException(
                    "%s does not belong to the model that %s lists: an export was interrupted, or files were mixed; write the model again"
                            .formatted(path, INDEX_FILE));
        }
        return file;
    }

    private static JsonNode read(Path index) {
        try {
            if (Files.size(index) > MAX_INDEX_BYTES) {
                throw new SafetensorsException(
                        "%s has more than %d bytes".formatted(index, MAX_INDEX_BYTES));
            }
            return JSON.readTree(Files.readString(index));
        } catch (IOException | JacksonException unreadable) {
            throw new SafetensorsException(index + " cannot be read as JSON", unreadable);
        }
    }

    private static List<List<Content>> split(List<Content> contents, long maxShardBytes) {
        List<List<Content>> shards = new ArrayList<>(List.of(new ArrayList<>()));
        long bytes = 0;
        for (Content content : contents) {
            if (bytes > 0 && bytes + content.bytes() > maxShardBytes) {
                shards.add(new ArrayList<>());
                bytes = 0;
            }
            shards.getLast().add(content);
            bytes += content.bytes();
        }
        return shards;
    }

    private static String fileName(int shard, int shards) {
        return shards == 1
                ? SINGLE_FILE
                : "model-%05d-of-%05d.safetensors".formatted(shard + 1, shards);
    }

    private static void writeIndex(
            Path folder, List<Content> contents, Map<String, String> fileOfTensor)
            throws IOException {
        ObjectNode root = JSON.createObjectNode();
        ObjectNode metadata = root.putObject("metadata");
        metadata.put("total_size", contents.stream().mapToLong(Content::bytes).sum());
        ObjectNode sums = metadata.putObject(HEADER_SUMS);
        for (String file : new TreeSet<>(fileOfTensor.values())) {
            sums.put(file, SafetensorsFile.open(folder.resolve(file)).headerSum());
        }
        ObjectNode map = root.putObject("weight_map");
        fileOfTensor.forEach(map::put);
        Durable.replace(
                folder.resolve(INDEX_FILE),
                JSON.writerWithDefaultPrettyPrinter().writeValueAsString(root) + "\n");
    }

    private static void removeEarlier(Path folder, Set<String> written) throws IOException {
        try (Stream<Path> files = Files.list(folder)) {
            for (Path file : files.toList()) {
                String name = file.getFileName().toString();
                boolean ours =
                        name.equals(INDEX_FILE)
                                || name.equals(SINGLE_FILE)
                                || name.matches("model-\\d{5}-of-\\d{5}\\.safetensors");
                if (ours && !written.contains(name)) {
                    Files.delete(file);
                }
            }
        }
    }
}
