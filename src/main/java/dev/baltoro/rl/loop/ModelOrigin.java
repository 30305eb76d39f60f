package dev.baltoro.rl.loop;

import dev.baltoro.io.Durable;
import dev.baltoro.io.Sums;
import dev.baltoro.model.ConfigJson;
import dev.baltoro.rl.recipe.RlRecipe;
import dev.baltoro.train.recipe.RecipeException;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/// The models that a run began with, told by what is in their folders: these may move while it
/// rests, and hold no other model when it goes on.
///
/// The divergence is measured from the starting model, its tokenizer and template write every
/// conversation, and a teacher's opinion is a term of the loss.
final class ModelOrigin {
    /// In the run's folder, written once.
    static final String FILE = "models.json";

    private ModelOrigin() {}

    /// Writes down what a new run begins with.
    static void write(Path run, RlRecipe recipe) throws IOException {
        Durable.replace(run.resolve(FILE), JsonMapper.shared().writeValueAsString(sums(recipe)));
    }

    /// Refuses to go on with other models. An older run, which wrote nothing down, does so now.
    ///
    /// @throws RecipeException naming the key and what of its model is another
    static void require(Path run, RlRecipe recipe) throws IOException {
        Path file = run.resolve(FILE);
        if (!Files.exists(file)) {
            write(run, recipe);
            return;
        }
        JsonNode then = JsonMapper.shared().readTree(Files.readAllBytes(file));
        for (Map.Entry<String, Path> model : folders(recipe).entrySet()) {
            JsonNode before = then.path(model.getKey());
            List<String> others = new ArrayList<>();
            sums(model.getValue())
                    .forEach((part, sum) -> {
                        if (!sum.equals(before.path(part).asString(""))) {
                            others.add(part);
                        }
                    });
            if (!others.isEmpty()) {
                throw new RecipeException(
                        "%s: %s has another %s than when this run began: put that model back, or begin a new run in another folder"
                                .formatted(
                                        model.getKey(),
                                        model.getValue(),
                                        String.join(" and another ", others)));
            }
        }
    }

    private static Map<String, Map<String, String>> sums(RlRecipe recipe) throws IOException {
        Map<String, Map<String, String>> sums = new LinkedHashMap<>();
        for (Map.Entry<String, Path> model : folders(recipe).entrySet()) {
            sums.put(model.getKey(), sums(model.getValue()));
        }
        return sums;
    }

    /// {@return where a recipe's models are, by its keys}
    private static Map<String, Path> folders(RlRecipe recipe) {
        Map<String, Path> folders = new LinkedHashMap<>();
        folders.put("model", recipe.model());
        recipe.objective()
                .distillation()
                .teacher()
                .ifPresent(teacher -> folders.put("objective.distillation.teacher", teacher));
        return folders;
    }

    /// {@return sums of a model's parts, by what they are called}
    private static Map<String, String> sums(Path place) throws IOException {
        StartingModel model = StartingModel.in(place);
        Map<String, String> sums = new LinkedHashMap<>();
        sums.put("configuration", Sums.sha256(model.folder().resolve(ConfigJson.FILE_NAME)));
        sums.put("tokenizer", model.tokenizer().id());
        byte[] template = model.template().toString().getBytes(StandardCharsets.UTF_8);
        sums.put("chat template", Sums.sha256(template));
        sums.put("set of weights", weights(model.folder()));
        return sums;
    }

    /// CRC-32C, which reads as fast as memory: a model is read once more when a run is opened.
    private static String weights(Path folder) throws IOException {
        StringBuilder files = new StringBuilder();
        try (Stream<Path> all = Files.list(folder)) {
            for (Path file :
                    all.filter(one -> one.toString().endsWith(".safetensors")).sorted().toList()) {
                files.append(file.getFileName()).append(' ').append(Files.size(file)).append(' ');
                files.append(Sums.crc32c(file)).append('\n');
            }
        }
        return Sums.sha256(files.toString().getBytes(StandardCharsets.UTF_8));
    }
}
