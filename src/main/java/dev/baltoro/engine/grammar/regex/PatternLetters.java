package dev.baltoro.engine.grammar.regex;

import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/// Named sets of letters in regular expressions.
///
/// Where dialects differ, a set holds what ECMA's and Java's have in common, so that what is
/// written matches in both.
final class PatternLetters {
    /// All but line ends.
    static final CodePoints DOT = CodePoints.of('\n', '\r', 0x85, 0x2028, 0x2029).not();

    private static final CodePoints DIGITS = CodePoints.range('0', '9');
    private static final CodePoints WORD =
            DIGITS.or(CodePoints.range('a', 'z'))
                    .or(CodePoints.range('A', 'Z'))
                    .or(CodePoints.of('_'));
    private static final CodePoints SPACE = CodePoints.of('\t', '\n', 0x0B, '\f', '\r', ' ');
    private static final CodePoints ALL_SPACE =
            SPACE.or(CodePoints.where(Character::isSpaceChar)).or(CodePoints.of(0xFEFF, 0x85));

    /// Unicode's general categories by their short names.
    private static final Map<String, Set<Integer>> CATEGORIES = categories();

    private PatternLetters() {}

    private static Map<String, Set<Integer>> categories() {
        Map<String, Integer> types = new HashMap<>();
        String[] names =
                ("Lu Ll Lt Lm Lo Mn Me Mc Nd Nl No - Zs Zl Zp Cc Cf - Co Cs Pd Ps Pe Pc Po Sm Sc"
                                + " Sk So Pi Pf")
                        .split(" ");
        // Character's constants, in the order of their values: 0 is unassigned, 17 is not used.
        for (int i = 0; i < names.length; i++) {
            types.put(names[i], i + 1);
        }
        types.remove("-");
        types.put("Cn", (int) Character.UNASSIGNED);
        Map<String, Set<Integer>> groups = new HashMap<>();
        types.forEach((name, type) -> {
            groups.computeIfAbsent(name, _ -> new HashSet<>()).add(type);
            groups.computeIfAbsent(name.substring(0, 1), _ -> new HashSet<>()).add(type);
        });
        return Map.copyOf(groups);
    }

    /// {@return the letters of `\d`, `\w`, `\s` or their capitals}
    static CodePoints ofClass(char name) {
        return switch (name) {
            case 'd' -> DIGITS;
            case 'D' -> DIGITS.not();
            case 'w' -> WORD;
            case 'W' -> WORD.not();
            case 's' -> SPACE;
            default -> ALL_SPACE.not();
        };
    }

    /// {@return the letters of `\p{...}`: a general category, or a script as `Script=Greek`}
    static Optional<CodePoints> ofProperty(String property) {
        int equals = property.indexOf('=');
        String name = property.substring(equals + 1);
        String key = property.substring(0, Math.max(0, equals));
        if (key.equals("Script") || key.equals("sc")) {
            return script(name);
        }
        Set<Integer> types = CATEGORIES.get(name.equals("Letter") ? "L" : name);
        return types == null || !key.isEmpty() && !key.equals("gc")
                ? Optional.empty()
                : Optional.of(
                        CodePoints.where(
                                codePoint -> types.contains(Character.getType(codePoint))));
    }

    private static Optional<CodePoints> script(String name) {
        try {
            Character.UnicodeScript script = Character.UnicodeScript.forName(name);
            return Optional.of(
                    CodePoints.where(codePoint -> Character.UnicodeScript.of(codePoint) == script));
        } catch (IllegalArgumentException unknown) {
            return Optional.empty();
        }
    }
}
