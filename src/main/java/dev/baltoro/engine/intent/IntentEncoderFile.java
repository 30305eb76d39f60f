package dev.baltoro.engine.intent;

import dev.baltoro.model.bert.BertEncoder;
import dev.baltoro.tensor.DType;
import dev.baltoro.tensor.Scope;
import dev.baltoro.tensor.Tensor;
import dev.baltoro.tensor.safetensors.Content;
import dev.baltoro.tensor.safetensors.SafetensorsException;
import dev.baltoro.tensor.safetensors.SafetensorsFile;
import dev.baltoro.tensor.safetensors.SafetensorsWriter;
import dev.baltoro.text.tokenizer.WordPiece;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// A reader's encoder in a model's folder: `intents.safetensors`, 45 MB in bf16, its vocabulary and
/// names among the metadata.
public final class IntentEncoderFile {
    /// The file's name.
    public static final String NAME = "intents.safetensors";

    private static final String VOCABULARY = "intents.vocabulary";
    private static final String CLASSES = "intents.classes";
    private static final String LABELS = "intents.labels";

    private static final List<String> HEADS =
            List.of("classes.weight", "classes.bias", "tags.weight", "tags.bias");

    private IntentEncoderFile() {}

    /// Writes a reader's encoder, if it has one.
    ///
    /// @throws SafetensorsException if the file cannot be written
    public static void write(IntentReader reader, Path folder) {
        reader.encoder().ifPresent(encoder -> write(encoder, folder));
    }

    private static void write(IntentEncoder encoder, Path folder) {
        try (Scope scope = Scope.open()) {
            List<Content> contents = new ArrayList<>(encoder.bert().contents());
            List<Tensor> heads =
                    List.of(
                            encoder.classHead().weight(),
                            encoder.classHead().bias(),
                            encoder.tagHead().weight(),
                            encoder.tagHead().bias());
            for (int i = 0; i < heads.size(); i++) {
                contents.add(Content.of(HEADS.get(i), heads.get(i)));
            }
            Map<String, String> metadata = new HashMap<>(encoder.bert().metadata());
            metadata.put(VOCABULARY, String.join("\n", encoder.tokens().vocabulary()));
            metadata.put(CLASSES, String.join("\n", encoder.classes()));
            metadata.put(LABELS, String.join("\n", encoder.labels()));
            SafetensorsWriter.write(
                    folder.resolve(NAME),
                    contents.stream()
                            .map(each -> new Content(each.name(), each.tensor(), DType.BF16))
                            .toList(),
                    metadata);
        }
    }

    /// {@return the encoder of a model's folder; empty if it has none}
    ///
    /// @throws IOException if there is one that cannot be read; the message names it
    static Optional<IntentEncoder> read(Path folder) throws IOException {
        Path path = folder.resolve(NAME);
        if (!Files.exists(path)) {
            return Optional.empty();
        }
        try {
            SafetensorsFile file = SafetensorsFile.open(path);
            List<Tensor> heads = new ArrayList<>();
            for (String name : HEADS) {
                Tensor stored = file.tensor(name);
                heads.add(Tensor.of(stored.toFloats(), stored.shape()));
            }
            return Optional.of(
                    new IntentEncoder(
                            BertEncoder.read(file),
                            WordPiece.of(lines(file, VOCABULARY)),
                            lines(file, CLASSES),
                            lines(file, LABELS),
                            new IntentEncoder.Head(heads.get(0), heads.get(1)),
                            new IntentEncoder.Head(heads.get(2), heads.get(3))));
        } catch (IOException | SafetensorsException | IllegalArgumentException e) {
            throw new IOException(
                    "%s cannot be read (%s); delete it, or train the model again"
                            .formatted(path, e.getMessage()),
                    e);
        }
    }

    private static List<String> lines(SafetensorsFile file, String key) {
        String text = file.metadata().get(key);
        if (text == null) {
            throw new IllegalArgumentException("it has no " + key);
        }
        return text.isEmpty() ? List.of() : List.of(text.split("\n", -1));
    }
}
