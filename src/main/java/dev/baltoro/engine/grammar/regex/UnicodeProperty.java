package dev.baltoro.engine.grammar.regex;

import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.IntPredicate;

/// The sets of `\p{...}`: general categories, scripts and binary properties by ECMA-262's names.
///
/// Unicode grows: what a JVM of today calls a letter is unassigned to an engine of some years ago,
/// and the other way round. So the cautious reading takes only code points that Unicode 14 (2021)
/// knew, and the generous one all that it did not.
final class UnicodeProperty {
    /// What came after Unicode 14, or changed its category since.
    private static final CodePoints YOUNG =
            CodePoints.parse(
                    "295 1171E "
                            + "897 CF3 ECE 1B4E-1B4F 1B7F 1C89-1C8A 2427-2429 2FFC-2FFF 31E4-31EF A7CB-A7CD "
                            + "A7DA-A7DC 105C0-105F3 10D40-10D8F 10EC2-10EFF 1123F-11241 11380-113E2 "
                            + "116D0-116E3 11B00-11BF9 11F00-11F5A 1342F 13439-143FA 16100-16139 "
                            + "16D40-16D79 18CFF 1B132 1B155 1CC00-1CEB3 1D2C0-1D2D3 1DF25-1DF2A "
                            + "1E030-1E08F 1E4D0-1E5FF 1F6DC 1F774-1F77F 1F7D9 1F8B2-1F8C1 1FA75-1FA77 "
                            + "1FA87-1FA8F 1FAAD-1FAAF 1FABB-1FABF 1FAC6-1FACF 1FADA-1FADF 1FAE8-1FAE9 "
                            + "1FAF7-1FAF8 1FBCB-1FBEF 2B739 2EBF0-2EE5D 31350-323AF");

    /// Code points about which all versions say the same. Noncharacters stay unassigned for good.
    private static final CodePoints SETTLED =
            CodePoints.where(codePoint ->
                            Character.getType(codePoint) != Character.UNASSIGNED
                                    || (codePoint & 0xFFFE) == 0xFFFE
                                    || codePoint >= 0xFDD0 && codePoint <= 0xFDEF)
                    .without(YOUNG);

    /// Binary properties that the JVM knows.
    private static final Map<String, IntPredicate> BINARY =
            Map.ofEntries(
                    Map.entry("Any", _ -> true),
                    Map.entry("Assigned", codePoint -> Character.isDefined(codePoint)),
                    Map.entry("ASCII", codePoint -> codePoint < 0x80),
                    Map.entry("ASCII_Hex_Digit", UnicodeProperty::isHexDigit),
                    Map.entry("AHex", UnicodeProperty::isHexDigit),
                    Map.entry("Hex_Digit", UnicodeProperty::isWideHexDigit),
                    Map.entry("Hex", UnicodeProperty::isWideHexDigit),
                    Map.entry("Alphabetic", Character::isAlphabetic),
                    Map.entry("Alpha", Character::isAlphabetic),
                    Map.entry("Lowercase", Character::isLowerCase),
                    Map.entry("Lower", Character::isLowerCase),
                    Map.entry("Uppercase", Character::isUpperCase),
                    Map.entry("Upper", Character::isUpperCase),
                    Map.entry("Cased", UnicodeProperty::isCased),
                    Map.entry("Ideographic", Character::isIdeographic),
                    Map.entry("Ideo", Character::isIdeographic),
                    Map.entry("Bidi_Mirrored", Character::isMirrored),
                    Map.entry("Bidi_M", Character::isMirrored),
                    Map.entry("White_Space", UnicodeProperty::isWhiteSpace),
                    Map.entry("space", UnicodeProperty::isWhiteSpace),
                    Map.entry("ID_Start", UnicodeProperty::isIdentifierStart),
                    Map.entry("IDS", UnicodeProperty::isIdentifierStart),
                    Map.entry("ID_Continue", UnicodeProperty::isIdentifierPart),
                    Map.entry("IDC", UnicodeProperty::isIdentifierPart),
                    Map.entry("Emoji", Character::isEmoji),
                    Map.entry("Emoji_Presentation", Character::isEmojiPresentation),
                    Map.entry("EPres", Character::isEmojiPresentation),
                    Map.entry("Emoji_Modifier", Character::isEmojiModifier),
                    Map.entry("EMod", Character::isEmojiModifier),
                    Map.entry("Emoji_Modifier_Base", Character::isEmojiModifierBase),
                    Map.entry("EBase", Character::isEmojiModifierBase),
                    Map.entry("Emoji_Component", Character::isEmojiComponent),
                    Map.entry("EComp", Character::isEmojiComponent),
                    Map.entry("Extended_Pictographic", Character::isExtendedPictographic),
                    Map.entry("ExtPict", Character::isExtendedPictographic),
                    Map.entry("Regional_Indicator", c -> c >= 0x1F1E6 && c <= 0x1F1FF),
                    Map.entry("RI", c -> c >= 0x1F1E6 && c <= 0x1F1FF),
                    Map.entry("Join_Control", c -> c == 0x200C || c == 0x200D),
                    Map.entry("Join_C", c -> c == 0x200C || c == 0x200D));

    /// Binary properties of ECMA-262 that the JVM does not know.
    private static final Set<String> UNSUPPORTED =
            Set.of(
                    ("Bidi_Control Bidi_C Case_Ignorable CI Changes_When_Casefolded CWCF"
                                    + " Changes_When_Casemapped CWCM Changes_When_Lowercased CWL"
                                    + " Changes_When_NFKC_Casefolded CWKCF Changes_When_Titlecased CWT"
                                    + " Changes_When_Uppercased CWU Dash Default_Ignorable_Code_Point DI"
                                    + " Deprecated Dep Diacritic Dia Extender Ext Grapheme_Base Gr_Base"
                                    + " Grapheme_Extend Gr_Ext IDS_Binary_Operator IDSB"
                                    + " IDS_Trinary_Operator IDST Logical_Order_Exception LOE Math"
                                    + " Noncharacter_Code_Point NChar Pattern_Syntax Pat_Syn"
                                    + " Pattern_White_Space Pat_WS Quotation_Mark QMark Radical"
                                    + " Sentence_Terminal STerm Soft_Dotted SD Terminal_Punctuation Term"
                                    + " Unified_Ideograph UIdeo Variation_Selector VS XID_Continue XIDC"
                                    + " XID_Start XIDS")
                            .split(" "));

    private UnicodeProperty() {}

    /// {@return the code points of a property, if there is one of that name here}
    ///
    /// @param property what stands in the braces
    static Optional<CodePoints> of(String property, Reading reading) {
        int equals = property.indexOf('=');
        String key = property.substring(0, Math.max(0, equals));
        String name = property.substring(equals + 1);
        return switch (key) {
            case "General_Category", "gc" -> category(name, reading);
            case "Script", "sc" -> script(name).map(letters -> settled(letters, reading));
            case "Script_Extensions", "scx" -> extendedScript(name, reading);
            case "" -> category(name, reading).or(() -> binary(name, reading));
            default -> Optional.empty();
        };
    }

    /// {@return whether ECMA-262 has a property that cannot be expressed here}
    static boolean isKnown(String property) {
        String name = property.substring(property.indexOf('=') + 1);
        return UNSUPPORTED.contains(property)
                || property.matches("(scx|Script_Extensions)=.*") && script(name).isPresent();
    }

    private static CodePoints settled(CodePoints exact, Reading reading) {
        return reading.of(exact.and(SETTLED), exact, exact.or(SETTLED.not()));
    }

    private static Optional<CodePoints> category(String name, Reading reading) {
        return GeneralCategory.named(name)
                .map(types ->
                        settled(
                                CodePoints.where(c -> types.contains(Character.getType(c))),
                                reading));
    }

    private static Optional<CodePoints> binary(String name, Reading reading) {
        IntPredicate holds = BINARY.get(name);
        if (holds == null) {
            return Optional.empty();
        }
        CodePoints exact = CodePoints.where(holds);
        return switch (name) {
            case "Any", "ASCII" -> Optional.of(exact);
            // Later versions took many symbols out that are no emoji.
            case "Extended_Pictographic", "ExtPict" -> {
                CodePoints emoji = exact.and(CodePoints.where(Character::isEmoji));
                yield Optional.of(reading.of(emoji.and(SETTLED), exact, exact.or(SETTLED.not())));
            }
            // Later versions took the two joiners in.
            case "ID_Continue", "IDC" ->
                    Optional.of(
                            settled(exact, reading)
                                    .or(
                                            reading == Reading.GENEROUS
                                                    ? CodePoints.of(0x200C, 0x200D)
                                                    : CodePoints.NONE));
            default -> Optional.of(settled(exact, reading));
        };
    }

    private static Optional<CodePoints> script(String name) {
        try {
            Character.UnicodeScript script = Character.UnicodeScript.forName(name);
            boolean spelled =
                    name.equals(longName(script)) || name.length() == 4 && name.equals(title(name));
            return spelled
                    ? Optional.of(CodePoints.where(c -> Character.UnicodeScript.of(c) == script))
                    : Optional.empty();
        } catch (IllegalArgumentException unknown) {
            return Optional.empty();
        }
    }

    private static String longName(Character.UnicodeScript script) {
        if (script == Character.UnicodeScript.SIGNWRITING) {
            return "SignWriting";
        }
        StringBuilder name = new StringBuilder();
        for (String word : script.name().split("_")) {
            name.append(name.isEmpty() ? "" : "_").append(title(word));
        }
        return name.toString();
    }

    private static String title(String word) {
        return word.substring(0, 1).toUpperCase(Locale.ROOT)
                + word.substring(1).toLowerCase(Locale.ROOT);
    }

    /// The JVM does not know which scripts share a code point. A script's own code points are
    /// surely in its extension; letters of other scripts are surely not.
    private static Optional<CodePoints> extendedScript(String name, Reading reading) {
        Set<String> shared = Set.of("Common", "Zyyy", "Inherited", "Zinh", "Qaai");
        if (shared.contains(name)) {
            return Optional.empty();
        }
        return script(name)
                .map(own -> {
                    CodePoints maybe =
                            own.or(CodePoints.where(c -> !Character.isLetter(c) || isShared(c)));
                    return settled(reading == Reading.GENEROUS ? maybe : own, reading);
                });
    }

    private static boolean isShared(int codePoint) {
        Character.UnicodeScript script = Character.UnicodeScript.of(codePoint);
        return script == Character.UnicodeScript.COMMON
                || script == Character.UnicodeScript.INHERITED
                // Letters that Arabic and Thaana share, and Grantha and Tamil.
                || codePoint == 0xFDF2
                || codePoint == 0xA8F3;
    }

    private static boolean isHexDigit(int codePoint) {
        return codePoint < 0x80 && Character.digit(codePoint, 16) >= 0;
    }

    private static boolean isWideHexDigit(int codePoint) {
        return isHexDigit(codePoint)
                || codePoint >= 0xFF00 && codePoint <= 0xFF5E && isHexDigit(codePoint - 0xFEE0);
    }

    private static boolean isCased(int codePoint) {
        return Character.isLowerCase(codePoint)
                || Character.isUpperCase(codePoint)
                || Character.isTitleCase(codePoint);
    }

    private static boolean isWhiteSpace(int codePoint) {
        return Character.isSpaceChar(codePoint)
                || codePoint >= 0x09 && codePoint <= 0x0D
                || codePoint == 0x85;
    }

    /// The JVM counts U+2E2F, which Unicode does not.
    private static boolean isIdentifierStart(int codePoint) {
        return Character.isUnicodeIdentifierStart(codePoint) && codePoint != 0x2E2F;
    }

    private static boolean isIdentifierPart(int codePoint) {
        return Character.isUnicodeIdentifierPart(codePoint)
                && !Character.isIdentifierIgnorable(codePoint)
                && codePoint != 0x2E2F;
    }
}
