package dev.baltoro.cli.doctor;

import dev.baltoro.cli.terminal.Failures;
import dev.baltoro.model.ConfigException;
import dev.baltoro.model.checkpoint.CheckpointException;
import dev.baltoro.model.checkpoint.HuggingFaceFolder;
import dev.baltoro.tensor.safetensors.SafetensorsException;
import dev.baltoro.text.chat.CallNumbers;
import dev.baltoro.text.chat.ChatTemplate;
import dev.baltoro.text.template.Difference;
import dev.baltoro.text.template.FolderTemplate;
import dev.baltoro.text.tokenizer.Tokenizer;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalInt;

/// What a model's folder has and lacks: weights that fit their configuration, a tokenizer, and a
/// chat template that says what Baltoro's codec says. Nothing is loaded.
///
/// @param findings one for each part
/// @param differences conversations of which template and codec make different texts
record ModelCheck(List<Finding> findings, List<Difference> differences) {

    static ModelCheck of(Path folder) {
        if (!Files.isDirectory(folder)) {
            return new ModelCheck(
                    List.of(
                            Finding.missing(
                                    "weights",
                                    folder + " is not a folder",
                                    "name one with config.json and safetensors files")),
                    List.of());
        }
        List<Finding> findings = new ArrayList<>();
        OptionalInt vocabulary = weights(folder, findings);
        tokenizer(folder, vocabulary, findings);
        List<Difference> differences = new ArrayList<>();
        template(folder, findings, differences);
        return new ModelCheck(List.copyOf(findings), List.copyOf(differences));
    }

    private static OptionalInt weights(Path folder, List<Finding> findings) {
        List<String> notes = new ArrayList<>();
        try {
            HuggingFaceFolder files = HuggingFaceFolder.open(folder, notes::add);
            String found =
                    "%s, %d weights in %d layers"
                            .formatted(
                                    files.config().modelType(),
                                    files.weights().size(),
                                    files.config().numHiddenLayers());
            findings.add(Finding.ok("weights", found));
            notes.forEach(note -> findings.add(Finding.ok("note", note)));
            return OptionalInt.of(files.config().vocabSize());
        } catch (CheckpointException | ConfigException | SafetensorsException e) {
            findings.add(Finding.missing("weights", Failures.line(e), ""));
            return OptionalInt.empty();
        }
    }

    private static void tokenizer(Path folder, OptionalInt vocabulary, List<Finding> findings) {
        try {
            Tokenizer tokenizer = Tokenizer.load(folder);
            int size = tokenizer.vocabSize();
            if (vocabulary.isPresent() && size > vocabulary.getAsInt()) {
                findings.add(
                        Finding.missing(
                                "tokenizer",
                                "has %d ids and the model %d"
                                        .formatted(size, vocabulary.getAsInt()),
                                "copy the tokenizer that the model was trained with"));
            } else {
                findings.add(Finding.ok("tokenizer", size + " ids"));
            }
        } catch (IOException | IllegalArgumentException e) {
            findings.add(Finding.missing("tokenizer", Failures.line(e), ""));
        }
    }

    private static void template(
            Path folder, List<Finding> findings, List<Difference> differences) {
        FolderTemplate template;
        try {
            template = FolderTemplate.compared(folder);
        } catch (IOException e) {
            findings.add(Finding.missing("template", Failures.line(e), ""));
            return;
        }
        differences.addAll(template.differences());
        String name = template.file().orElse("");
        if (name.isEmpty()) {
            findings.add(
                    Finding.absent(
                            "template", "none in the folder; the codec is Kimi K2's own", ""));
        } else if (template.problem().isPresent()) {
            findings.add(
                    Finding.absent("template", name + " " + template.problem().orElseThrow(), ""));
        } else if (differences.isEmpty()) {
            findings.add(
                    Finding.ok(
                            "template",
                            "%s: the codec makes the same of all %d sample conversations (%s)"
                                    .formatted(
                                            name, template.compared(), words(template.codec()))));
        } else {
            findings.add(
                    new Finding(
                            "template",
                            Finding.State.DIFFERS,
                            "%s: the codec (%s) makes another text of %d of %d sample conversations"
                                    .formatted(
                                            name,
                                            words(template.codec()),
                                            differences.size(),
                                            template.compared()),
                            ""));
        }
    }

    /// In what a template differs from that of Kimi-K2-Instruct.
    private static String words(ChatTemplate codec) {
        List<String> words = new ArrayList<>();
        ChatTemplate k2 = ChatTemplate.K2;
        if (!codec.defaultSystem().equals(k2.defaultSystem())) {
            words.add(
                    codec.defaultSystem()
                            .map(text -> "default system turn " + shown(text))
                            .orElse("no default system turn"));
        }
        if (!codec.afterDefaultSystem().isEmpty()) {
            words.add(shown(codec.afterDefaultSystem()) + " after the default system turn");
        }
        if (!codec.beforeTools().isEmpty()) {
            words.add(shown(codec.beforeTools()) + " before the tools");
        }
        if (codec.spacedTools()) {
            words.add("tools with spaces");
        }
        if (!codec.afterReturn().equals(k2.afterReturn())) {
            words.add(shown(codec.afterReturn()) + " before a result's content");
        }
        if (!codec.beforeAnswer().isEmpty()) {
            words.add(shown(codec.beforeAnswer()) + " before an answer");
        }
        if (!codec.names()) {
            words.add("no names");
        }
        if (codec.callNumbers() == CallNumbers.TURN) {
            words.add("calls counted in each turn");
        }
        return words.isEmpty() ? "as Kimi-K2-Instruct's" : String.join(", ", words);
    }

    private static String shown(String text) {
        String line = text.replace("\\", "\\\\").replace("\n", "\\n");
        return "\"" + (line.length() <= 60 ? line : line.substring(0, 60) + "…") + "\"";
    }
}
