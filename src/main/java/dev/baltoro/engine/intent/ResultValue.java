package dev.baltoro.engine.intent;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.StringNode;

/// Finds what one argument awaits in what the calls before gave back: the latest one first, of its
/// values the one that is named like the argument, or that the request speaks of.
///
/// Results are texts for people or JSON, and no schema says which; so this goes by what tools have
/// in common.
///
/// @param request what the user said
/// @param given the calls that were made for it, in their order
/// @param parameter the argument's name
/// @param schema of its value
record ResultValue(String request, List<NextCalls.Given> given, String parameter, JsonNode schema) {
    /// Words of a text that are looked at.
    private static final int WORDS_MAX = 400;

    private static final Pattern ARITHMETIC =
            Pattern.compile("(?:[-\\d+*/().,%^\\s!]|(?<![a-z])[a-z]+(?=\\())*");
    private static final Pattern PATH =
            Pattern.compile("(?i).*(path|file|source|src|folder|dir|dest).*");
    private static final Pattern CONTENT = Pattern.compile("(?i).*(content|text|data|body).*");
    private static final Pattern NAME =
            Pattern.compile("(?i)(.*(name|entit|node|title|user).*|from|to|id)");
    private static final Pattern KIND = Pattern.compile("(?i).*type");
    private static final Pattern SEVERAL =
            Pattern.compile(
                    "(?i)\\b(all|every|everything|everyone|everybody|each|both|those|these|whichever)\\b");
    private static final Pattern WORD = Pattern.compile("\\p{L}{3,}");

    private static final double LIKE_THE_ARGUMENT = 4;
    private static final double SPOKEN_OF = 4;
    private static final double THE_RESULT = 3;
    private static final double AN_END = 2;
    private static final double A_KIND = -3;
    private static final double PUT_IN = -6;
    private static final double A_WORD = 0.7;
    private static final double A_WORD_BESIDE = 0.4;

    /// A value and how well it fits.
    ///
    /// @param place by what it is and where it stands
    /// @param beside by what stands beside it
    /// @param words by what it says
    private record Fit(ResultCandidate candidate, double place, double beside, double words) {
        double all() {
            return place + beside + words;
        }
    }

    /// {@return the value that a text with the mark becomes; empty if nothing can stand there}
    Optional<JsonNode> in(String text) {
        boolean alone = text.equals(Awaited.MARK);
        boolean number = alone ? takesNumber() : isArithmetic(text);
        for (NextCalls.Given one : given.reversed()) {
            Optional<JsonNode> found =
                    number ? best(fits(ResultCandidate.numbers(one.result()), one)) : text(one);
            if (found.isPresent()) {
                return alone ? found : found.map(value -> within(text, value.asString()));
            }
        }
        return Optional.empty();
    }

    /// {@return all values that a list takes: those that are as the best one is, where the request
    /// means several; none if nothing can stand there}
    List<JsonNode> items() {
        if (SEVERAL.matcher(request).find() && !takesNumber()) {
            for (NextCalls.Given one : given.reversed()) {
                List<Fit> fits = fits(candidates(one), one);
                Optional<Fit> best = first(fits);
                if (best.isPresent()) {
                    return fits.stream()
                            .filter(fit -> isAlike(fit, best.get()))
                            .map(fit -> fit.candidate.value())
                            .distinct()
                            .toList();
                }
            }
        }
        return in(Awaited.MARK).stream().toList();
    }

    private static boolean isAlike(Fit fit, Fit best) {
        return fit.candidate.key().equals(best.candidate.key())
                && fit.place == best.place
                && fit.beside == best.beside;
    }

    /// {@return the text with a value for the mark: of a path in a folder, its name}
    private static JsonNode within(String text, String value) {
        int at = text.indexOf(Awaited.MARK);
        boolean named = at > 0 && text.charAt(at - 1) == '/';
        String put = named ? value.substring(value.lastIndexOf('/') + 1) : value.stripTrailing();
        return StringNode.valueOf(text.replace(Awaited.MARK, put));
    }

    private boolean takesNumber() {
        String type = schema.path("type").asString("");
        return type.equals("number") || type.equals("integer");
    }

    private boolean isArithmetic(String text) {
        return !PATH.matcher(parameter).matches()
                && ARITHMETIC.matcher(text.replace(Awaited.MARK, "")).matches()
                && text.codePoints().anyMatch(c -> "+-*/%^(".indexOf(c) >= 0);
    }

    private Optional<JsonNode> text(NextCalls.Given one) {
        List<ResultCandidate> candidates = candidates(one);
        boolean whole = CONTENT.matcher(parameter).matches();
        boolean nothing =
                one.result().isBlank() || !whole && ResultCandidate.isStructure(one.result());
        if (!candidates.isEmpty() || PATH.matcher(parameter).matches() || nothing) {
            return best(fits(candidates, one));
        }
        return Optional.of(StringNode.valueOf(whole ? one.result() : one.result().stripTrailing()));
    }

    private List<ResultCandidate> candidates(NextCalls.Given one) {
        List<ResultCandidate> texts = ResultCandidate.texts(one.result());
        return texts.isEmpty() && PATH.matcher(parameter).matches()
                ? ResultCandidate.files(one.result(), folder(one))
                : texts;
    }

    /// {@return the folder that a call is about: its path, or where the file of it is}
    private static String folder(NextCalls.Given one) {
        for (JsonNode value : Leaf.arguments(one.call())) {
            String path = value.asString("");
            if (path.startsWith("/")) {
                String name = path.substring(path.lastIndexOf('/') + 1);
                boolean file = name.indexOf('.') > 0;
                String folder = file ? path.substring(0, path.length() - name.length()) : path;
                return folder.endsWith("/") ? folder.substring(0, folder.length() - 1) : folder;
            }
        }
        return "";
    }

    private static Optional<JsonNode> best(List<Fit> fits) {
        return first(fits).map(fit -> fit.candidate.value());
    }

    /// {@return the best one, the first of such that are equal}
    private static Optional<Fit> first(List<Fit> fits) {
        return fits.stream().reduce((one, other) -> other.all() > one.all() ? other : one);
    }

    private List<Fit> fits(List<ResultCandidate> candidates, NextCalls.Given one) {
        Set<String> putIn = new HashSet<>();
        Leaf.of(List.of(one.call())).forEach(leaf -> putIn.add(leaf.value().asString("")));
        Set<String> said = words(request);
        List<Fit> fits = new ArrayList<>();
        for (ResultCandidate each : candidates) {
            String value = each.value().asString("");
            double place = place(each.key(), said) + (putIn.contains(value) ? PUT_IN : 0);
            fits.add(
                    new Fit(
                            each,
                            place,
                            A_WORD_BESIDE * shared(each.beside(), said),
                            A_WORD * shared(value, said)));
        }
        return fits;
    }

    private double place(String key, Set<String> said) {
        boolean named = NAME.matcher(parameter).matches();
        double place = 0;
        if (key.equalsIgnoreCase(parameter) || named && key.equalsIgnoreCase("name")) {
            place += LIKE_THE_ARGUMENT;
        }
        if (named && (key.equalsIgnoreCase("from") || key.equalsIgnoreCase("to"))) {
            place += AN_END;
        }
        if (named && KIND.matcher(key).matches()) {
            place += A_KIND;
        }
        if (words(key).stream().anyMatch(word -> isSpoken(word, said))) {
            place += SPOKEN_OF;
        }
        return place + (key.equalsIgnoreCase("result") ? THE_RESULT : 0);
    }

    private static long shared(String text, Set<String> said) {
        return words(text).stream().filter(said::contains).count();
    }

    /// {@return whether a word is said, or is short for one that is}
    private static boolean isSpoken(String word, Set<String> said) {
        return said.contains(word) || said.stream().anyMatch(each -> each.startsWith(word));
    }

    /// {@return the words of a text, without an `s` at their ends}
    private static Set<String> words(String text) {
        Set<String> words = new HashSet<>();
        Matcher matcher = WORD.matcher(text.toLowerCase(Locale.ROOT));
        while (matcher.find() && words.size() < WORDS_MAX) {
            words.add(matcher.group().replaceFirst("(?<=..)s$", ""));
        }
        return words;
    }
}
