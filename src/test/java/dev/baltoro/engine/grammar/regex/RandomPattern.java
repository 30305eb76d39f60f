package dev.baltoro.engine.grammar.regex;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Random;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Collectors;

/// A drawn pattern, written twice: for ECMA-262 with the flag `u`, and with the same meaning for
/// `java.util.regex`.
///
/// @param ecma the pattern
/// @param java its translation
/// @param member draws a text that it reads, conditions such as anchors left aside
/// @param letters code points at the borders of its sets
record RandomPattern(
        String ecma, String java, Function<Random, String> member, Set<Integer> letters) {
    private static final String ANY = "[\\x{0}-\\x{10FFFF}]";
    private static final String SPACE =
            "[\\t\\n\\x0B\\f\\r \\x{A0}\\x{1680}\\x{2000}-\\x{200A}\\x{2028}\\x{2029}\\x{202F}\\x{205F}\\x{3000}\\x{FEFF}]";
    private static final String NO_LINE_END = "[^\\n\\r\\x{2028}\\x{2029}]";
    private static final int[] LETTERS = {
        'a', 'a', 'a', 'b', 'b', 'c', 'z', 'A', 'K', '0', '7', '_', '-', ' ', '.', '/', '"', '\\',
        ']', '{', '\n', '\t', 0, 1, 0x1A, 0x7F, 0x85, 0xA0, 0xE9, 0x17F, 0x3B1, 0x2028, 0x3000,
        0x6771, 0xFEFF, 0xFFFD, 0x1F600, 0x10FFFF
    };
    private static final String[][] PROPERTIES = {
        {"Lu"},
        {"L"},
        {"Letter", "L"},
        {"Sc"},
        {"gc=Zs", "Zs"},
        {"General_Category=Nd", "Nd"},
        {"Punctuation", "P"},
        {"Script=Greek", "IsGreek"},
        {"sc=Han", "IsHan"},
        {"Alphabetic", "IsAlphabetic"},
        {"Lowercase_Letter", "Ll"},
        {"S"},
        {"Cc"},
        {"ASCII", "ASCII"}
    };

    private static RandomPattern fixed(String ecma, String java) {
        return new RandomPattern(ecma, java, _ -> "", Set.of());
    }

    static RandomPattern draw(Random random) {
        RandomPattern body = alternatives(random, 3);
        boolean start = random.nextInt(3) > 0;
        boolean end = random.nextInt(3) > 0;
        return new RandomPattern(
                (start ? "^" : "")
                        + (start || end ? "(?:" + body.ecma + ")" : body.ecma)
                        + (end ? "$" : ""),
                (start ? "\\A" : "") + "(?:" + body.java + ")" + (end ? "\\z" : ""),
                body.member,
                body.letters);
    }

    private static RandomPattern alternatives(Random random, int depth) {
        int count = random.nextInt(4) == 0 ? 2 + random.nextInt(2) : 1;
        List<RandomPattern> ways = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            List<RandomPattern> parts = new ArrayList<>();
            int length = random.nextInt(depth == 3 ? 5 : 4);
            for (int j = 0; j < length; j++) {
                parts.add(term(random, depth));
            }
            ways.add(
                    join(
                            parts,
                            "",
                            draws ->
                                    parts.stream()
                                            .map(part -> part.member.apply(draws))
                                            .collect(Collectors.joining())));
        }
        return join(ways, "|", draws -> ways.get(draws.nextInt(ways.size())).member.apply(draws));
    }

    private static RandomPattern join(
            List<RandomPattern> parts, String between, Function<Random, String> member) {
        Set<Integer> letters = new HashSet<>();
        parts.forEach(part -> letters.addAll(part.letters));
        return new RandomPattern(
                parts.stream().map(RandomPattern::ecma).collect(Collectors.joining(between)),
                parts.stream().map(RandomPattern::java).collect(Collectors.joining(between)),
                member,
                letters);
    }

    private static RandomPattern term(Random random, int depth) {
        int kind = random.nextInt(24);
        if (kind == 0) {
            return switch (random.nextInt(6)) {
                case 0 -> fixed("^", "\\A");
                case 1 -> fixed("$", "\\z");
                case 2, 3 -> fixed("\\b", "(?:(?<=\\w)(?!\\w)|(?<!\\w)(?=\\w))");
                default -> fixed("\\B", "(?:(?<=\\w)(?=\\w)|(?<!\\w)(?!\\w))");
            };
        }
        if (kind == 1) {
            RandomPattern one = random.nextBoolean() ? letter(random) : set(random);
            String open = random.nextBoolean() ? "(?<=" : "(?<!";
            return new RandomPattern(
                    open + one.ecma + ")", open + one.java + ")", _ -> "", one.letters);
        }
        if (kind < 4 && depth > 0) {
            RandomPattern inside = alternatives(random, depth - 1);
            String open = random.nextBoolean() ? "(?=" : "(?!";
            return new RandomPattern(
                    open + inside.ecma + ")", open + inside.java + ")", _ -> "", inside.letters);
        }
        RandomPattern atom =
                kind < 9 && depth > 0
                        ? group(random, depth)
                        : kind < 13 ? set(random) : kind < 15 ? shortClass(random) : letter(random);
        return quantified(atom, random);
    }

    private static RandomPattern group(Random random, int depth) {
        RandomPattern inside = alternatives(random, depth - 1);
        String open = random.nextBoolean() ? "(" : "(?:";
        return new RandomPattern(
                open + inside.ecma + ")", "(?:" + inside.java + ")", inside.member, inside.letters);
    }

    private static RandomPattern quantified(RandomPattern atom, Random random) {
        int least = random.nextInt(3);
        int most = least + random.nextInt(3);
        String quantifier =
                switch (random.nextInt(14)) {
                    case 0, 1 -> "*";
                    case 2 -> "+";
                    case 3, 4 -> "?";
                    case 5 -> "{" + least + "}";
                    case 6 -> "{" + least + ",}";
                    case 7 -> "{" + least + "," + most + "}";
                    default -> "";
                };
        if (quantifier.isEmpty()) {
            return atom;
        }
        String lazy = random.nextInt(4) == 0 ? "?" : "";
        int rounds =
                switch (quantifier.charAt(0)) {
                    case '*' -> 2;
                    case '+', '?' -> 1;
                    default -> Math.max(least, 1);
                };
        return new RandomPattern(
                atom.ecma + quantifier + lazy,
                "(?:" + atom.java + ")" + quantifier,
                draws -> {
                    StringBuilder text = new StringBuilder();
                    for (int i = 0; i < rounds; i++) {
                        text.append(atom.member.apply(draws));
                    }
                    return text.toString();
                },
                atom.letters);
    }

    private static RandomPattern letter(Random random) {
        int letter = LETTERS[random.nextInt(LETTERS.length)];
        String text = Character.toString(letter);
        return new RandomPattern(
                escape(letter, random, "^$\\.*+?()[]{}|/"),
                "\\x{" + Integer.toHexString(letter) + "}",
                _ -> text,
                Set.of(letter));
    }

    private static String escape(int letter, Random random, String special) {
        String hex = "%04X".formatted(letter);
        return switch (random.nextInt(6)) {
            case 0 -> "\\u{" + "0".repeat(random.nextInt(2)) + Integer.toHexString(letter) + "}";
            case 1 ->
                    letter < 0x10000
                            ? "\\u" + hex
                            : "\\u%04x\\u%04x"
                                    .formatted(
                                            (int) Character.highSurrogate(letter),
                                            (int) Character.lowSurrogate(letter));
            case 2 ->
                    letter == 0
                            ? "(?:\\0)"
                            : letter <= 26
                                    ? "\\c" + (char) (letter + (random.nextBoolean() ? 64 : 96))
                                    : letter < 0x100
                                            ? "\\x" + hex.substring(2)
                                            : Character.toString(letter);
            default -> {
                if (letter == '\n' && random.nextBoolean()) {
                    yield "\\n";
                }
                boolean plain = special.indexOf(letter) < 0 || letter > 0x7F;
                yield (plain ? "" : "\\") + Character.toString(letter);
            }
        };
    }

    private static RandomPattern shortClass(Random random) {
        String[] names = {"\\d", "\\D", "\\w", "\\W", "\\s", "\\S", ".", "\\p", "\\P"};
        String name = names[random.nextInt(names.length)];
        return switch (name) {
            case "\\s" -> of(name, SPACE, " \u00a0\u2028\u3000", " \u00a0\u0085\u200b");
            case "\\S" ->
                    of(
                            name,
                            "(?:(?!" + SPACE + ")" + ANY + ")",
                            "a\u0085\u200b",
                            " \u00a0\u0085\u200b");
            case "." -> of(name, NO_LINE_END, "a\u0085😀", "\n\r\u2028\u2029\u0085");
            case "\\p", "\\P" -> {
                String[] property = PROPERTIES[random.nextInt(PROPERTIES.length)];
                yield of(
                        name + "{" + property[0] + "}",
                        name + "{" + property[property.length - 1] + "}",
                        "aAé$1 東α",
                        "aAé$1 東α٣^+");
            }
            default ->
                    of(
                            name,
                            name,
                            name.equals("\\W") || name.equals("\\D") ? "-é" : "7",
                            "07/:azAZ@[`{_é٣");
        };
    }

    private static RandomPattern of(String ecma, String java, String members, String letters) {
        int[] codePoints = members.codePoints().toArray();
        return new RandomPattern(
                ecma,
                java,
                draws -> Character.toString(codePoints[draws.nextInt(codePoints.length)]),
                letters.codePoints().boxed().collect(Collectors.toSet()));
    }

    private static RandomPattern set(Random random) {
        boolean negated = random.nextInt(3) == 0;
        List<RandomPattern> items = new ArrayList<>();
        int count = random.nextInt(8) == 0 ? 0 : 1 + random.nextInt(3);
        for (int i = 0; i < count; i++) {
            items.add(item(random));
        }
        Set<Integer> letters = new HashSet<>();
        items.forEach(item -> letters.addAll(item.letters));
        String ecma = items.stream().map(RandomPattern::ecma).collect(Collectors.joining());
        String any = items.stream().map(RandomPattern::java).collect(Collectors.joining("|"));
        String java = items.isEmpty() ? "(?!)" : "(?:" + any + ")";
        return new RandomPattern(
                (negated ? "[^" : "[") + ecma + "]",
                negated ? "(?:(?!" + java + ")" + ANY + ")" : java,
                draws ->
                        negated || items.isEmpty()
                                ? Character.toString(LETTERS[draws.nextInt(LETTERS.length)])
                                : items.get(draws.nextInt(items.size())).member.apply(draws),
                letters);
    }

    private static RandomPattern item(Random random) {
        if (random.nextInt(3) == 0) {
            RandomPattern name = shortClass(random);
            return name.ecma.equals(".") ? of("\\.", "\\.", ".", "./") : name;
        }
        int first = LETTERS[random.nextInt(LETTERS.length)];
        int last = random.nextBoolean() ? first : LETTERS[random.nextInt(LETTERS.length)];
        int low = Math.min(first, last);
        int high = Math.max(first, last);
        String text = Character.toString(random.nextBoolean() ? low : high);
        Set<Integer> letters = new HashSet<>(Set.of(low));
        letters.addAll(Set.of(high));
        letters.add(Math.max(0, low - 1));
        letters.add(Math.min(0x10FFFF, high + 1));
        String from = escape(low, random, "^$\\.*+?()[]{}|/-").replace("(?:\\0)", "\\x00");
        String to = escape(high, random, "^$\\.*+?()[]{}|/-").replace("(?:\\0)", "\\x00");
        return new RandomPattern(
                low == high ? from : from + "-" + to,
                "[\\x{" + Integer.toHexString(low) + "}-\\x{" + Integer.toHexString(high) + "}]",
                _ -> text,
                letters);
    }

    /// {@return texts that it may match, nearly matches, or has nothing to do with}
    List<String> texts(Random random, int count) {
        List<Integer> pool = new ArrayList<>(letters);
        for (int letter : new int[] {'a', 'b', '_', '-', '\n', 0x2028, 0x1F600}) {
            pool.add(letter);
        }
        pool.removeIf(letter -> letter >= 0xD800 && letter <= 0xDFFF);
        List<String> texts = new ArrayList<>(List.of(""));
        while (texts.size() < count) {
            StringBuilder text = new StringBuilder();
            if (random.nextInt(3) > 0) {
                text.append(member.apply(random));
            }
            if (text.length() > 12) {
                continue;
            }
            int changes = random.nextInt(3);
            for (int i = 0; i < changes; i++) {
                int at =
                        text.isEmpty()
                                ? 0
                                : text.offsetByCodePoints(
                                        0,
                                        random.nextInt(text.codePointCount(0, text.length()) + 1));
                if (random.nextInt(3) == 0 && at < text.length()) {
                    text.delete(at, text.offsetByCodePoints(at, 1));
                } else {
                    text.insert(at, Character.toString(pool.get(random.nextInt(pool.size()))));
                }
            }
            texts.add(text.toString());
        }
        return texts;
    }

    /// {@return whether the JDK reads it as ECMA-262 does: its look-behind goes back by UTF-16
    /// units, into the middle of a code point, and when one of several rounds is empty it does not
    /// try whether the next one is not}
    boolean isForJava() {
        return !ecma.contains("(?<") && !ecma.matches("(?s).*\\)\\{[2-9].*");
    }

    /// {@return whether V8 reads it as ECMA-262 does: it tries borders and look-behind in the
    /// middle of code points of two UTF-16 units, too}
    boolean isForNode(String text) {
        boolean looksBehind = ecma.contains("(?<") || ecma.matches("(?s).*\\\\[bB].*");
        return !looksBehind || text.codePoints().allMatch(Character::isBmpCodePoint);
    }
}
