package dev.baltoro.agent.domain;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// Words of names and sentences.
public final class ToolWords {
    private static final Pattern WORD = Pattern.compile("[\\p{L}\\p{M}\\p{N}]+");
    private static final Pattern HUMP =
            Pattern.compile("(?<=[\\p{Ll}\\p{N}])(?=\\p{Lu})|(?<=\\p{Lu})(?=\\p{Lu}\\p{Ll})");
    private static final Pattern SENTENCE_END = Pattern.compile("[.!?]\\s");

    /// Shortest sentence that is taken for one: `e.g. ` is none.
    private static final int SENTENCE_MIN = 20;

    /// Characters of a sentence that are read.
    private static final int SENTENCE_MAX = 200;

    private static final Set<String> FUNCTION_WORDS =
            Set.of(
                    """
                    a about above after again against all also am an and any are as at be because been before being below between both
                    but by can cannot could did do does doing down during each either etc every few for from further get had has have
                    having he her here hers him his how however i if in into is it its itself just let like made make many may me might
                    more most much must my neither no nor not of off on once one only onto or other others our out over own per please
                    rather same she should since so some such than that the their them then there these they this those through thus to
                    too two under until up upon us use used using very via was we were what when where whether which while who whom
                    whose why will with within without would you your
                    """
                            .split("\\s+"));

    /// What any description of a tool may say, whatever the tool is about.
    private static final Set<String> TOOL_WORDS =
            Set.of(
                    """
                    arg args argument arguments array available bool boolean default description dict error example false field
                    fields following format given id include including input int integer json key list mcp name none null number object
                    optional output param parameter parameters provide provided provides required response result results return
                    returned returning returns server set specific specified specify str string tool tools true type url value values
                    """
                            .split("\\s+"));

    private ToolWords() {}

    /// {@return the words of a text, in lower case}
    public static List<String> of(String text) {
        List<String> words = new ArrayList<>();
        Matcher matcher = WORD.matcher(text);
        while (matcher.find()) {
            words.add(matcher.group().toLowerCase(Locale.ROOT));
        }
        return words;
    }

    /// {@return the words of a tool's or a parameter's name: `getUserID` has get, user and id}
    public static List<String> ofName(String name) {
        return of(HUMP.matcher(name).replaceAll(" "));
    }

    /// {@return the words that say something: two characters or more, no number, no function word}
    public static List<String> telling(List<String> words) {
        return words.stream().filter(ToolWords::tells).toList();
    }

    private static boolean tells(String word) {
        return word.length() > 1
                && !FUNCTION_WORDS.contains(word)
                && !word.chars().allMatch(Character::isDigit);
    }

    /// {@return whether a word can name what tools are about}
    static boolean names(String word) {
        return word.length() > 2 && !TOOL_WORDS.contains(word) && !TOOL_WORDS.contains(stem(word));
    }

    /// {@return a word without the ending of a plural}
    public static String stem(String word) {
        int length = word.length();
        if (length > 4 && word.endsWith("ies")) {
            return word.substring(0, length - 3) + "y";
        }
        if (length > 4 && word.matches(".*(ss|sh|ch|x|z)es")) {
            return word.substring(0, length - 2);
        }
        boolean plural = word.endsWith("s") && !word.matches(".*(s|u|i)s");
        return length > 3 && plural ? word.substring(0, length - 1) : word;
    }

    /// {@return a name as words with spaces between}
    public static String spaced(String name) {
        return String.join(" ", ofName(name));
    }

    /// {@return the first sentence of a description, cut where it is long}
    public static String firstSentence(String description) {
        String line = description.strip().replaceAll("\\s+", " ");
        Matcher end = SENTENCE_END.matcher(line);
        int from = Math.min(line.length(), SENTENCE_MIN);
        int to = end.find(from) ? end.start() + 1 : line.length();
        return line.substring(0, Math.min(to, SENTENCE_MAX));
    }

    /// {@return the telling words of all that a subject says of itself, as often as it says them}
    static List<String> of(Subject subject) {
        List<String> words = new ArrayList<>();
        if (subject.kind() == Subject.Kind.SERVER) {
            words.addAll(of(subject.server()));
        }
        subject.tools()
                .forEach(tool -> {
                    words.addAll(ofName(tool.name()));
                    words.addAll(of(tool.description()));
                });
        return telling(words);
    }
}
