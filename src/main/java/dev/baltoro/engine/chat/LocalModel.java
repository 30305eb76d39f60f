package dev.baltoro.engine.chat;

import dev.baltoro.engine.Engine;
import dev.baltoro.engine.EngineOptions;
import dev.baltoro.engine.intent.IntentFile;
import dev.baltoro.engine.intent.IntentReader;
import dev.baltoro.model.K2Model;
import dev.baltoro.model.WeightForm;
import dev.baltoro.model.checkpoint.Checkpoints;
import dev.baltoro.tensor.kernel.decode.Format;
import dev.baltoro.text.chat.ChatEncoder;
import dev.baltoro.text.chat.ChatTemplate;
import dev.baltoro.text.chat.KnownTools;
import dev.baltoro.text.template.FolderTemplate;
import dev.baltoro.text.tokenizer.Ends;
import dev.baltoro.text.tokenizer.Tokenizer;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Optional;
import java.util.Set;

/// A model's folder, opened for conversations in this process.
///
/// ```
/// try (LocalModel model = LocalModel.open(Path.of("runs/quickstart/model"));
///         Answer answer = model.chat().answer(request)) { … }
/// ```
public final class LocalModel implements AutoCloseable {
    private final K2Model model;
    private final ChatEngine chat;
    private final FolderTemplate template;
    private final Optional<IntentReader> reader;

    private LocalModel(
            K2Model model,
            ChatEngine chat,
            FolderTemplate template,
            Optional<IntentReader> reader) {
        this.model = model;
        this.chat = chat;
        this.template = template;
        this.reader = reader;
    }

    /// {@return the model of a Hugging Face folder, in fp32, on all cores, called by the folder's
    /// name}
    ///
    /// @throws dev.baltoro.model.checkpoint.CheckpointException if weights are missing or misshaped
    /// @throws IllegalArgumentException if the tokenizer does not fit the model
    /// @throws IOException if a file cannot be read
    public static LocalModel open(Path folder) throws IOException {
        K2Model model = Checkpoints.load(folder, new WeightForm.Frozen(Format.F32), note -> {});
        return open(model, folder, nameOf(folder), EngineOptions.standard());
    }

    /// {@return as [#open(Path)], with tools that the folder says nothing of: prompts leave their
    /// declarations out, and calls are held to them}
    public static LocalModel open(Path folder, KnownTools known) throws IOException {
        K2Model model = Checkpoints.load(folder, new WeightForm.Frozen(Format.F32), note -> {});
        return open(model, folder, nameOf(folder), EngineOptions.standard(), Optional.of(known));
    }

    /// {@return conversations with a model that is loaded already; from here on it is closed with
    /// them, also where this throws}
    ///
    /// @param folder has the model's tokenizer, `generation_config.json` and chat template
    /// @param name what clients call the model
    /// @throws IllegalArgumentException if the tokenizer does not fit the model
    /// @throws IOException if a file cannot be read
    public static LocalModel open(K2Model model, Path folder, String name, EngineOptions options)
            throws IOException {
        return open(model, folder, name, options, Optional.empty());
    }

    private static LocalModel open(
            K2Model model,
            Path folder,
            String name,
            EngineOptions options,
            Optional<KnownTools> known)
            throws IOException {
        boolean opened = false;
        try {
            Tokenizer tokenizer = Tokenizer.load(folder);
            int vocabulary = model.config().vocabSize();
            if (tokenizer.vocabSize() > vocabulary) {
                throw new IllegalArgumentException(
                        "its tokenizer has %d ids and its model %d; copy the tokenizer it was trained with"
                                .formatted(tokenizer.vocabSize(), vocabulary));
            }
            FolderTemplate template = FolderTemplate.of(folder);
            ChatTemplate codec =
                    known.map(tools -> template.codec().withKnown(tools)).orElse(template.codec());
            ChatEncoder encoder = new ChatEncoder(tokenizer, codec);
            Set<Integer> ends = Ends.of(tokenizer, model.config().eosTokenId());
            GenerationDefaults defaults = GenerationConfigFile.read(folder, ends);
            Optional<IntentReader> reader = IntentFile.read(folder);
            Engine engine = Engine.open(model, tokenizer, options);
            LocalModel local =
                    new LocalModel(
                            model,
                            new ChatEngine(engine, tokenizer, encoder, name, defaults, reader),
                            template,
                            reader);
            opened = true;
            return local;
        } finally {
            if (!opened) {
                model.close();
            }
        }
    }

    /// {@return a model's default name: the name of its folder}
    public static String nameOf(Path folder) {
        Path last = folder.toAbsolutePath().normalize().getFileName();
        return last == null ? "model" : last.toString();
    }

    /// {@return what the folder says of its chat format, and whether the codec agrees}
    public FolderTemplate template() {
        return template;
    }

    /// {@return the conversations}
    public ChatEngine chat() {
        return chat;
    }

    /// Ends all answers, then frees the model.
    @Override
    public void close() {
        chat.engine().close();
        reader.ifPresent(IntentReader::close);
        model.close();
    }
}
