package dev.baltoro.synth.teacher;

import dev.baltoro.synth.value.Draws;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.function.UnaryOperator;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/// Says requests anew by rules: courtesies go, phrases are swapped for others that mean the same,
/// and the voice's openings, closings and habits come. What calls copy stays as it is.
///
/// @param grammar the words
record TemplateRewriter(VoiceGrammar grammar) {
    private static final double SWAP_SHARE = 0.8;
    private static final double FILLER_SHARE = 0.15;
    private static final int TYPO_LETTERS_MIN = 5;

    private static final Pattern COURTESY_BEFORE =
            Pattern.compile(
                    "^(?:(?:hey|hi|hello|ok|okay|please|pls|so)[,!.]? |(?:could|can|would|will) you (?:please |kindly )?"
                            + "|i(?:'d like| want| need) you to )+",
                    Pattern.CASE_INSENSITIVE);
    private static final Pattern COURTESY_AFTER =
            Pattern.compile(
                    "(?:,? (?:please|pls|thanks|thank you|asap|for me|if you can|when you can|it's important))+[.!?]*$",
                    Pattern.CASE_INSENSITIVE);

    /// What is copied, whatever the teacher was told: quoted, with a digit, a sign of paths or
    /// programs, an inner capital, or letters beyond ASCII.
    private static final Pattern COPIED =
            Pattern.compile(
                    "\"[^\"]*\"|“[^”]*”|`[^`]*`|(?<!\\p{L})'[^']*'(?!\\p{L})"
                            + "|\\S*[\\d/\\\\_@#{}\\[\\]<>^*=+~$%&]\\S*|\\S*\\p{L}[.:-]\\p{L}\\S*"
                            + "|(?<=[^.!?] )(?!I\\b)\\p{Lu}\\S*|\\S*[^\\p{ASCII}]\\S*");

    private static final Set<String> ENGLISH =
            Set.of(
                    "the", "a", "an", "of", "to", "in", "me", "is", "what", "you", "it", "my",
                    "for", "and", "i", "from", "how", "with", "that", "this", "all", "any", "on",
                    "are");

    private static final Pattern ARTICLES =
            Pattern.compile("(?<!\\S)(?:the|a|an|please|just) ", Pattern.CASE_INSENSITIVE);
    private static final List<String> FILLERS = List.of("uh ", "like ", "you know ", "well ");

    static TemplateRewriter standard() {
        return new TemplateRewriter(VoiceGrammar.standard());
    }

    /// Some of a text.
    ///
    /// @param kept whether it stays as it is
    private record Piece(String text, boolean kept) {}

    /// {@return the text in the voice; unchanged where there is no rule for it}
    String rewrite(RewritePrompt prompt, Draws draw) {
        List<Piece> pieces = pieces(prompt);
        boolean english = isEnglish(pieces);
        if (english) {
            pieces = edges(pieces);
            pieces = each(pieces, text -> swapped(text, draw));
        }
        String voice = prompt.voice().name();
        String said = joined(habits(pieces, voice, draw));
        if (!english) {
            return said;
        }
        if (prompt.voice().twice()) {
            List<String> turn = draw.pick(grammar.turns());
            return turn.get(0) + "\n" + turn.get(1) + "\n" + said.replace('\n', ' ');
        }
        String open = draw.pick(grammar.open().getOrDefault(voice, List.of("")));
        String close = draw.pick(grammar.close().getOrDefault(voice, List.of("")));
        boolean sentence = open.isEmpty() || open.matches(".*[.!?]");
        String core = sentence && !isLower(voice) ? capital(said, pieces) : said;
        if (!close.isEmpty() && core.matches("(?s).*[\\p{L}\\p{N}\"'”)]")) {
            core += isLower(voice) ? "," : ".";
        }
        return (open + " " + core + " " + close).strip();
    }

    private static boolean isLower(String voice) {
        return voice.equals("hurried") || voice.equals("spoken") || voice.equals("terse");
    }

    private static List<Piece> pieces(RewritePrompt prompt) {
        String keep =
                prompt.keep().stream()
                        .sorted((a, b) -> Integer.compare(b.length(), a.length()))
                        .map(Pattern::quote)
                        .collect(Collectors.joining("|"));
        Pattern copied =
                keep.isEmpty()
                        ? COPIED
                        : Pattern.compile("(?:" + keep + ")|" + COPIED.pattern(), Pattern.DOTALL);
        List<Piece> pieces = new ArrayList<>();
        Matcher found = copied.matcher(prompt.text());
        int from = 0;
        while (found.find()) {
            pieces.add(new Piece(prompt.text().substring(from, found.start()), false));
            pieces.add(new Piece(found.group(), true));
            from = found.end();
        }
        pieces.add(new Piece(prompt.text().substring(from), false));
        pieces.removeIf(piece -> piece.text.isEmpty());
        return pieces;
    }

    private static boolean isEnglish(List<Piece> pieces) {
        return pieces.stream()
                .filter(piece -> !piece.kept)
                .flatMap(piece -> Pattern.compile("[^\\p{L}']+").splitAsStream(piece.text))
                .anyMatch(word -> ENGLISH.contains(word.toLowerCase(Locale.ROOT)));
    }

    private static List<Piece> each(List<Piece> pieces, UnaryOperator<String> change) {
        return pieces.stream()
                .map(piece -> piece.kept ? piece : new Piece(change.apply(piece.text), false))
                .collect(Collectors.toCollection(ArrayList::new));
    }

    private static List<Piece> edges(List<Piece> pieces) {
        List<Piece> changed = new ArrayList<>(pieces);
        if (!changed.getFirst().kept) {
            String text = COURTESY_BEFORE.matcher(changed.getFirst().text).replaceFirst("");
            changed.set(0, new Piece(text, false));
        }
        if (!changed.getLast().kept) {
            String text = COURTESY_AFTER.matcher(changed.getLast().text).replaceFirst("");
            changed.set(changed.size() - 1, new Piece(text, false));
        }
        return changed;
    }

    private String swapped(String text, Draws draw) {
        return grammar.phrases()
                .matcher(text)
                .replaceAll(found -> {
                    String phrase = found.group();
                    if (!draw.chance(SWAP_SHARE)) {
                        return Matcher.quoteReplacement(phrase);
                    }
                    String other =
                            draw.pick(
                                    grammar.swaps()
                                            .getOrDefault(
                                                    phrase.toLowerCase(Locale.ROOT),
                                                    List.of(phrase)));
                    boolean capital = Character.isUpperCase(phrase.charAt(0)) && !other.isEmpty();
                    return Matcher.quoteReplacement(
                            capital
                                    ? Character.toUpperCase(other.charAt(0)) + other.substring(1)
                                    : other);
                });
    }

    private static List<Piece> habits(List<Piece> pieces, String voice, Draws draw) {
        return switch (voice) {
            case "terse" -> each(pieces, text -> lower(ARTICLES.matcher(text).replaceAll("")));
            case "hurried" -> each(pieces, text -> typo(lower(text), draw));
            case "spoken" ->
                    each(
                            pieces,
                            text -> filled(lower(text).replaceAll("[,.!?;:]+(?=\\s|$)", ""), draw));
            default -> pieces;
        };
    }

    private static String lower(String text) {
        return text.toLowerCase(Locale.ROOT);
    }

    /// {@return the text with two neighbouring letters of a word in the wrong order, perhaps}
    private static String typo(String text, Draws draw) {
        Matcher words = Pattern.compile("[a-z]{" + TYPO_LETTERS_MIN + ",}").matcher(text);
        List<Integer> places = new ArrayList<>();
        while (words.find()) {
            places.add(words.start() + 1);
        }
        if (places.isEmpty() || draw.chance(0.5)) {
            return text;
        }
        int at = draw.pick(places);
        return text.substring(0, at)
                + text.charAt(at + 1)
                + text.charAt(at)
                + text.substring(at + 2);
    }

    private static String filled(String text, Draws draw) {
        return Pattern.compile("(?<= )(?=[a-z]{2,} )")
                .matcher(text)
                .replaceAll(_ -> draw.chance(FILLER_SHARE) ? draw.pick(FILLERS) : "");
    }

    private static String joined(List<Piece> pieces) {
        return pieces.stream().map(Piece::text).collect(Collectors.joining()).strip();
    }

    private static String capital(String said, List<Piece> pieces) {
        boolean may =
                !said.isEmpty() && !(pieces.getFirst().kept && !pieces.getFirst().text.isEmpty());
        return may ? Character.toUpperCase(said.charAt(0)) + said.substring(1) : said;
    }
}
