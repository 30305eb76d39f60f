package dev.baltoro.synth.tool;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import tools.jackson.databind.JsonNode;

/// Wishes in the words of `wishes.txt`. Whatever is done to the sentence around them, values stay
/// as they are said.
public final class TemplateWishes implements WishWriter {
    private static final Map<String, List<String>> PATTERNS =
            DomainBook.lines("wishes.txt").stream()
                    .map(line -> line.split(": ", 2))
                    .collect(
                            Collectors.groupingBy(
                                    parts -> parts[0],
                                    Collectors.mapping(
                                            parts -> parts[1], Collectors.toUnmodifiableList())));
    private static final Pattern PLACE = Pattern.compile("\\{(\\w+)}");

    /// Set around values until the sentence is done.
    private static final char OPEN = '\uE000';

    private static final char SHUT = '\uE001';

    @Override
    public String request(SplittableRandom random, List<ToolWish> wishes, boolean inOrder) {
        String text = wish(random, wishes.getFirst());
        for (ToolWish other : wishes.subList(1, wishes.size())) {
            text =
                    pattern(random, inOrder ? "THEN" : "TOGETHER")
                            .replace("{1}", ended(text))
                            .replace("{2}", wish(random, other));
        }
        return new Manner(random).typed(framed(random, text));
    }

    @Override
    public String question(SplittableRandom random, String what) {
        return pattern(random, "ASK").replace("{what}", what);
    }

    @Override
    public String smallTalk(SplittableRandom random) {
        String who = value(WordLists.draw(random, "first"));
        return new Manner(random).typed(pattern(random, "SMALL").replace("{who}", who));
    }

    @Override
    public String declined(SplittableRandom random, String plural, boolean talk) {
        return pattern(random, talk ? "SMALL_REPLY" : "NONE_REPLY").replace("{plural}", plural);
    }

    private static String pattern(SplittableRandom random, String name) {
        return WordLists.one(random, PATTERNS.getOrDefault(name, List.of("{params}")));
    }

    private static String value(String said) {
        return OPEN + said + SHUT;
    }

    private static String ended(String text) {
        return text.endsWith(".") || text.endsWith("?")
                ? text.substring(0, text.length() - 1)
                : text;
    }

    private static String framed(SplittableRandom random, String text) {
        StringBuilder framed = new StringBuilder();
        if (random.nextInt(6) == 0) {
            String who = value(WordLists.draw(random, "first"));
            framed.append(pattern(random, "STORY").replace("{who}", who)).append(' ');
        }
        if (random.nextInt(4) == 0) {
            framed.append(pattern(random, "OPENING")).append(' ');
        }
        framed.append(text);
        if (random.nextInt(5) == 0) {
            boolean ended = text.endsWith("?") || text.endsWith(".");
            framed.append(ended ? " " : ", ").append(pattern(random, "CLOSING"));
        }
        return framed.toString();
    }

    /// {@return one wish, its values marked}
    private static String wish(SplittableRandom random, ToolWish wish) {
        Blueprint blueprint = wish.blueprint();
        if (blueprint.action() == Action.SEQUENCE) {
            return blueprint.parts().stream()
                    .map(part -> wish(random, new ToolWish(part, wish.arguments(), wish.names())))
                    .collect(Collectors.joining(", and "));
        }
        if (blueprint.action() == Action.MANAGE) {
            String chosen =
                    blueprint
                            .input(Role.CHOOSE)
                            .map(input ->
                                    wish.arguments().path(blueprint.written(input)).asString(""))
                            .orElse("");
            Blueprint part =
                    blueprint.parts().stream()
                            .filter(one -> one.choice().equals(chosen))
                            .findFirst()
                            .orElseThrow();
            return wish(random, new ToolWish(part, wish.arguments(), wish.names()));
        }
        return filled(pattern(random, family(wish)), new WishWords(random, wish));
    }

    private static String family(ToolWish wish) {
        if (wish.blueprint().action() != Action.ADJUST) {
            return wish.blueprint().action().name();
        }
        return wish.blueprint()
                .input(Role.DELTA)
                .map(input -> wish.arguments().path(wish.blueprint().written(input)).asDouble(1))
                .filter(delta -> delta < 0)
                .map(negative -> "LOWER")
                .orElse("RAISE");
    }

    private static String filled(String pattern, WishWords words) {
        Matcher places = PLACE.matcher(pattern);
        StringBuilder filled = new StringBuilder();
        while (places.find()) {
            places.appendReplacement(filled, Matcher.quoteReplacement(words.of(places.group(1))));
        }
        places.appendTail(filled);
        return filled.toString().strip().replaceAll(" +(?=[?.,])| +(?= )", "");
    }

    /// The words for the places of a pattern.
    private record WishWords(SplittableRandom random, ToolWish wish) {
        String of(String place) {
            Blueprint blueprint = wish.blueprint();
            TypedTable table = blueprint.table();
            boolean computes = blueprint.action() == Action.COMPUTE;
            return switch (place) {
                case "noun" -> computes ? blueprint.detail() : table.noun();
                case "a" -> Description.article(table.noun());
                case "plural" -> table.plural();
                case "verb" -> verb();
                case "col" -> blueprint.detail().replace('_', ' ');
                case "ref" -> reference(Role.KEY);
                case "ref2" -> reference(Role.OTHER_KEY);
                case "refs" -> references();
                case "q" -> plain(Role.QUERY);
                case "n" -> amount();
                case "v" -> firstOf(Role.VALUE, Role.LABELS);
                case "filters" -> filters();
                case "params" -> parameters();
                default -> throw new IllegalArgumentException("wishes.txt: no place " + place);
            };
        }

        /// {@return the tool's own verb, or a usual one}
        private String verb() {
            List<String> own =
                    wish.blueprint()
                            .table()
                            .verbs()
                            .getOrDefault(wish.blueprint().action(), List.of());
            List<String> usual = wish.blueprint().action().verbs();
            return !own.isEmpty() && random.nextInt(3) > 0
                    ? WordLists.one(random, own)
                    : WordLists.one(random, usual.subList(0, Math.min(3, usual.size())));
        }

        private Action action() {
            return wish.blueprint().action();
        }

        private JsonNode argument(ToolInput input) {
            return wish.arguments().path(wish.blueprint().written(input));
        }

        private String said(ToolInput input) {
            return value(
                    ValueSaying.of(
                            random, input.column(), argument(input), wish.blueprint().style()));
        }

        private String reference(Role role) {
            for (ToolInput input : wish.said()) {
                if (input.role() == role) {
                    return row(argument(input));
                }
            }
            return WordLists.one(random, List.of("the ", "that ", "this "))
                    + wish.blueprint().table().noun();
        }

        private String row(JsonNode key) {
            String noun = wish.blueprint().table().noun();
            String name = wish.names().getOrDefault(key.asString(), key.asString());
            return switch (random.nextInt(5)) {
                case 0 -> value(name);
                case 1 -> noun + " " + value(name);
                case 2 -> "the " + noun + " " + value(name);
                case 3 -> "the " + value(name) + " " + noun;
                default -> "our " + noun + " " + value(name);
            };
        }

        private String references() {
            List<String> rows = new ArrayList<>();
            for (ToolInput input : wish.said()) {
                if (input.role() == Role.KEYS) {
                    argument(input)
                            .forEach(key ->
                                    rows.add(
                                            value(
                                                    wish.names()
                                                            .getOrDefault(
                                                                    key.asString(),
                                                                    key.asString()))));
                }
            }
            String plural = wish.blueprint().table().plural();
            return rows.isEmpty()
                    ? "some of the " + plural
                    : "the " + plural + " " + String.join(" and ", rows);
        }

        private String plain(Role role) {
            return wish.said().stream()
                    .filter(input -> input.role() == role)
                    .map(input -> value(quotedAtTimes(argument(input).asString())))
                    .findFirst()
                    .orElse("something");
        }

        private String number(Role role) {
            return wish.said().stream()
                    .filter(input -> input.role() == role)
                    .map(input -> value(argument(input).asString()))
                    .findFirst()
                    .orElse("some");
        }

        private String quotedAtTimes(String text) {
            return random.nextInt(3) == 0 && !text.contains("\"") ? "\"" + text + "\"" : text;
        }

        private String amount() {
            return wish.said().stream()
                    .filter(input -> input.role() == Role.DELTA)
                    .map(input -> argument(input).asString().replace("-", ""))
                    .map(TemplateWishes::value)
                    .findFirst()
                    .orElse("some");
        }

        private String firstOf(Role... roles) {
            for (ToolInput input : wish.said()) {
                if (List.of(roles).contains(input.role())) {
                    return said(input);
                }
            }
            return "something else";
        }

        private String filters() {
            List<String> all = new ArrayList<>();
            for (ToolInput input : wish.said()) {
                String said = said(input);
                String column = input.column().said();
                switch (input.role()) {
                    case WHERE -> all.add(filter(input, said));
                    case AT_LEAST -> all.add(atLeast(input) + said);
                    case AT_MOST -> all.add(atMost(input) + said);
                    case LIMIT ->
                            all.add(
                                    WordLists.one(
                                                    random,
                                                    List.of(
                                                            ", at most %s",
                                                            ", no more than %s",
                                                            ", only %s of them",
                                                            "(%s at most)"))
                                            .formatted(said));
                    case OFFSET -> all.add(", skip the first " + said);
                    case SORT -> all.add(", sorted by " + said);
                    case DESCENDING ->
                            all.add(
                                    argument(input).asBoolean()
                                            ? ", largest first"
                                            : ", smallest first");
                    default -> all.add(column.isEmpty() ? "" : "");
                }
            }
            all.removeIf(String::isEmpty);
            return String.join(" ", all);
        }

        private String filter(ToolInput input, String said) {
            String column = input.column().said();
            if (input.column().kind() == ValueKind.FLAG) {
                return argument(input).asBoolean()
                        ? WordLists.one(
                                        random,
                                        List.of("that are %s", "with %s on", "which are %s"))
                                .formatted(column)
                        : WordLists.one(
                                        random,
                                        List.of(
                                                "that are not %s",
                                                "with %s off", "which aren't %s"))
                                .formatted(column);
            }
            return switch (random.nextInt(5)) {
                case 0 -> "with %s %s".formatted(column, said);
                case 1 -> "where the %s is %s".formatted(column, said);
                case 2 -> "whose %s is %s".formatted(column, said);
                case 3 -> "(%s: %s)".formatted(column, said);
                default -> "that have %s as %s".formatted(said, column);
            };
        }

        private String atLeast(ToolInput input) {
            String column = input.column().said();
            return input.column().kind().isNumber()
                    ? "with %s of at least ".formatted(column)
                    : "with %s from ".formatted(column);
        }

        private String atMost(ToolInput input) {
            String column = input.column().said();
            return input.column().kind().isNumber()
                    ? "with %s of at most ".formatted(column)
                    : "with %s until ".formatted(column);
        }

        private String parameters() {
            Blueprint blueprint = wish.blueprint();
            if (blueprint.action() == Action.CONVERT) {
                return number(Role.TERM)
                        + " "
                        + number(Role.FROM_UNIT)
                        + WordLists.one(random, List.of(" in ", " to ", " into "))
                        + number(Role.TO_UNIT);
            }
            List<String> parts = new ArrayList<>();
            for (ToolInput input : wish.said()) {
                switch (input.role()) {
                    case VALUE, TERM -> parts.add(parameter(input, parts.isEmpty()));
                    case ITEMS -> parts.add(said(input));
                    default -> {}
                }
            }
            String joint = WordLists.one(random, List.of(", ", ", ", " and ", ", and "));
            return parts.isEmpty() ? "" : String.join(parts.size() > 2 ? ", " : joint, parts);
        }

        /// {@return a value with its name; what a new row is called may stand without one}
        private String parameter(ToolInput input, boolean isFirst) {
            String name = input.column().said();
            if (input.column().kind() == ValueKind.FLAG) {
                return argument(input).asBoolean()
                        ? WordLists.one(
                                        random,
                                        List.of("%s", "with %s on", "%s: yes", "make it %s"))
                                .formatted(name)
                        : WordLists.one(
                                        random,
                                        List.of("not %s", "with %s off", "%s: no", "without %s"))
                                .formatted(name);
            }
            String said = said(input);
            boolean isLabel = input.column().equals(wish.blueprint().table().label());
            if (isFirst && isLabel && wish.blueprint().action() == Action.CREATE) {
                return WordLists.one(random, List.of("%s", "called %s", "named %s", "%s", "for %s"))
                        .formatted(said);
            }
            return switch (random.nextInt(7)) {
                case 0 -> name + ": " + said;
                case 1 -> (action() == Action.CREATE ? "with " + name + " " : name + " to ") + said;
                case 2 -> said + " as " + name;
                case 3 -> "the " + name + " is " + said;
                case 4 -> name + " = " + said;
                default -> name + " " + said;
            };
        }
    }

    /// How one person types: small letters, no full stop, slips of the fingers. Values are left
    /// alone.
    private static final class Manner {
        private final SplittableRandom random;
        private final boolean small;
        private final boolean slips;
        private final boolean stops;

        Manner(SplittableRandom random) {
            this.random = random;
            this.small = random.nextInt(5) < 2;
            this.slips = random.nextInt(12) == 0;
            this.stops = random.nextInt(3) == 0;
        }

        String typed(String marked) {
            StringBuilder text = new StringBuilder();
            for (String part : marked.split("(?=" + OPEN + ")|(?<=" + SHUT + ")", -1)) {
                boolean isValue = !part.isEmpty() && part.charAt(0) == OPEN;
                text.append(isValue ? part.substring(1, part.length() - 1) : manner(part));
            }
            String done = text.toString().strip();
            boolean begins = !marked.isEmpty() && marked.charAt(0) != OPEN && !small;
            done = begins ? NamingStyle.capital(done) : done;
            char last = done.charAt(done.length() - 1);
            return stops
                            && Character.isLetterOrDigit(last)
                            && marked.charAt(marked.length() - 1) != SHUT
                    ? done + "."
                    : done;
        }

        private String manner(String words) {
            String kept = small ? words.toLowerCase(Locale.ROOT) : words;
            if (!slips || kept.length() < 6 || random.nextBoolean()) {
                return kept;
            }
            int at = 1 + random.nextInt(kept.length() - 3);
            boolean letters =
                    Character.isLetter(kept.charAt(at)) && Character.isLetter(kept.charAt(at + 1));
            return letters
                    ? kept.substring(0, at)
                            + kept.charAt(at + 1)
                            + kept.charAt(at)
                            + kept.substring(at + 2)
                    : kept;
        }
    }
}
