package dev.baltoro.engine.intent;

import java.text.Normalizer;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;

/// Something of which a conversation has told the name.
///
/// @param name as a call would have it: a path as far as it is known
/// @param words of the name alone, in lower case and in order
/// @param about other words that people use of it, its kind and its folder, by [#plain(String)]
/// @param sort what it is
record NamedThing(String name, List<String> words, Set<String> about, Sort sort) {
    /// What has a name.
    enum Sort {
        /// Whose name ends in a dot and some letters.
        FILE,
        /// A folder that a path names from the root on.
        FOLDER,
        /// Somebody.
        PERSON,
        /// Anything else that a store knows.
        ENTITY
    }

    private static final Pattern WORD = Pattern.compile("\\p{L}[\\p{L}\\p{M}]*|\\p{N}+");

    private static final Pattern MARKS = Pattern.compile("\\p{M}+");

    /// Letters of a word whose last `s` may be of the word itself: `gas`.
    private static final int SINGULAR_MAX = 3;

    private static final Set<String> PICTURES =
            Set.of("png", "jpg", "jpeg", "gif", "webp", "bmp", "svg", "tiff");
    private static final Set<String> TABLES = Set.of("csv", "tsv", "xlsx", "xls");
    private static final Set<String> SOUNDS = Set.of("mp3", "wav", "flac", "ogg", "m4a");
    private static final Set<String> TEXTS = Set.of("txt", "md", "rst", "org", "tex");

    private static final Set<String> PERSONS =
            Set.of(
                    "person",
                    "people",
                    "human",
                    "user",
                    "member",
                    "friend",
                    "contact",
                    "colleague",
                    "employee",
                    "customer",
                    "student",
                    "teacher",
                    "child",
                    "pet");

    NamedThing {
        words = List.copyOf(words);
        about = Set.copyOf(about);
    }

    /// {@return a file}
    ///
    /// @param path as far as it is known
    static NamedThing file(String path) {
        String name = ValueForm.name(path);
        int dot = name.lastIndexOf('.');
        String ending = name.substring(dot + 1).toLowerCase(Locale.ROOT);
        Set<String> about = new TreeSet<>(kinds(ending));
        ValueForm.parent(path)
                .ifPresent(folder -> about.addAll(plain(words(ValueForm.name(folder)))));
        return new NamedThing(path, words(name.substring(0, dot)), about, Sort.FILE);
    }

    /// {@return a folder}
    ///
    /// @param path from the root on
    static NamedThing folder(String path) {
        return new NamedThing(
                path,
                words(ValueForm.name(path)),
                Set.of("folder", "directory", "dir"),
                Sort.FOLDER);
    }

    /// {@return an entry of a store}
    ///
    /// @param type what it is; empty if that is not known
    static NamedThing entity(String name, String type) {
        List<String> kind = words(type);
        Sort sort = kind.stream().anyMatch(PERSONS::contains) ? Sort.PERSON : Sort.ENTITY;
        return new NamedThing(name, words(name), Set.copyOf(plain(kind)), sort);
    }

    private static Set<String> kinds(String ending) {
        Set<String> kinds = new TreeSet<>(Set.of("file", ending));
        if (PICTURES.contains(ending)) {
            kinds.addAll(Set.of("picture", "photo", "image", "pic", "photograph"));
        } else if (TABLES.contains(ending)) {
            kinds.addAll(Set.of("table", "sheet", "spreadsheet", "list", "data"));
        } else if (SOUNDS.contains(ending)) {
            kinds.addAll(Set.of("recording", "song", "audio", "track"));
        } else if (TEXTS.contains(ending)) {
            kinds.addAll(Set.of("text", "note", "document", "list"));
        }
        return kinds;
    }

    /// {@return the words and numbers of a text, in lower case}
    private static List<String> words(String text) {
        return WORD.matcher(text.toLowerCase(Locale.ROOT))
                .results()
                .map(MatchResult::group)
                .toList();
    }

    private static List<String> plain(List<String> words) {
        return words.stream().map(NamedThing::plain).toList();
    }

    /// {@return a word in small letters without accents and without the sign of more than one}
    static String plain(String word) {
        String bare =
                MARKS.matcher(
                                Normalizer.normalize(
                                        word.toLowerCase(Locale.ROOT), Normalizer.Form.NFD))
                        .replaceAll("");
        return bare.length() > SINGULAR_MAX && bare.endsWith("s")
                ? bare.substring(0, bare.length() - 1)
                : bare;
    }
}
