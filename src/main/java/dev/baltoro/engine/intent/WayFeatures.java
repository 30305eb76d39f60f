package dev.baltoro.engine.intent;

import dev.baltoro.text.chat.ToolCall;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.List;
import java.util.Locale;

/// What calls look like as a whole beside the request that they are read from: which values they
/// have together, where these stand in the words, and what the words say besides.
///
/// Each sort of feature has a number, apart from those of [Features] and [FixedValues].
final class WayFeatures {
    /// Runs of letters, digits and signs of a value's shape that are looked at.
    private static final int SHAPE_MAX = 24;

    /// Calls, items and words of more than this are alike.
    private static final int MANY = 4;

    private final ReadText read;
    private final String text;
    private final String squeezed;
    private final List<Word> words;
    private final byte[] known;
    private final int firstKnown;

    private WayFeatures(ReadText read) {
        this.read = read;
        this.text = SaidValue.lower(read.text());
        this.squeezed = squeezed(text.substring(read.request()));
        int first = read.words().size() - read.requestWords();
        this.words = read.words().subList(first, read.words().size());
        this.known = KnownRuns.of(read);
        this.firstKnown = first;
    }

    /// {@return what is looked at beside a request}
    static WayFeatures of(ReadText read) {
        return new WayFeatures(read);
    }

    /// What a model sees of a reading.
    ///
    /// @param hashes of what the calls look like
    /// @param evidence what was said for them
    record Seen(long[] hashes, float[] evidence) {}

    Seen of(WayReading reading) {
        return new Seen(hashes(reading.calls()), reading.evidence().values());
    }

    private long[] hashes(List<ToolCall> calls) {
        List<SaidValue> leaves = SaidValue.of(calls, text, read.request());
        Hashes hashes = new Hashes();
        String count = "" + Math.min(MANY, calls.size());
        hashes.add(70, count);
        List<String> names = calls.stream().map(ToolCall::name).toList();
        hashes.add(71, String.join("+", names));
        hashes.add(72, String.join("+", names.stream().sorted().distinct().toList()));
        for (int i = 1; i < names.size(); i++) {
            hashes.add(73, names.get(i - 1) + ">" + names.get(i));
        }
        for (int call = 0; call < calls.size(); call++) {
            arguments(call, names.get(call), leaves, hashes);
        }
        leaves.forEach(leaf -> leaf(leaf, hashes));
        for (int i = 0; i < leaves.size(); i++) {
            for (int k = i + 1; k < leaves.size(); k++) {
                pair(leaves.get(i), leaves.get(k), hashes);
            }
        }
        rest(count, names, leaves, hashes);
        return hashes.all();
    }

    private static final class Hashes {
        private final List<Long> all = new ArrayList<>();

        void add(int kind, String what) {
            all.add(Features.mix(kind, what));
        }

        long[] all() {
            return all.stream().mapToLong(Long::longValue).distinct().toArray();
        }
    }

    private void arguments(int call, String tool, List<SaidValue> leaves, Hashes hashes) {
        List<String> paths =
                leaves.stream().filter(leaf -> leaf.call() == call).map(SaidValue::path).toList();
        hashes.add(74, tool + ":" + String.join(",", paths.stream().distinct().sorted().toList()));
        paths.stream()
                .distinct()
                .forEach(path ->
                        hashes.add(
                                75,
                                path
                                        + Math.min(
                                                MANY,
                                                paths.stream().filter(path::equals).count())));
    }

    private void leaf(SaidValue leaf, Hashes hashes) {
        String path = leaf.path();
        String shape = shape(leaf.value());
        hashes.add(80, path + shape);
        hashes.add(81, path + Math.min(MANY, leaf.value().strip().split("\\s+").length));
        if (leaf.isWord()) {
            hashes.add(82, path + "=" + leaf.value());
        }
        for (String part : parts(leaf)) {
            hashes.add(84, path + part);
            hashes.add(85, part);
        }
        if (leaf.repeats()) {
            hashes.add(86, path);
            hashes.add(87, "");
        }
        if (leaf.isLiteral()) {
            neighbours(leaf, hashes);
        }
    }

    /// {@return how the place of a value is, in words of its own}
    private List<String> parts(SaidValue leaf) {
        List<String> parts = new ArrayList<>();
        if (!leaf.isLiteral()) {
            String squeezed = squeezed(leaf.value());
            boolean within = !squeezed.isEmpty() && this.squeezed.contains(squeezed);
            parts.add(within ? "squeezed" : "nowhere");
            return parts;
        }
        parts.add(leaf.start() >= read.request() ? "request" : "before");
        String left = sign(leaf.start() - 1);
        String right = sign(leaf.end());
        parts.add("l" + left);
        parts.add("r" + right);
        parts.add(left + "_" + right);
        parts.add("k" + knownAt(leaf));
        return parts;
    }

    /// {@return what stands beside a value: a sign, `a` for letters, nothing for a space}
    private String sign(int at) {
        if (at < 0 || at >= text.length()) {
            return "^";
        }
        char c = text.charAt(at);
        return Character.isWhitespace(c) ? "" : Character.isLetterOrDigit(c) ? "a" : "" + c;
    }

    /// {@return whether a value is a name that the conversation had before, a part of one, or more}
    private String knownAt(SaidValue leaf) {
        boolean begins = false;
        boolean goesOn = false;
        boolean all = true;
        boolean any = false;
        for (int i = 0; i < words.size(); i++) {
            Word word = words.get(i);
            byte state = known[firstKnown + i];
            if (word.start() >= leaf.end()) {
                goesOn |= word.start() < leaf.end() + 2 && state == KnownRuns.GOES_ON && any;
                break;
            }
            if (word.end() > leaf.start()) {
                boolean first = !any && !begins && all && state == KnownRuns.BEGINS;
                begins |= first;
                any |= state != KnownRuns.NEW;
                all &= state != KnownRuns.NEW;
            }
        }
        return !any ? "new" : (begins ? "B" : "-") + (all ? "A" : "-") + (goesOn ? "+" : "-");
    }

    private void neighbours(SaidValue leaf, Hashes hashes) {
        if (leaf.start() < read.request()) {
            return;
        }
        int from = 0;
        while (from < words.size() && words.get(from).end() <= leaf.start()) {
            from++;
        }
        int to = from;
        while (to < words.size() && words.get(to).start() < leaf.end()) {
            to++;
        }
        hashes.add(90, leaf.path() + at(from - 1));
        hashes.add(91, leaf.path() + at(from - 2) + " " + at(from - 1));
        hashes.add(92, leaf.path() + at(to));
        hashes.add(93, leaf.path() + at(to) + " " + at(to + 1));
        hashes.add(94, at(from - 1));
        hashes.add(95, at(to));
        hashes.add(96, leaf.path() + at(from - 2));
    }

    private String at(int i) {
        return i < 0 ? "^" : i >= words.size() ? "$" : plain(words.get(i));
    }

    private static String plain(Word word) {
        String text = word.text().toLowerCase(Locale.ROOT);
        return Character.isDigit(text.charAt(0)) ? "0" : text;
    }

    private static void pair(SaidValue one, SaidValue other, Hashes hashes) {
        String paths = one.path() + (one.call() == other.call() ? "," : "|") + other.path();
        if (one.value().equals(other.value())) {
            hashes.add(100, paths);
        } else if (other.value().length() > 2 && one.value().contains(other.value())
                || one.value().length() > 2 && other.value().contains(one.value())) {
            hashes.add(101, paths + (one.value().length() > other.value().length()));
        }
        if (one.meets(other)) {
            hashes.add(102, paths);
            hashes.add(103, one.path().equals(other.path()) ? "same" : "other");
        } else if (one.isLiteral() && other.isLiteral()) {
            hashes.add(104, paths + (one.start() < other.start()));
        }
        if (one.call() == other.call() && one.isWord() && other.isWord()) {
            hashes.add(
                    105, one.path() + "=" + one.value() + "," + other.path() + "=" + other.value());
        }
        if (one.call() != other.call() && one.isLiteral() && other.isLiteral()) {
            hashes.add(106, "" + (one.start() < other.start()));
        }
    }

    /// What the words say that are no value.
    private void rest(String count, List<String> names, List<SaidValue> leaves, Hashes hashes) {
        BitSet covered = new BitSet(text.length());
        leaves.stream()
                .filter(SaidValue::isLiteral)
                .forEach(leaf -> covered.set(leaf.start(), leaf.end()));
        String last = "^";
        int left = 0;
        for (int i = 0; i < words.size(); i++) {
            Word word = words.get(i);
            if (covered.get(word.start())) {
                last = "_";
                continue;
            }
            String plain = plain(word);
            hashes.add(110, count + plain);
            hashes.add(111, count + last + " " + plain);
            if (known[firstKnown + i] != KnownRuns.NEW) {
                hashes.add(112, "known" + count);
            }
            if (plain.equals("0") || !word.text().equals(plain) && i > 0) {
                hashes.add(113, shape(word.text()) + count);
                left++;
            }
            for (String name : names) {
                hashes.add(114, name + " " + plain);
            }
            last = plain;
        }
        hashes.add(115, Math.min(MANY, left) + count);
    }

    private static String squeezed(String text) {
        StringBuilder squeezed = new StringBuilder();
        text.toLowerCase(Locale.ROOT)
                .codePoints()
                .filter(Character::isLetterOrDigit)
                .forEach(squeezed::appendCodePoint);
        return squeezed.toString();
    }

    /// {@return which kinds of characters a value has, runs as one}
    private static String shape(String value) {
        StringBuilder shape = new StringBuilder();
        for (int i = 0; i < value.length() && shape.length() < SHAPE_MAX; i++) {
            char c = value.charAt(i);
            char kind =
                    Character.isDigit(c)
                            ? '0'
                            : Character.isUpperCase(c) ? 'X' : Character.isLetter(c) ? 'x' : c;
            if (shape.isEmpty() || shape.charAt(shape.length() - 1) != kind) {
                shape.append(kind);
            }
        }
        return shape.toString();
    }
}
