package dev.baltoro.engine.intent;

import dev.baltoro.text.chat.Message;
import dev.baltoro.text.chat.ToolCall;
import dev.baltoro.text.spoken.SpokenZone;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import tools.jackson.databind.JsonNode;

/// What many requests say of the values of each argument: which forms they have, which no words
/// say, what stands around them. Counted first, then settled, then asked.
final class ValueCounts {
    /// Requests that have a value which no words say, before it is taken for one of a fixed set.
    static final int FIXED_LEAST = 6;

    /// Requests that have the same letters around the words of an argument.
    static final int AFFIX_LEAST = 12;

    /// Of so many values that no words say one has the same word around what they do say.
    private static final int NAMED_SHARE = 20;

    /// Most values of an argument that is a choice among a few.
    static final int CHOICES_MAX = 12;

    /// Requests for each value of such an argument.
    static final int CHOICE_LEAST = 25;

    /// Requests of which the meanings of words are learned: more find few others, and take memory.
    static final int LEXICON_REQUESTS = 30_000;

    private static final List<ValueForm> WRITTEN =
            List.of(
                    ValueForm.Plain.DATE,
                    ValueForm.Plain.ZONE,
                    ValueForm.Plain.NUMERAL,
                    ValueForm.Plain.SAME,
                    ValueForm.Plain.JOINED,
                    ValueForm.Plain.LOWER,
                    ValueForm.Plain.UPPER);

    private final Map<String, Map<JsonNode, Integer>> seen = new HashMap<>();
    private final Map<String, Map<JsonNode, Integer>> unsaid = new HashMap<>();
    private final Map<String, Map<ValueForm, Integer>> forms = new HashMap<>();
    private final Map<String, Map<ValueForm.Affixed, Integer>> affixes = new HashMap<>();
    private final Map<String, Map<String, Integer>> literals = new HashMap<>();
    private final WordMeanings.Counts counts = new WordMeanings.Counts();
    private WordMeanings lexicon = WordMeanings.EMPTY;
    private Set<JsonNode> meanings = Set.of();
    private Set<String> choices = Set.of();

    /// Arguments whose values are said otherwise at least as often as not.
    private Set<String> meant = Set.of();

    private int counted;

    /// {@return what words mean; nothing before it is settled}
    WordMeanings lexicon() {
        return lexicon;
    }

    /// Counts what the calls of a request are made of.
    void count(ReadText read, List<ToolCall> calls) {
        List<Mentions.Mention> mentions = calls.isEmpty() ? List.of() : Mentions.of(read);
        Set<JsonNode> unwritten = new HashSet<>();
        List<Leaf> leaves = Leaf.of(calls);
        List<Place> taken = written(read, leaves);
        for (Leaf leaf : leaves) {
            seen.computeIfAbsent(leaf.path(), _ -> new HashMap<>())
                    .merge(leaf.value(), 1, Integer::sum);
            Set<ValueForm> fitting = new HashSet<>();
            if (leaf.isSayable()) {
                for (Place place : WordPlaces.alike(read, leaf.text())) {
                    fitting.addAll(fitting(place.text(read), leaf, read));
                }
                mentioned(read, leaf, mentions).forEach(one -> fitting.add(one.form()));
            }
            Map<ValueForm, Integer> ofPath =
                    forms.computeIfAbsent(leaf.path(), _ -> new HashMap<>());
            fitting.forEach(form -> ofPath.merge(form, 1, Integer::sum));
            if (fitting.isEmpty()) {
                countUnsaid(read, leaf, mentions, taken);
                if (leaf.isSayable()) {
                    unwritten.add(leaf.value());
                }
            }
        }
        if (counted++ < LEXICON_REQUESTS) {
            counts.add(read, unwritten);
        }
    }

    /// {@return the places of the values that stand in the text as they are}
    private static List<Place> written(ReadText read, List<Leaf> leaves) {
        List<Place> taken = new ArrayList<>();
        leaves.stream()
                .filter(Leaf::isSayable)
                .sorted(Comparator.comparingInt((Leaf leaf) -> -leaf.text().length()))
                .distinct()
                .forEach(leaf ->
                        WordPlaces.same(read, leaf.text(), taken).stream()
                                .findFirst()
                                .ifPresent(taken::add));
        return taken;
    }

    private void countUnsaid(
            ReadText read, Leaf leaf, List<Mentions.Mention> mentions, List<Place> taken) {
        unsaid.computeIfAbsent(leaf.path(), _ -> new HashMap<>())
                .merge(leaf.value(), 1, Integer::sum);
        if (!leaf.value().isString()) {
            return;
        }
        List<TextParts.Part> parts = TextParts.of(read, mentions, taken, leaf.text());
        if (!parts.isEmpty()) {
            literals.computeIfAbsent(leaf.path(), _ -> new HashMap<>())
                    .merge(TextParts.literals(parts), 1, Integer::sum);
        }
        if (parts.stream().filter(part -> !(part instanceof TextParts.Part.Literal)).count() < 2) {
            affix(read, leaf.value())
                    .ifPresent(affix ->
                            affixes.computeIfAbsent(leaf.path(), _ -> new HashMap<>())
                                    .merge(affix, 1, Integer::sum));
        }
    }

    /// Ends the counting.
    void settle() {
        affixes.forEach((path, each) -> each.entrySet().removeIf(entry -> !isUsual(path, entry)));
        literals.values().forEach(each -> each.values().removeIf(n -> n < AFFIX_LEAST));
        choices =
                seen.entrySet().stream()
                        .filter(entry -> isChoice(entry.getValue()))
                        .map(Map.Entry::getKey)
                        .collect(Collectors.toSet());
        meant =
                unsaid.entrySet().stream()
                        .filter(entry ->
                                2 * all(entry.getValue())
                                        >= all(seen.getOrDefault(entry.getKey(), Map.of())))
                        .map(Map.Entry::getKey)
                        .collect(Collectors.toSet());
        lexicon = counts.lexicon();
        meanings = Set.copyOf(lexicon.meanings().values());
    }

    private static int all(Map<JsonNode, Integer> counts) {
        return counts.values().stream().mapToInt(Integer::intValue).sum();
    }

    /// {@return whether many requests have an affix; far more where it is a word, which may be a
    /// name that some of them have in common}
    private boolean isUsual(String path, Map.Entry<ValueForm.Affixed, Integer> affix) {
        String around = affix.getKey().prefix() + affix.getKey().suffix();
        boolean named = around.codePoints().anyMatch(Character::isLetterOrDigit);
        int all = all(unsaid.getOrDefault(path, Map.of()));
        return affix.getValue() >= (named ? Math.max(AFFIX_LEAST, all / NAMED_SHARE) : AFFIX_LEAST);
    }

    private static boolean isChoice(Map<JsonNode, Integer> values) {
        return values.size() <= CHOICES_MAX && all(values) >= CHOICE_LEAST * values.size();
    }

    /// {@return whether no words are looked for: a choice among a few, or no text and no number}
    boolean isFixed(Leaf leaf) {
        return !leaf.isSayable() || choices.contains(leaf.path());
    }

    /// {@return whether many requests have the value without saying it}
    boolean isUnsaid(Leaf leaf) {
        return unsaid.getOrDefault(leaf.path(), Map.of()).getOrDefault(leaf.value(), 0)
                >= FIXED_LEAST;
    }

    /// {@return whether some words mean the value}
    boolean isMeant(Leaf leaf) {
        return meanings.contains(leaf.value());
    }

    /// {@return what stands around values of an argument, the most frequent first}
    List<ValueForm.Affixed> affixes(Leaf leaf) {
        return affixes.getOrDefault(leaf.path(), Map.of()).entrySet().stream()
                .sorted(Map.Entry.<ValueForm.Affixed, Integer>comparingByValue().reversed())
                .map(Map.Entry::getKey)
                .toList();
    }

    /// {@return whether many values of the argument have the same between their parts}
    boolean isUsual(Leaf leaf, List<TextParts.Part> parts) {
        return literals.getOrDefault(leaf.path(), Map.of()).containsKey(TextParts.literals(parts));
    }

    /// {@return the most frequent form that makes the value of words; empty if none does}
    Optional<ValueForm> form(String words, Leaf leaf, ReadText read) {
        return fitting(words, leaf, read).stream()
                .max(Comparator.comparingInt((ValueForm form) -> timesOf(leaf.path(), form)));
    }

    private static Optional<ValueForm> multiple(Leaf leaf, Mentions.Mention mention) {
        BigDecimal said = new BigDecimal(mention.value());
        BigDecimal value = leaf.value().decimalValue();
        if (said.compareTo(value) == 0) {
            return Optional.of(ValueForm.Plain.NUMBER);
        }
        return ValueForm.Times.FACTORS.stream()
                .filter(factor -> said.multiply(BigDecimal.valueOf(factor)).compareTo(value) == 0)
                .findFirst()
                .map(ValueForm.Times::new);
    }

    /// {@return mentions of a value}
    static List<Mentions.Mention> mentioned(
            ReadText read, Leaf leaf, List<Mentions.Mention> mentions) {
        List<Mentions.Mention> all = new ArrayList<>();
        for (Mentions.Mention mention : mentions) {
            if (leaf.value().isString() && mention.value().equals(leaf.text())) {
                all.add(mention);
            }
            if (leaf.value().isNumber() && mention.form() == ValueForm.Plain.NUMERAL) {
                multiple(leaf, mention)
                        .ifPresent(form ->
                                all.add(
                                        new Mentions.Mention(
                                                mention.place(), form, mention.value())));
            }
        }
        if (leaf.value().isString() && leaf.text().indexOf('/') > 0) {
            WordPlaces.alike(read, SpokenZone.city(leaf.text())).stream()
                    .filter(place ->
                            SpokenZone.of(place.text(read)).equals(Optional.of(leaf.text())))
                    .forEach(place ->
                            all.add(
                                    new Mentions.Mention(
                                            place, ValueForm.Plain.ZONE, leaf.text())));
        }
        return all;
    }

    private int timesOf(String path, ValueForm form) {
        return forms.getOrDefault(path, Map.of()).getOrDefault(form, 0);
    }

    /// {@return how a value may be made of words; of forms that are as frequent the first counts}
    private List<ValueForm> fitting(String words, Leaf leaf, ReadText read) {
        Optional<JsonNode> wanted = Optional.of(leaf.value());
        if (leaf.value().isNumber()) {
            ValueForm number = ValueForm.Plain.NUMBER;
            return number.value(words, read, WordMeanings.EMPTY)
                            .filter(value -> value.asDouble() == leaf.value().asDouble())
                            .isPresent()
                    ? List.of(number)
                    : List.of();
        }
        if (meant.contains(leaf.path()) && lexicon.meaning(words).equals(wanted)) {
            return List.of(ValueForm.Plain.MEANT);
        }
        List<ValueForm> written =
                WRITTEN.stream()
                        .filter(form -> form.value(words, read, WordMeanings.EMPTY).equals(wanted))
                        .toList();
        // what nothing spells in another way is taken as it is said
        return written.isEmpty() && isCapital(words, leaf.text())
                ? List.of(ValueForm.Plain.SAME)
                : written;
    }

    private static boolean isCapital(String words, String value) {
        return words.length() == value.length()
                && !words.isEmpty()
                && words.regionMatches(1, value, 1, value.length() - 1)
                && words.regionMatches(true, 0, value, 0, 1);
    }

    /// {@return what stands around the longest part of a value that the words say}
    private static Optional<ValueForm.Affixed> affix(ReadText read, JsonNode value) {
        if (!value.isString()) {
            return Optional.empty();
        }
        String said = value.asString();
        List<Word> parts = ReadText.of(List.of(new Message.User(said))).words();
        Optional<ValueForm.Affixed> best = Optional.empty();
        int length = 1;
        for (int i = 0; i < parts.size(); i++) {
            for (int j = parts.size() - 1; j >= i; j--) {
                String inner = said.substring(parts.get(i).start(), parts.get(j).end());
                if (inner.length() <= length) {
                    break;
                }
                if (!WordPlaces.same(read, inner, List.of()).isEmpty()) {
                    length = inner.length();
                    best =
                            Optional.of(
                                    new ValueForm.Affixed(
                                            said.substring(0, parts.get(i).start()),
                                            said.substring(parts.get(j).end())));
                    break;
                }
            }
        }
        return best;
    }
}
