package dev.baltoro.engine.grammar.regex;

import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/// Unicode's general categories by ECMA-262's names, as the JVM numbers them.
final class GeneralCategory {
    /// Short name, the JVM's number, long names.
    private static final Object[][] CATEGORIES = {
        {"Lu", Character.UPPERCASE_LETTER, "Uppercase_Letter"},
        {"Ll", Character.LOWERCASE_LETTER, "Lowercase_Letter"},
        {"Lt", Character.TITLECASE_LETTER, "Titlecase_Letter"},
        {"Lm", Character.MODIFIER_LETTER, "Modifier_Letter"},
        {"Lo", Character.OTHER_LETTER, "Other_Letter"},
        {"Mn", Character.NON_SPACING_MARK, "Nonspacing_Mark"},
        {"Me", Character.ENCLOSING_MARK, "Enclosing_Mark"},
        {"Mc", Character.COMBINING_SPACING_MARK, "Spacing_Mark"},
        {"Nd", Character.DECIMAL_DIGIT_NUMBER, "Decimal_Number", "digit"},
        {"Nl", Character.LETTER_NUMBER, "Letter_Number"},
        {"No", Character.OTHER_NUMBER, "Other_Number"},
        {"Zs", Character.SPACE_SEPARATOR, "Space_Separator"},
        {"Zl", Character.LINE_SEPARATOR, "Line_Separator"},
        {"Zp", Character.PARAGRAPH_SEPARATOR, "Paragraph_Separator"},
        {"Cc", Character.CONTROL, "Control", "cntrl"},
        {"Cf", Character.FORMAT, "Format"},
        {"Co", Character.PRIVATE_USE, "Private_Use"},
        {"Cs", Character.SURROGATE, "Surrogate"},
        {"Cn", Character.UNASSIGNED, "Unassigned"},
        {"Pd", Character.DASH_PUNCTUATION, "Dash_Punctuation"},
        {"Ps", Character.START_PUNCTUATION, "Open_Punctuation"},
        {"Pe", Character.END_PUNCTUATION, "Close_Punctuation"},
        {"Pc", Character.CONNECTOR_PUNCTUATION, "Connector_Punctuation"},
        {"Po", Character.OTHER_PUNCTUATION, "Other_Punctuation"},
        {"Sm", Character.MATH_SYMBOL, "Math_Symbol"},
        {"Sc", Character.CURRENCY_SYMBOL, "Currency_Symbol"},
        {"Sk", Character.MODIFIER_SYMBOL, "Modifier_Symbol"},
        {"So", Character.OTHER_SYMBOL, "Other_Symbol"},
        {"Pi", Character.INITIAL_QUOTE_PUNCTUATION, "Initial_Punctuation"},
        {"Pf", Character.FINAL_QUOTE_PUNCTUATION, "Final_Punctuation"},
    };

    private static final Map<String, String[]> GROUPS =
            Map.of(
                    "L", new String[] {"Letter"},
                    "M", new String[] {"Mark", "Combining_Mark"},
                    "N", new String[] {"Number"},
                    "Z", new String[] {"Separator"},
                    "C", new String[] {"Other"},
                    "P", new String[] {"Punctuation", "punct"},
                    "S", new String[] {"Symbol"});

    private static final Map<String, Set<Integer>> NAMED = named();

    private GeneralCategory() {}

    private static Map<String, Set<Integer>> named() {
        Map<String, Set<Integer>> named = new HashMap<>();
        for (Object[] category : CATEGORIES) {
            String name = (String) category[0];
            int type = (Byte) category[1];
            String group = name.substring(0, 1);
            named.put(name, Set.of(type));
            for (int i = 2; i < category.length; i++) {
                named.put((String) category[i], Set.of(type));
            }
            named.computeIfAbsent(group, _ -> new HashSet<>()).add(type);
            if (name.equals("Lu") || name.equals("Ll") || name.equals("Lt")) {
                named.computeIfAbsent("LC", _ -> new HashSet<>()).add(type);
            }
        }
        GROUPS.forEach((group, names) -> {
            for (String name : names) {
                named.put(name, named.get(group));
            }
        });
        named.put("Cased_Letter", named.get("LC"));
        return Map.copyOf(named);
    }

    /// {@return the numbers of the categories under a name}
    static Optional<Set<Integer>> named(String name) {
        return Optional.ofNullable(NAMED.get(name));
    }
}
