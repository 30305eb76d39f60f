package dev.baltoro.synth.tool;

import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;

/// How one server's author writes: names, keys, descriptions.
///
/// @param style of names
/// @param keyForm how rows are told apart, where their first column allows it
/// @param nounFirst whether a tool's noun comes before its verb
/// @param prefix of all names; empty if they have none
/// @param voice which of several ways of describing
/// @param explains whether parameters are described
public record House(
        NamingStyle style,
        KeyForm keyForm,
        boolean nounFirst,
        String prefix,
        int voice,
        boolean explains) {
    /// Ways of describing a tool.
    public static final int VOICES = 5;

    private static final List<NamingStyle> STYLES =
            List.of(
                    NamingStyle.SNAKE,
                    NamingStyle.SNAKE,
                    NamingStyle.SNAKE,
                    NamingStyle.SNAKE,
                    NamingStyle.SNAKE,
                    NamingStyle.CAMEL,
                    NamingStyle.CAMEL,
                    NamingStyle.KEBAB,
                    NamingStyle.KEBAB,
                    NamingStyle.DOTTED,
                    NamingStyle.PASCAL);

    /// {@return one drawn at random}
    public static House draw(SplittableRandom random, Application application) {
        NamingStyle style = WordLists.one(random, STYLES);
        boolean nounFirst = style != NamingStyle.DOTTED && random.nextInt(7) == 0;
        boolean prefixed = style != NamingStyle.DOTTED && random.nextInt(6) == 0;
        return new House(
                style,
                KeyForm.values()[random.nextInt(KeyForm.values().length)],
                nounFirst,
                prefixed ? application.name().split(" ", 2)[0] : "",
                random.nextInt(VOICES),
                random.nextInt(3) > 0);
    }

    /// {@return a table with keys of the house's form, or of codes where its first column is no
    /// name}
    TypedTable keyed(TypedTable table) {
        boolean named =
                switch (table.label().kind()) {
                    case TITLE, NAME, CODE -> true;
                    default -> false;
                };
        return table.keyed(keyForm == KeyForm.LABEL && !named ? KeyForm.CODE : keyForm);
    }

    /// {@return a tool's name in words}
    ///
    /// @param rest what comes after the noun, such as the column that is set; empty if nothing does
    List<String> words(String verb, String noun, String rest) {
        List<String> words = new ArrayList<>();
        if (!prefix.isEmpty()) {
            words.add(prefix);
        }
        words.addAll(nounFirst ? List.of(noun, verb) : List.of(verb, noun));
        if (!rest.isEmpty()) {
            words.add(rest);
        }
        return words;
    }
}
