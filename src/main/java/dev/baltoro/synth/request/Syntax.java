package dev.baltoro.synth.request;

import dev.baltoro.synth.value.Draws;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// Says a command in another order: the same verb and values in other clauses. What is meant stays
/// the same.
///
/// @param words draws one of a phrase's wordings
record Syntax(java.util.function.Function<String, String> words) {
    /// A verb, perhaps a particle, perhaps what kind of thing follows.
    private static final Pattern HEAD =
            Pattern.compile(
                    "([a-z-]+)( up| out| down| off| into| inside| through| over| up on)?"
                            + "( (?:the |this |my |a |a new |the new |new )?(?:file|folder|directory|dir|"
                            + "subfolder|document|picture|image|photo|node|entity|entry|string|text|"
                            + "word|number|url|version|address))?(?: called| named)? ");

    private static final Pattern LAST_PLACE =
            Pattern.compile(
                    "(.*\\S) (in|from|on|under|inside|to|with|into|for|at) ", Pattern.DOTALL);

    private static final Pattern PLACE =
            Pattern.compile(" ?(in|from|on|under|inside|to|with|into|for|at) ");

    /// What cannot be called `it` in a sentence of its own.
    private static final Set<String> CLAUSES =
            Set.of("news", "fact", "tie", "relation", "sought", "type", "count", "exact", "part");

    /// What is there already, so that one can point to it.
    private static final Set<String> EXISTING =
            Set.of("file", "anyfile", "media", "nested", "folder", "entity");

    /// What may follow a value in place of which `it` stands.
    private static final Pattern REST =
            Pattern.compile(
                    "(?s)|[.?!]|,? (in|from|to|into|as|with|using|by|via|on|onto|under|inside|at|for|"
                            + "through|over|off|back|down|again|please|completely|altogether|entirely|"
                            + "now|without|out of|instead of|together with|along with)\\b.*");

    private static final Set<String> NEW = Set.of("newfile", "newfolder", "name");

    /// What stands for something named before.
    static final Pattern PRONOUN =
            Pattern.compile("(it|that|this|them|those|these|the same|he|she|him|her)\\b.*");

    /// {@return the command in another order; the same if it has no other}
    Speech reordered(Speech wish, Draws draw) {
        Optional<String> verb = Commands.verb(wish);
        if (verb.isEmpty() || wish.text().contains("\n")) {
            return wish;
        }
        Speech merged = wish.merged();
        List<Speech> ways = new ArrayList<>();
        switch (draw.weighted(30, 22, 22, 26)) {
            case 0 -> before(merged, draw).ifPresent(ways::add);
            case 1 -> behind(merged, draw).ifPresent(ways::add);
            case 2 -> passive(merged, verb.get()).ifPresent(ways::add);
            default -> placeFirst(merged, verb.get(), draw).ifPresent(ways::add);
        }
        return ways.isEmpty() ? wish : ways.getFirst().tidy();
    }

    /// `Doing it`: a frame that takes the verb's other form.
    Speech gerund(Speech wish, Draws draw) {
        return Commands.verb(wish)
                .map(verb -> {
                    Speech merged = wish.merged();
                    String first = merged.pieces().getFirst().text();
                    Speech doing =
                            Speech.words(Commands.gerund(verb) + first.substring(verb.length()))
                                    .then(merged.part(1, merged.pieces().size()));
                    Speech said = Speech.words(words.apply("before-doing")).then(doing);
                    return draw.chance(0.6) && !ended(wish) ? said.then("?") : said;
                })
                .orElse(wish);
    }

    /// `notes.txt: move it to archive`.
    private Optional<Speech> before(Speech wish, Draws draw) {
        Optional<Matcher> head = head(wish);
        if (head.isEmpty()) {
            return Optional.empty();
        }
        Speech.Piece value = wish.pieces().get(1);
        String slot = slot(value);
        String opening =
                EXISTING.contains(slot)
                        ? words.apply("topic-there")
                        : words.apply(NEW.contains(slot) ? "topic-new" : "topic-given");
        int at = opening.indexOf('…');
        String verb = clause(head.get());
        String pronoun = draw.pick("it", "it", "it", "that", "this", "that one");
        return Optional.of(
                Speech.words(opening.substring(0, at))
                        .then(new Speech(List.of(value)))
                        .then(opening.substring(at + 1))
                        .then(
                                opening.stripTrailing().matches("(?s).*[.?!]")
                                        ? Speech.words(verb + " " + pronoun).capitalised()
                                        : Speech.words(verb + " " + pronoun))
                        .then(wish.part(2, wish.pieces().size())));
    }

    /// `move this to archive: notes.txt`.
    private Optional<Speech> behind(Speech wish, Draws draw) {
        Optional<Matcher> head = head(wish);
        if (head.isEmpty() || ended(wish)) {
            return Optional.empty();
        }
        String pronoun = draw.pick("it", "this", "this", "that", "this one", "that one");
        String opening = words.apply("afterthought");
        int at = opening.indexOf('…');
        return Optional.of(
                Speech.words(clause(head.get()) + " " + pronoun)
                        .then(wish.part(2, wish.pieces().size()))
                        .then(opening.substring(0, at))
                        .then(wish.part(1, 2))
                        .then(opening.substring(at + 1)));
    }

    /// `notes.txt has to be moved to archive`.
    private Optional<Speech> passive(Speech wish, String verb) {
        Optional<Matcher> head = head(wish);
        if (head.isEmpty() || ended(wish)) {
            return Optional.empty();
        }
        String particle = head.get().group(2) == null ? "" : head.get().group(2);
        String opening = words.apply("passive");
        int at = opening.indexOf('…');
        String end = opening.endsWith("?") ? "?" : "";
        return Optional.of(
                Speech.words(opening.substring(0, at))
                        .then(wish.part(1, 2))
                        .then(
                                opening.substring(at + 1, opening.length() - end.length())
                                        + " "
                                        + Commands.participle(verb)
                                        + particle)
                        .then(wish.part(2, wish.pieces().size()))
                        .then(end));
    }

    /// `in notes.txt, change …`.
    private static Optional<Speech> placeFirst(Speech wish, String verb, Draws draw) {
        int size = wish.pieces().size();
        if (size < 3 || !wish.pieces().getLast().kept() || wish.pieces().get(size - 2).kept()) {
            return Optional.empty();
        }
        Matcher place = LAST_PLACE.matcher(wish.pieces().get(size - 2).text());
        Matcher whole = PLACE.matcher(wish.pieces().get(size - 2).text());
        boolean alone = whole.matches() && size > 3;
        if (!alone && !place.matches()) {
            return Optional.empty();
        }
        String word = alone ? whole.group(1) : place.group(2);
        if (Set.of("to", "into").contains(word)
                && !Set.of("add", "append", "attach", "write", "put", "save", "move")
                        .contains(verb)) {
            return Optional.empty();
        }
        Speech rest = wish.part(0, size - 2).then(alone ? "" : place.group(1)).uncapitalised();
        return Optional.of(
                Speech.words(word + " ")
                        .then(wish.part(size - 1, size))
                        .then(draw.pick(", ", ", ", ": ", " ", " please ", " i'd like you to "))
                        .then(rest));
    }

    /// What stands before the first value, if it is no more than a verb.
    private static Optional<Matcher> head(Speech wish) {
        List<Speech.Piece> pieces = wish.pieces();
        if (pieces.size() < 2 || !pieces.get(1).kept()) {
            return Optional.empty();
        }
        Speech.Piece value = pieces.get(1);
        Matcher head = HEAD.matcher(pieces.getFirst().text().toLowerCase(Locale.ROOT));
        boolean goesOn =
                pieces.size() == 2
                        || !pieces.get(2).kept() && REST.matcher(pieces.get(2).text()).matches();
        return value.slot().isEmpty()
                        || CLAUSES.contains(slot(value))
                        || !goesOn
                        || PRONOUN.matcher(value.text()).matches()
                        || !head.matches()
                        || head.group(3) != null && NEW.contains(slot(value))
                ? Optional.empty()
                : Optional.of(head);
    }

    private static String clause(Matcher head) {
        return head.group(1) + (head.group(2) == null ? "" : head.group(2));
    }

    private static String slot(Speech.Piece value) {
        return value.slot().replaceFirst("\\..*", "");
    }

    private static boolean ended(Speech wish) {
        return wish.text().matches("(?s).*[.?!:…]$");
    }
}
