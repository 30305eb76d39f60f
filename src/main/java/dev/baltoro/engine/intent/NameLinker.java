package dev.baltoro.engine.intent;

import dev.baltoro.engine.intent.HalfNames.Link;
import dev.baltoro.engine.intent.NamedThing.Sort;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;

/// Finds the words of a request that mean a thing which the conversation has named.
final class NameLinker {
    /// Words of a name of which a request says some.
    private static final int WORDS_MAX = 4;

    /// Letters of a word that can be a name's by itself.
    private static final int LETTERS_LEAST = 3;

    /// Words beside a part of a name that may say more of the thing.
    private static final int BESIDE = 2;

    private static final Set<String> POINTING =
            Set.of(
                    "the", "my", "our", "your", "his", "her", "their", "this", "that", "both",
                    "these", "those", "whole", "entire", "'s", "s");

    private static final Set<String> WHOLE = Set.of("main", "whole", "entire", "complete");

    private static final Set<String> NEW =
            Set.of(
                    "a", "an", "new", "another", "called", "named", "call", "name", "some", "any",
                    "two", "three", "four", "second", "third", "last", "next", "other");

    /// Words of names that mean something else at least as often.
    private static final Set<String> COMMON =
            Set.of(
                    "the", "and", "for", "you", "new", "old", "all", "one", "two", "list", "note",
                    "log", "test", "copy", "move", "build", "update", "read", "write", "open",
                    "show", "find", "search", "order", "change", "run", "check", "set", "name",
                    "file", "folder", "save", "make", "data", "text", "add", "tell", "what", "who",
                    "where", "when", "how", "main", "back", "work", "first", "last", "of", "in",
                    "to", "is", "it", "on", "by", "my", "me", "at", "or", "an", "as", "be", "no",
                    "not", "with", "from", "this", "that", "out", "up", "can", "has", "will", "may",
                    "mark", "bill", "rose", "art", "grace", "hope", "joy", "sue", "pat", "rob",
                    "jack", "frank", "dean", "guy", "chase", "drew", "faith", "dawn", "june",
                    "april", "august");

    private static final String TIGHT = "._/\\@#~*=";
    private static final String QUOTES = "\"“”„«»`‘";

    private final String request;
    private final String small;
    private final List<Word> words;
    private final List<String> lower;
    private final List<NamedThing> things;
    private final Set<String> values;
    private final Map<String, String> plain = new HashMap<>();

    /// @param words of the request
    /// @param things that the conversation has named
    /// @param values texts of which the words must stay
    NameLinker(String request, List<Word> words, List<NamedThing> things, Set<String> values) {
        this.request = request;
        this.small = SaidValue.lower(request);
        this.words = words;
        this.lower = words.stream().map(word -> word.text().toLowerCase(Locale.ROOT)).toList();
        this.things = things;
        this.values = values;
    }

    /// {@return the request with whole names}
    HalfNames link() {
        boolean[] closed = closed();
        StringBuilder text = new StringBuilder();
        List<Link> links = new ArrayList<>();
        int copied = 0;
        int i = 0;
        while (i < words.size()) {
            int end = i;
            for (int n = Math.min(WORDS_MAX, words.size() - i); n > 0 && end == i; n--) {
                Optional<NamedThing> thing =
                        isOpen(closed, i, i + n) ? meant(i, i + n) : Optional.empty();
                if (thing.isPresent()) {
                    int from = words.get(from(thing.get(), i)).start();
                    int to = words.get(to(thing.get(), i + n) - 1).end();
                    String said = request.substring(from, to);
                    if (from < copied || isOfValue(from, to)) {
                        continue;
                    }
                    end = i + n;
                    text.append(request, copied, from);
                    int start = text.length();
                    text.append(thing.get().name());
                    links.add(new Link(start, text.length(), said));
                    copied = to;
                }
            }
            i = Math.max(i + 1, end);
        }
        text.append(request, copied, request.length());
        return new HalfNames(text.toString(), links);
    }

    /// A folder is meant with the word for what it is and an article: `the lab folder`.
    private int from(NamedThing thing, int from) {
        if (thing.sort() != Sort.FOLDER) {
            return from;
        }
        int first = WHOLE.contains(word(from - 1)) ? from - 1 : from;
        return word(first - 1).equals("the") ? first - 1 : first;
    }

    private int to(NamedThing thing, int to) {
        return switch (thing.sort()) {
            case FOLDER -> to + 1;
            case FILE ->
                    word(to).equals("dot") && thing.name().endsWith("." + word(to + 1))
                            ? to + 2
                            : to;
            case PERSON, ENTITY -> to;
        };
    }

    private String word(int i) {
        return i < 0 || i >= lower.size() ? "" : lower.get(i);
    }

    /// {@return words that stand in quotes, are of a name with signs in it, or of a whole name}
    private boolean[] closed() {
        boolean[] closed = new boolean[words.size()];
        boolean open = false;
        for (int i = 0; i < words.size(); i++) {
            boolean quote = QUOTES.contains(words.get(i).text());
            open ^= quote;
            closed[i] = open || quote;
        }
        for (int from = 0; from < closed.length; ) {
            int to = from + 1;
            while (to < closed.length && words.get(to).follows(words.get(to - 1))) {
                to++;
            }
            if (isSigned(from, to)) {
                Arrays.fill(closed, from, to, true);
            }
            from = to;
        }
        for (NamedThing thing : things) {
            boolean folder = thing.sort() == Sort.FOLDER; // `the lab folder` is no whole name
            Stream.of(thing.name(), folder ? thing.name() : ValueForm.name(thing.name()))
                    .filter(name -> !name.isEmpty())
                    .map(SaidValue::lower)
                    .distinct()
                    .forEach(name -> {
                        for (int at = small.indexOf(name);
                                at >= 0;
                                at = small.indexOf(name, at + 1)) {
                            close(closed, at, at + name.length());
                        }
                    });
        }
        return closed;
    }

    private void close(boolean[] closed, int start, int end) {
        for (int i = 0; i < closed.length; i++) {
            closed[i] |= words.get(i).start() < end && words.get(i).end() > start;
        }
    }

    /// {@return whether words that hang together have a sign of names within, as `run_02.csv`}
    private boolean isSigned(int from, int to) {
        boolean joined = false;
        boolean digits = false;
        for (int i = from; i < to; i++) {
            String text = words.get(i).text();
            boolean inner = i + 1 < to && isLetters(i + 1);
            if (inner && TIGHT.contains(text)) {
                return true;
            }
            joined |= inner && i > from && "-:".contains(text);
            digits |= Character.isDigit(text.charAt(0));
        }
        return joined && digits; // `10:05`, `2026-06-11`, `mixer-01`
    }

    private boolean isLetters(int i) {
        return i < words.size() && Character.isLetterOrDigit(words.get(i).text().codePointAt(0));
    }

    /// {@return whether some words are no part of what is written as a name: `oven 2025.jpg`}
    private boolean isOpen(boolean[] closed, int from, int to) {
        boolean before =
                to + 1 < closed.length
                        && closed[to]
                        && isSigned(to, Math.min(to + 3, closed.length));
        if (before) {
            return false;
        }
        for (int i = from; i < to; i++) {
            if (closed[i]) {
                return false;
            }
        }
        return true;
    }

    /// {@return the one thing that some words mean}
    private Optional<NamedThing> meant(int from, int to) {
        List<String> said = new ArrayList<>();
        for (int i = from; i < to; i++) {
            String word = word(i);
            boolean joins = word.equals("-") || word.equals("_");
            if (!joins && !Character.isLetterOrDigit(word.codePointAt(0))) {
                return Optional.empty();
            }
            if (joins && (i == from || i == to - 1)) {
                return Optional.empty();
            }
            if (!joins) {
                said.add(word);
            }
        }
        List<NamedThing> all =
                things.stream().filter(thing -> isOf(said, thing, from, to)).toList();
        if (all.size() > 1) {
            List<NamedThing> whole =
                    all.stream().filter(thing -> thing.words().size() == said.size()).toList();
            all = whole.isEmpty() ? all : whole;
        }
        if (all.size() > 1) {
            all = all.stream().filter(thing -> isBeside(thing, from, to)).toList();
        }
        return all.size() == 1
                ? Optional.of(all.getFirst()).filter(thing -> isSure(said, thing, from, to))
                : Optional.empty();
    }

    private boolean isOf(List<String> said, NamedThing thing, int from, int to) {
        if (thing.sort() == Sort.FOLDER && !isOneOf(thing.about(), word(to))) {
            return false;
        }
        boolean named = said.stream().allMatch(word -> isOneOf(thing.words(), word));
        boolean typed =
                thing.sort() == Sort.ENTITY
                        && thing.about().size() == said.size()
                        && said.stream().allMatch(word -> isOneOf(thing.about(), word))
                        && POINTING.contains(word(from - 1));
        return (named || typed) && new HashSet<>(said).size() == said.size();
    }

    /// {@return whether words beside it speak of what a thing is}
    private boolean isBeside(NamedThing thing, int from, int to) {
        for (int i = from - BESIDE - 1; i < to + BESIDE; i++) {
            String word = word(i);
            boolean outside = i < from || i >= to;
            if (outside && word.length() >= LETTERS_LEAST && isOneOf(thing.about(), word)) {
                return true;
            }
        }
        return false;
    }

    private boolean isSure(List<String> said, NamedThing thing, int from, int to) {
        boolean pointed = POINTING.contains(word(from - 1));
        boolean fresh = NEW.contains(word(from - 1));
        boolean beside = isBeside(thing, from, to);
        String first = said.getFirst();
        boolean one = said.size() == 1;
        if (!one && said.stream().noneMatch(this::isTelling)) {
            return false; // `of the`
        }
        boolean whole = thing.words().size() == said.size();
        if (fresh || word(from - 1).matches("\\d+")) {
            return false;
        }
        if (one && Character.isDigit(first.charAt(0))) {
            boolean alone = !isLetters(to) || !words.get(to).follows(words.get(to - 1));
            return alone && (beside || first.length() > 1 && first.startsWith("0"));
        }
        if (!pointed && !beside && !thing.words().containsAll(said)) {
            return false; // `supplier` alone is no `suppliers.csv`
        }
        return switch (thing.sort()) {
            case FOLDER -> first.length() >= 2;
            case FILE ->
                    !one
                            || first.length() >= LETTERS_LEAST
                                    && (isTelling(first) || pointed && beside)
                                    && (pointed || beside || whole && !isVerb(from, to));
            case PERSON ->
                    !one
                            || first.length() >= 2
                                    && !isCommon(first)
                                    && thing.words().getFirst().equals(first);
            case ENTITY -> pointed && isTelling(first);
        };
    }

    /// {@return whether it is a part of a value that is longer}
    private boolean isOfValue(int from, int to) {
        for (String value : values) {
            String text = SaidValue.lower(value);
            if (text.length() <= to - from) {
                continue;
            }
            for (int at = small.indexOf(text); at >= 0; at = small.indexOf(text, at + 1)) {
                if (at <= from && to <= at + text.length()) {
                    return true;
                }
            }
        }
        return false;
    }

    /// {@return whether a word says by itself what is meant}
    private boolean isTelling(String word) {
        return word.length() >= LETTERS_LEAST
                && !isCommon(word)
                && !Character.isDigit(word.charAt(0));
    }

    private boolean isCommon(String word) {
        return COMMON.contains(word) || COMMON.contains(plain(word));
    }

    /// {@return whether words may be what is to be done: `schedule a meeting`}
    private boolean isVerb(int from, int to) {
        return from == 0 && NEW.contains(word(to)) || Set.of("a", "an", "the").contains(word(to));
    }

    private boolean isOneOf(Collection<String> words, String said) {
        return words.contains(said)
                || words.stream().anyMatch(word -> plain(word).equals(plain(said)));
    }

    private String plain(String word) {
        return plain.computeIfAbsent(word, NamedThing::plain);
    }
}
