package dev.baltoro.synth.value;

import dev.baltoro.synth.value.Surroundings.KnownFile;
import java.util.List;
import java.util.function.Predicate;

/// A file that exists.
///
/// @param fits which ones
/// @param nested whether it lies in a folder below a root
record FileSlot(Predicate<KnownFile> fits, boolean nested) implements Slot {
    static final FileSlot ANY = new FileSlot(file -> true, false);
    static final FileSlot NESTED = new FileSlot(file -> true, true);
    static final FileSlot TEXT = new FileSlot(file -> FileNames.isText(file.name()), false);
    static final FileSlot MEDIA = new FileSlot(file -> FileNames.isMedia(file.name()), false);

    @Override
    public Value draw(Situation situation, int index) {
        Surroundings around = situation.surroundings();
        Draws draw = situation.draw();
        List<KnownFile> fit =
                around.files().stream()
                        .filter(fits)
                        .filter(LineSlots.holder(situation))
                        .filter(file -> !nested || !around.roots().contains(file.folder()))
                        .toList();
        if (!fit.isEmpty()) {
            return Places.file(around, draw.pick(fit).path());
        }
        String folder = nested ? "/" + FileNames.folder(draw) : "";
        return Places.file(around, around.roots().getFirst() + folder + "/" + name(draw));
    }

    /// {@return a name of such a file, for where none exists}
    private String name(Draws draw) {
        return fits.test(new KnownFile("/x.png", List.of()))
                ? FileNames.media(draw)
                : FileNames.text(draw);
    }

    @Override
    public Unsaid unsaid() {
        return new Unsaid(
                List.of(
                        "that file",
                        "the file",
                        "it",
                        "the file I told you about",
                        "one of the files",
                        "the right file",
                        "my file",
                        "X",
                        "the other one",
                        "the document",
                        "this file",
                        "file X",
                        "the usual file",
                        "the file from yesterday",
                        "<file>",
                        "..."),
                List.of(
                        "Which file do you mean?",
                        "Which file?",
                        "What is the file called?",
                        "Which file should I use?",
                        "Could you tell me which file?"),
                List.of("which file", "which", "file", "called", "name"));
    }

    @Override
    public List<String> pronouns() {
        return List.of(
                "it",
                "it",
                "that file",
                "that one",
                "this file",
                "the same file",
                "that",
                "the file");
    }
}
