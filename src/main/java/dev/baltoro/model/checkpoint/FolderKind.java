package dev.baltoro.model.checkpoint;

import dev.baltoro.model.ConfigJson;
import dev.baltoro.tensor.safetensors.SafetensorsFolder;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/// What a folder is if it does not hold `config.json` and safetensors: the error names the kind and
/// says what to do.
final class FolderKind {
    private static final String ADAPTER = "adapter_config.json";
    private static final String LFS = "version https://git-lfs";
    private static final int FILES_MAX = 100_000;
    private static final Pattern SHARD = Pattern.compile("(.+)-(\\d{5})-of-(\\d{5})\\.safetensors");

    private FolderKind() {}

    /// Refuses a folder that holds no model Baltoro could read.
    ///
    /// @throws CheckpointException with one line that names what it is instead
    static void check(Path folder) {
        if (!Files.isDirectory(folder)) {
            return; // the reader of the configuration says so
        }
        boolean index = Files.isRegularFile(folder.resolve(SafetensorsFolder.INDEX_FILE));
        boolean single = Files.isRegularFile(folder.resolve(SafetensorsFolder.SINGLE_FILE));
        boolean config = Files.isRegularFile(folder.resolve(ConfigJson.FILE_NAME));
        if (index) {
            missingShards(folder).ifPresent(FolderKind::refuse);
        }
        if (config && (index || single)) {
            if (single && !index) {
                pointer(folder.resolve(SafetensorsFolder.SINGLE_FILE))
                        .ifPresent(FolderKind::refuse);
            }
            return;
        }
        List<String> files = files(folder);
        adapter(folder, files)
                .or(() -> otherFormat(folder, files))
                .or(() -> index || single ? Optional.empty() : shards(folder, files))
                .ifPresent(FolderKind::refuse);
    }

    private static void refuse(String sentence) {
        throw new CheckpointException(sentence);
    }

    private static List<String> files(Path folder) {
        try (Stream<Path> list = Files.list(folder)) {
            return list.limit(FILES_MAX)
                    .map(file -> file.getFileName().toString())
                    .sorted()
                    .toList();
        } catch (IOException unreadable) {
            throw new CheckpointException(folder + " cannot be listed: " + unreadable, unreadable);
        }
    }

    private static Optional<String> adapter(Path folder, List<String> files) {
        if (files.stream().noneMatch(name -> name.startsWith("adapter_"))) {
            return Optional.empty();
        }
        String base =
                json(folder.resolve(ADAPTER))
                        .path("base_model_name_or_path")
                        .asString("its base model");
        return Optional.of(
                "%s is an adapter (LoRA) of %s, not a model: merge it into that model and name the merged folder"
                        .formatted(folder, base));
    }

    private static Optional<String> otherFormat(Path folder, List<String> files) {
        Optional<String> gguf = ending(files, ".gguf");
        if (gguf.isPresent()) {
            return Optional.of(
                    "%s holds GGUF (%s), llama.cpp's format; Baltoro reads config.json and safetensors: take the folder that it was made from"
                            .formatted(folder, gguf.get()));
        }
        if (files.stream().anyMatch(name -> name.endsWith(".safetensors"))) {
            return Optional.empty();
        }
        Optional<String> pickle = ending(files, ".bin", ".pt", ".pth", ".ckpt");
        if (pickle.isPresent()) {
            return Optional.of(
                    "%s holds PyTorch's pickled weights (%s), which are programs; Baltoro reads safetensors only: save the model with transformers' save_pretrained and name that folder"
                            .formatted(folder, pickle.get()));
        }
        Optional<String> other = ending(files, ".h5", ".msgpack", ".onnx", ".npz", ".tflite");
        if (other.isPresent()) {
            return Optional.of(
                    "%s holds weights for another program (%s); Baltoro reads config.json and safetensors"
                            .formatted(folder, other.get()));
        }
        if (files.contains("snapshots") && files.contains("refs")) {
            return Optional.of(
                    "%s is an entry of Hugging Face's cache; name the folder under its snapshots/"
                            .formatted(folder));
        }
        return Optional.empty();
    }

    private static Optional<String> shards(Path folder, List<String> files) {
        List<String> stored = files.stream().filter(name -> name.endsWith(".safetensors")).toList();
        if (stored.isEmpty()) {
            return Optional.empty();
        }
        List<Matcher> shards =
                stored.stream().map(SHARD::matcher).filter(Matcher::matches).toList();
        if (shards.isEmpty()) {
            return Optional.of(
                    "%s has weights in %s, but no %s and no %s; rename the file if it is the whole model, or fetch the index"
                            .formatted(
                                    folder,
                                    named(stored),
                                    SafetensorsFolder.SINGLE_FILE,
                                    SafetensorsFolder.INDEX_FILE));
        }
        int of = Integer.parseInt(shards.getFirst().group(3));
        TreeSet<Integer> present =
                shards.stream()
                        .map(shard -> Integer.parseInt(shard.group(2)))
                        .collect(Collectors.toCollection(TreeSet::new));
        List<String> absent =
                IntStream.rangeClosed(1, Math.min(of, SafetensorsFolder.MAX_SHARDS))
                        .filter(number -> !present.contains(number))
                        .mapToObj(number ->
                                "%s-%05d-of-%05d.safetensors"
                                        .formatted(shards.getFirst().group(1), number, of))
                        .toList();
        String also = absent.isEmpty() ? "" : ", nor " + named(absent);
        return Optional.of(
                "%s has %d of %d shards and no %s%s; fetch what is missing"
                        .formatted(folder, present.size(), of, SafetensorsFolder.INDEX_FILE, also));
    }

    /// Shards that the index names and that are not there, or only as Git's pointers to them.
    private static Optional<String> missingShards(Path folder) {
        JsonNode map = json(folder.resolve(SafetensorsFolder.INDEX_FILE)).path("weight_map");
        TreeSet<String> named = new TreeSet<>();
        map.forEach(file -> named.add(file.asString("")));
        List<String> absent =
                named.stream()
                        .filter(name -> name.matches("[\\w.-]+"))
                        .filter(name -> !Files.isRegularFile(folder.resolve(name)))
                        .toList();
        if (!absent.isEmpty()) {
            return Optional.of(
                    "%s names %d files, of which %d are missing (%s); fetch them into %s"
                            .formatted(
                                    folder.resolve(SafetensorsFolder.INDEX_FILE),
                                    named.size(),
                                    absent.size(),
                                    named(absent),
                                    folder));
        }
        return named.stream()
                .filter(name -> name.matches("[\\w.-]+"))
                .map(name -> pointer(folder.resolve(name)))
                .flatMap(Optional::stream)
                .findFirst();
    }

    private static Optional<String> pointer(Path file) {
        byte[] start = new byte[LFS.length()];
        try (var in = Files.newInputStream(file)) {
            int read = in.readNBytes(start, 0, start.length);
            String text = new String(start, 0, read, StandardCharsets.ISO_8859_1);
            return text.equals(LFS)
                    ? Optional.of(
                            file
                                    + " is Git's pointer to a large file, not the file: run git lfs pull")
                    : Optional.empty();
        } catch (IOException unreadable) {
            return Optional.empty(); // opening it says why
        }
    }

    private static Optional<String> ending(List<String> files, String... ends) {
        return files.stream()
                .filter(name -> Arrays.stream(ends).anyMatch(name::endsWith))
                .filter(name -> !name.equals("training_args.bin"))
                .findFirst();
    }

    private static String named(List<String> names) {
        int most = Math.min(Completeness.MAX_NAMED, names.size());
        return String.join(", ", names.subList(0, most)) + (most < names.size() ? ", ..." : "");
    }

    /// A file that cannot be read says nothing here; the code that needs it reports it.
    private static JsonNode json(Path file) {
        try {
            return Files.isRegularFile(file)
                            && Files.size(file) <= SafetensorsFolder.MAX_INDEX_BYTES
                    ? JsonMapper.shared().readTree(Files.readString(file))
                    : JsonMapper.shared().createObjectNode();
        } catch (IOException | JacksonException unreadable) {
            return JsonMapper.shared().createObjectNode();
        }
    }
}
