package dev.baltoro.engine.intent;

import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.regex.MatchResult;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/// Finds the files, folders and entries of a store of which a conversation tells the names: in
/// sentences and lists of a system message, in earlier calls, and in what these gave back.
final class NamedThings {
    /// Things that are kept, the first ones.
    private static final int MOST = 200;

    /// Letters of a part that are looked at.
    private static final int LETTERS_MAX = 6_000;

    private static final String ENDING = "\\.[A-Za-z][A-Za-z0-9]{0,4}";

    /// A letter of a path. Such are counted, and never in groups: a long text must not fill the
    /// stack.
    private static final String IN_PATH = "[\\p{L}\\p{N}\\p{M}_.~/-]";

    /// `run_01.csv`, `notes/march.txt`, `/srv/lib/a.md`.
    private static final Pattern FILE =
            Pattern.compile(
                    "(?<![\\p{L}\\p{N}_./~@:-])"
                            + IN_PATH
                            + "{0,200}[\\p{L}\\p{N}\\p{M}_-]"
                            + ENDING
                            + "(?![\\p{L}\\p{N}_@/-]|\\.[\\p{L}\\p{N}])");

    /// A name with spaces between two quotes.
    private static final Pattern QUOTED_FILE =
            Pattern.compile("[\"'`“‘«]([^\"'`”’»\n]{1,80}" + ENDING + ")[\"'`”’»]");

    /// A line of a listing, or of paths that a search has found.
    private static final Pattern LISTED =
            Pattern.compile(
                    "(?m)^(?:\\[FILE\\] (.{1,200}?)(?: {2,}.*)?|(/[\\p{L}\\p{N}_.~][^\\n]{0,200}"
                            + ENDING
                            + "))$");

    /// `shifts/ has`, `the folder old contains`: what follows is in there.
    private static final Pattern INSIDE =
            Pattern.compile(
                    "(?:(?<![\\p{L}\\p{N}_./~-])([\\p{L}\\p{N}_~]"
                            + IN_PATH
                            + "{0,100}/)|\\bfolder ([\\p{L}\\p{N}_-]{1,60}))"
                            + "(?:\\s*[:(=]|\\s+(?:has|have|holds|contains|with|keeps)\\b)");

    private static final Pattern SENTENCE_END = Pattern.compile("[.!?](?=\\s|$)|[;\\n]");

    /// A path from the root on, with what may be the rest of a name with spaces.
    private static final Pattern ROOT =
            Pattern.compile(
                    "(?<![\\p{L}\\p{N}_.~:/-])(/[\\p{L}\\p{N}_]"
                            + IN_PATH
                            + "{0,200})(?: ([\\p{L}\\p{N}_-]{1,40})(?=\\s*(?:[.,;:(\"'`\\n]|$| with | and )))?");

    private static final Pattern PATH_ARGUMENT = Pattern.compile("\"path\":\"([^\"]+)\"");

    /// What stands between the items of a list.
    private static final Pattern BETWEEN = Pattern.compile("[,:;()\\n]| and |\\. ");

    /// Letters of an item.
    private static final int ITEM_MAX = 80;

    private static final Pattern ENDS = Pattern.compile(".*" + ENDING);

    /// Words of a file's name that is no sentence.
    private static final int NAME_WORDS_MAX = 4;

    /// `Persons: Mia Lenz, Tom Roth.`
    private static final Pattern HEADED =
            Pattern.compile(
                    "(?<=^|[.;\\n]) {0,4}(?:The )?(\\p{L}{2,30})(?: (?:stored|known|saved|in it))?: ([^.:;()\\n]{2,300}?)(?=[.;\\n]|$)");

    /// Words of an entry's name.
    private static final int ENTRY_WORDS_MAX = 5;

    /// `Mia Lenz (person)`.
    private static final Pattern TYPED =
            Pattern.compile(
                    "(?<=^|[,:;\\n.]|\\band) *([\\p{L}\\p{N}][^,:;().\\n]{0,40}?) \\((?:an? )?(\\p{L}[\\p{L} ]{1,20})\\)");

    private static final Pattern STORED =
            Pattern.compile(
                    "\"name\":\\s*\"([^\"]{1,60})\",\\s*\"entityType\":\\s*\"([^\"]{1,30})\"");

    /// Words that go on with a sentence, not with a folder's name.
    private static final Set<String> PROSE =
            Set.of(
                    "only",
                    "and",
                    "or",
                    "for",
                    "so",
                    "is",
                    "are",
                    "has",
                    "have",
                    "please",
                    "folder",
                    "directory",
                    "now",
                    "too",
                    "here",
                    "there",
                    "alone",
                    "below",
                    "itself",
                    "with",
                    "holds",
                    "contains",
                    "in",
                    "on",
                    "to",
                    "by",
                    "then",
                    "first",
                    "again");

    /// Small words within names.
    private static final Set<String> LINKING = Set.of("of", "the", "de", "la", "von", "van", "and");

    /// Endings of hosts' names.
    private static final Set<String> DOMAINS =
            Set.of(
                    "com", "org", "net", "edu", "gov", "io", "dev", "app", "eu", "de", "fr", "uk",
                    "co", "es", "it", "nl", "jp", "example");

    private final Map<String, NamedThing> things = new LinkedHashMap<>();

    private NamedThings() {}

    /// {@return the things that some parts of a conversation name}
    ///
    /// @param parts in order
    static List<NamedThing> of(List<Told> parts) {
        NamedThings found = new NamedThings();
        String folder = "";
        for (Told part : parts) {
            switch (part.part) {
                case CALL -> {
                    Matcher path = PATH_ARGUMENT.matcher(part.text);
                    folder = path.find() ? ValueForm.folder(path.group(1)) + "/" : "";
                }
                case RESULT -> {
                    found.listed(part.text, folder);
                    found.stored(part.text);
                }
                case FACTS -> {
                    found.folders(part.text);
                    found.items(part.text);
                    found.files(part.text);
                    found.typed(part.text);
                }
                case USER, ASSISTANT -> found.files(part.text);
                case REQUEST -> {}
            }
        }
        return List.copyOf(found.things.values());
    }

    /// A part of a conversation.
    ///
    /// @param text as much of it as is looked at
    record Told(Word.Part part, String text) {
        Told {
            text = text.substring(0, Math.min(LETTERS_MAX, text.length()));
        }
    }

    /// Adds a thing, unless a longer path of it is known; it takes the place of a shorter one.
    private void add(NamedThing thing) {
        for (NamedThing known : things.values()) {
            if (known.sort() == thing.sort() && known.name().endsWith("/" + thing.name())) {
                return;
            }
        }
        things.values()
                .removeIf(known ->
                        known.sort() == thing.sort() && thing.name().endsWith("/" + known.name()));
        if (things.size() < MOST) {
            things.putIfAbsent(thing.name(), thing);
        }
    }

    private void files(String text) {
        List<MatchResult> inside =
                INSIDE.matcher(text).results().filter(NamedThings::isFolder).toList();
        int[] ends = SENTENCE_END.matcher(text).results().mapToInt(MatchResult::start).toArray();
        for (Pattern pattern : List.of(QUOTED_FILE, FILE)) {
            Matcher matcher = pattern.matcher(text);
            while (matcher.find()) {
                String name = pattern == FILE ? matcher.group() : matcher.group(1);
                if (things.size() >= MOST) {
                    return;
                }
                if (name.chars().noneMatch(Character::isLetter)
                        || name.contains("://")
                        || isHost(name)) {
                    continue;
                }
                String folder =
                        name.contains("/")
                                ? beginning(text, matcher.start())
                                : folder(matcher.start(), inside, ends);
                add(NamedThing.file(folder + name));
            }
        }
    }

    /// {@return what of a folder's name with a space in it stands before a path}
    private String beginning(String text, int at) {
        for (NamedThing thing : things.values()) {
            int space = thing.name().lastIndexOf(' ');
            int start = at - space - 1;
            if (thing.sort() == NamedThing.Sort.FOLDER
                    && space > 0
                    && start >= 0
                    && text.startsWith(thing.name() + "/", start)) {
                return text.substring(start, at);
            }
        }
        return "";
    }

    /// Finds names with spaces that stand in a list without quotes.
    private void items(String text) {
        String[] items = BETWEEN.split(text);
        for (int i = 1; i < items.length; i++) { // the first is a sentence's
            String item = items[i].strip();
            List<String> words = List.of(item.split(" "));
            boolean named =
                    item.length() <= ITEM_MAX
                            && words.size() > 1
                            && words.size() <= NAME_WORDS_MAX
                            && ENDS.matcher(item).matches()
                            && item.chars().noneMatch(c -> "\"'`“”‘’«»".indexOf(c) >= 0)
                            && words.stream().noneMatch(PROSE::contains);
            if (named) {
                add(NamedThing.file(item));
            }
        }
    }

    private static boolean isHost(String name) {
        String ending = name.substring(name.lastIndexOf('.') + 1);
        return name.indexOf('/') < 0 && name.indexOf(' ') < 0 && DOMAINS.contains(ending);
    }

    private static boolean isFolder(MatchResult inside) {
        @Nullable String named = inside.group(2);
        return named == null || !PROSE.contains(named);
    }

    /// {@return the folder of which the sentence says that what stands at a place is in it}
    ///
    /// @param inside where such is said, in order
    /// @param ends of sentences, in order
    private static String folder(int at, List<MatchResult> inside, int[] ends) {
        int low = 0;
        int high = inside.size();
        while (low < high) {
            int middle = (low + high) >>> 1;
            if (inside.get(middle).end() <= at) {
                low = middle + 1;
            } else {
                high = middle;
            }
        }
        if (low == 0) {
            return "";
        }
        MatchResult last = inside.get(low - 1);
        int end = Arrays.binarySearch(ends, last.end());
        int next = end < 0 ? -end - 1 : end;
        if (next < ends.length && ends[next] < at) {
            return ""; // another sentence
        }
        @Nullable String slashed = last.group(1);
        return slashed == null ? last.group(2) + "/" : slashed;
    }

    private void folders(String text) {
        Matcher matcher = ROOT.matcher(text);
        while (matcher.find()) {
            String path = matcher.group(1);
            while (path.endsWith(".") || path.endsWith("/")) {
                path = path.substring(0, path.length() - 1);
            }
            @Nullable String more = matcher.group(2);
            boolean named =
                    more != null
                            && !PROSE.contains(more)
                            && !more.endsWith("ly")
                            && path.equals(matcher.group(1));
            if (!ValueForm.name(path).contains(".")) {
                add(NamedThing.folder(named ? path + " " + more : path));
            }
        }
    }

    private void listed(String text, String folder) {
        Matcher matcher = LISTED.matcher(text);
        while (matcher.find()) {
            @Nullable String name = matcher.group(1);
            String path = name == null ? matcher.group(2) : folder + name;
            if (ENDS.matcher(ValueForm.name(path)).matches()) {
                add(NamedThing.file(path));
            }
        }
    }

    private void typed(String text) {
        Matcher matcher = TYPED.matcher(text);
        while (matcher.find()) {
            String name = matcher.group(1).strip();
            boolean prose = Stream.of(name.split(" ")).anyMatch(PROSE::contains);
            if (!prose && !ENDS.matcher(name).matches() && !name.contains("/")) {
                add(NamedThing.entity(name, matcher.group(2)));
            }
        }
        Matcher headed = HEADED.matcher(text);
        while (headed.find()) {
            String kind = headed.group(1).toLowerCase(Locale.ROOT).replaceFirst("(?<=..)s$", "");
            String[] items = headed.group(2).split(", (?:and )?| and ");
            if (items.length < 2 && !headed.group(1).endsWith("s")) {
                continue; // `Priority: High`
            }
            for (String item : items) {
                String name = item.strip();
                boolean entry =
                        !name.isEmpty()
                                && name.split(" ").length <= ENTRY_WORDS_MAX
                                && !name.contains("/")
                                && !ENDS.matcher(name).matches()
                                && !Character.isDigit(name.codePointAt(0))
                                && Stream.of(name.split(" ")).allMatch(NamedThings::isNamed);
                if (entry) {
                    add(NamedThing.entity(name, kind));
                }
            }
        }
    }

    private static boolean isNamed(String word) {
        return !word.isEmpty()
                && (!Character.isLowerCase(word.codePointAt(0)) || LINKING.contains(word));
    }

    private void stored(String text) {
        Matcher matcher = STORED.matcher(text);
        while (matcher.find()) {
            add(NamedThing.entity(matcher.group(1), matcher.group(2)));
        }
    }
}
