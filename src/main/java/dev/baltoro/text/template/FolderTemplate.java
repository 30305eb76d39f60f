package dev.baltoro.text.template;

import dev.baltoro.text.chat.ChatTemplate;
import dev.baltoro.text.chat.KnownTools;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/// What a model's folder says of its chat format, and what Baltoro makes of it.
///
/// @param file the file that has the template; empty if the folder has none
/// @param codec the template as data, with which conversations become tokens: the folder's own
///   where it is one of the family's, else [ChatTemplate#K2]
/// @param problem why the template could not be recognised or rendered; empty if it was
/// @param differences the sample conversations of which template and codec make different texts
/// @param compared how many sample conversations were compared
public record FolderTemplate(
        Optional<String> file,
        ChatTemplate codec,
        Optional<String> problem,
        List<Difference> differences,
        int compared) {
    /// Holds the list as it is now.
    public FolderTemplate {
        differences = List.copyOf(differences);
    }

    /// {@return what a folder brings along}
    ///
    /// Our own template is known by its text; others are rendered, which takes about a second.
    ///
    /// @throws IOException if a file cannot be read or is malformed; the message names it
    public static FolderTemplate of(Path folder) throws IOException {
        Optional<TemplateFile> file = TemplateFile.in(folder);
        ChatTemplate own = ChatTemplate.K2.withKnown(KnownToolsFile.read(folder));
        if (file.isEmpty()) {
            return new FolderTemplate(Optional.empty(), own, Optional.empty(), List.of(), 0);
        }
        String text = file.get().text();
        String name = file.get().name();
        if (text.equals(JinjaText.of(own))) {
            return new FolderTemplate(Optional.of(name), own, Optional.empty(), List.of(), 0);
        }
        return compared(name, text, own.known());
    }

    /// {@return the same, with our own template compared too}
    ///
    /// @throws IOException if a file cannot be read or is malformed; the message names it
    public static FolderTemplate compared(Path folder) throws IOException {
        Optional<TemplateFile> file = TemplateFile.in(folder);
        return file.isPresent()
                ? compared(file.get().name(), file.get().text(), KnownToolsFile.read(folder))
                : of(folder);
    }

    private static FolderTemplate compared(String name, String text, KnownTools known) {
        try {
            JinjaTemplate template = new JinjaTemplate(text);
            Optional<ChatTemplate> codec =
                    Recognition.byRendering(template).map(found -> found.withKnown(known));
            if (codec.isEmpty()) {
                return unknown(name, "is not a template of Kimi K2's family", known);
            }
            List<Difference> differences = new ArrayList<>();
            List<SampleConversation> samples = SampleConversation.all();
            for (SampleConversation sample : samples) {
                compare(sample, template, codec.get()).ifPresent(differences::add);
            }
            return new FolderTemplate(
                    Optional.of(name), codec.get(), Optional.empty(), differences, samples.size());
        } catch (TemplateException stopped) {
            String reason = "cannot be rendered here (%s)".formatted(stopped.getMessage());
            return Recognition.byText(text)
                    .map(codec ->
                            new FolderTemplate(
                                    Optional.of(name),
                                    codec.withKnown(known),
                                    Optional.of(reason + "; the codec follows what its text shows"),
                                    List.of(),
                                    0))
                    .orElseGet(() -> unknown(name, reason, known));
        }
    }

    private static FolderTemplate unknown(String name, String reason, KnownTools known) {
        return new FolderTemplate(
                Optional.of(name),
                ChatTemplate.K2.withKnown(known),
                Optional.of(reason + "; the codec is Kimi K2's own"),
                List.of(),
                0);
    }

    private static Optional<Difference> compare(
            SampleConversation sample, JinjaTemplate template, ChatTemplate codec) {
        String encoded = sample.encoded(codec);
        String rendered;
        try {
            rendered = sample.rendered(template, codec.callNumbers());
        } catch (TemplateException stopped) {
            return Optional.of(
                    new Difference(sample.name(), String.valueOf(stopped.getMessage()), "a text"));
        }
        return rendered.equals(encoded)
                ? Optional.empty()
                : Optional.of(Difference.of(sample.name(), rendered, encoded));
    }

    /// {@return one line for the model's user; empty where template and codec agree}
    ///
    /// @param folder what the line calls the folder
    public Optional<String> warning(String folder) {
        if (file.isEmpty()) {
            return Optional.empty();
        }
        if (problem.isPresent()) {
            return Optional.of("%s: %s %s".formatted(folder, file.get(), problem.get()));
        }
        if (differences.isEmpty()) {
            return Optional.empty();
        }
        return Optional.of(
                "%s: %s and Baltoro's codec differ in %d of %d sample conversations; baltoro doctor --model %s shows where"
                        .formatted(folder, file.get(), differences.size(), compared, folder));
    }
}
