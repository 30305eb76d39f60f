package dev.baltoro.engine.intent;

import dev.baltoro.engine.intent.CallForm.Shape;
import dev.baltoro.text.chat.Message;
import dev.baltoro.text.chat.ToolCall;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/// Finds the values of known calls among the words of their request.
///
/// Values that no words say are fixed, if many requests have them; a request with another one
/// cannot be aligned.
final class Aligner {
    /// Requests that have a value which no words say, before it is taken for one of a fixed set.
    static final int FIXED_LEAST = 6;

    /// Requests that have the same letters around the words of an argument.
    static final int AFFIX_LEAST = 12;

    /// Most values of an argument that is a choice among a few.
    static final int CHOICES_MAX = 12;

    /// Requests for each value of such an argument.
    static final int CHOICE_LEAST = 25;

    /// Requests of which the meanings of words are learned: more find few others, and take memory.
    static final int LEXICON_REQUESTS = 30_000;

    /// Words that are a part of a longer name.
    private static final int KNOWN_WORDS_MAX = 5;

    /// Words and signs that mean a value together.
    private static final int MEANT_WORDS_MAX = 8;

    private static final List<ValueForm> WRITTEN =
            List.of(
                    ValueForm.Plain.SAME,
                    ValueForm.Plain.CAPITAL,
                    ValueForm.Plain.JOINED,
                    ValueForm.Plain.LOWER,
                    ValueForm.Plain.UPPER);

    private final Map<String, Map<JsonNode, Integer>> seen = new HashMap<>();
    private final Map<String, Map<JsonNode, Integer>> unsaid = new HashMap<>();
    private final Map<String, Map<ValueForm, Integer>> forms = new HashMap<>();
    private final Map<String, Map<ValueForm.Affixed, Integer>> affixes = new HashMap<>();
    private final WordMeanings.Counts counts = new WordMeanings.Counts();
    private WordMeanings lexicon = WordMeanings.EMPTY;
    private Set<JsonNode> meanings = Set.of();
    private Set<String> choices = Set.of();
    private int counted;

    /// A value and where it stands among the arguments.
    private record Leaf(String path, JsonNode value) {
        boolean isSayable() {
            return value.isNumber() || value.isString() && !value.asString().isBlank();
        }

        String text() {
            return value.asString("");
        }
    }

    /// Calls whose values were found.
    record Aligned(SlotSpans slots, CallForm form) {}

    /// Words of a request.
    private record Place(int from, int to) {
        String text(ReadText read) {
            return read.text()
                    .substring(read.words().get(from).start(), read.words().get(to - 1).end());
        }

        boolean meets(Place other) {
            return from < other.to && other.from < to;
        }
    }

    /// How a value is made of spans.
    private sealed interface Found {
        List<Labelled> places();

        record One(Labelled place, ValueForm form) implements Found {
            @Override
            public List<Labelled> places() {
                return List.of(place);
            }
        }

        record Path(Labelled folder, boolean parent, Labelled name) implements Found {
            @Override
            public List<Labelled> places() {
                return List.of(folder, name);
            }
        }
    }

    private record Labelled(Place place, String label) {}

    WordMeanings lexicon() {
        return lexicon;
    }

    /// Counts what the calls of a request are made of.
    void count(ReadText read, List<ToolCall> calls) {
        Set<JsonNode> unwritten = new HashSet<>();
        for (Leaf leaf : leaves(calls)) {
            seen.computeIfAbsent(leaf.path, _ -> new HashMap<>())
                    .merge(leaf.value, 1, Integer::sum);
            Set<ValueForm> fitting = new HashSet<>();
            if (leaf.isSayable()) {
                for (Place place : occurrences(read, leaf.text())) {
                    fitting.addAll(fitting(place.text(read), leaf, read));
                }
            }
            Map<ValueForm, Integer> ofPath = forms.computeIfAbsent(leaf.path, _ -> new HashMap<>());
            fitting.forEach(form -> ofPath.merge(form, 1, Integer::sum));
            if (fitting.isEmpty()) {
                unsaid.computeIfAbsent(leaf.path, _ -> new HashMap<>())
                        .merge(leaf.value, 1, Integer::sum);
                affix(read, leaf.value)
                        .ifPresent(affix ->
                                affixes.computeIfAbsent(leaf.path, _ -> new HashMap<>())
                                        .merge(affix, 1, Integer::sum));
                if (leaf.isSayable()) {
                    unwritten.add(leaf.value);
                }
            }
        }
        if (counted++ < LEXICON_REQUESTS) {
            counts.add(read, unwritten);
        }
    }

    /// Ends the counting.
    void settle() {
        affixes.values().forEach(each -> each.values().removeIf(n -> n < AFFIX_LEAST));
        choices =
                seen.entrySet().stream()
                        .filter(entry -> isChoice(entry.getValue()))
                        .map(Map.Entry::getKey)
                        .collect(Collectors.toSet());
        lexicon = counts.lexicon();
        meanings = Set.copyOf(lexicon.meanings().values());
    }

    private static boolean isChoice(Map<JsonNode, Integer> values) {
        int all = values.values().stream().mapToInt(Integer::intValue).sum();
        return values.size() <= CHOICES_MAX && all >= CHOICE_LEAST * values.size();
    }

    private boolean isFixed(Leaf leaf) {
        return !leaf.isSayable() || choices.contains(leaf.path);
    }

    private boolean isUnsaid(Leaf leaf) {
        return unsaid.getOrDefault(leaf.path, Map.of()).getOrDefault(leaf.value, 0) >= FIXED_LEAST;
    }

    /// {@return the calls with places for the values; empty if one of these is nowhere to be found}
    Optional<Aligned> align(ReadText read, List<ToolCall> calls) {
        List<Leaf> leaves = leaves(calls);
        Map<JsonNode, Found> found = new HashMap<>();
        List<Labelled> used = new ArrayList<>();
        List<Leaf> longestFirst =
                leaves.stream()
                        .sorted(Comparator.comparingInt((Leaf leaf) -> -leaf.text().length()))
                        .toList();
        Map<JsonNode, String> labels = new HashMap<>();
        leaves.forEach(leaf -> labels.putIfAbsent(leaf.value, leaf.path));
        for (Leaf each : longestFirst) {
            Leaf leaf = new Leaf(labels.getOrDefault(each.value, each.path), each.value);
            if (isFixed(leaf) || found.containsKey(leaf.value)) {
                continue;
            }
            Optional<Found> one = found(read, leaf, used);
            if (one.isPresent()) {
                one.get().places().stream()
                        .filter(place -> !used.contains(place))
                        .forEach(used::add);
                found.put(leaf.value, one.get());
            } else if (!isUnsaid(leaf)) {
                return Optional.empty();
            }
        }
        used.sort(Comparator.comparingInt(each -> each.place.from));
        List<SlotSpans.Span> spans =
                used.stream()
                        .map(each -> new SlotSpans.Span(each.place.from, each.place.to, each.label))
                        .toList();
        List<CallForm.Call> shapes = new ArrayList<>();
        for (ToolCall call : calls) {
            shapes.add(
                    new CallForm.Call(
                            call.name(), shape(call.name(), arguments(call), found, used)));
        }
        return Optional.of(new Aligned(new SlotSpans(spans), new CallForm(shapes)));
    }

    private Shape shape(
            String path, JsonNode value, Map<JsonNode, Found> found, List<Labelled> order) {
        if (value.isObject()) {
            Map<String, Shape> members = new LinkedHashMap<>();
            value.properties()
                    .forEach(member ->
                            members.put(
                                    member.getKey(),
                                    shape(
                                            path + "." + member.getKey(),
                                            member.getValue(),
                                            found,
                                            order)));
            return new Shape.Members(members);
        }
        if (value.isArray()) {
            List<Shape> items = new ArrayList<>();
            value.forEach(item -> items.add(shape(path + "[]", item, found, order)));
            return new Shape.Items(items);
        }
        Found one = found.get(value);
        if (one == null || isFixed(new Leaf(path, value))) {
            return new Shape.Fixed(path, value);
        }
        return switch (one) {
            case Found.One(Labelled place, ValueForm form) ->
                    new Shape.Slot(order.indexOf(place), form);
            case Found.Path(Labelled folder, boolean parent, Labelled name) ->
                    new Shape.Below(order.indexOf(folder), parent, order.indexOf(name));
        };
    }

    private static List<Leaf> leaves(List<ToolCall> calls) {
        List<Leaf> leaves = new ArrayList<>();
        calls.forEach(call -> leaves(call.name(), arguments(call), leaves));
        return leaves;
    }

    private static void leaves(String path, JsonNode value, List<Leaf> into) {
        if (value.isObject()) {
            value.properties()
                    .forEach(member ->
                            leaves(path + "." + member.getKey(), member.getValue(), into));
        } else if (value.isArray()) {
            value.forEach(item -> leaves(path + "[]", item, into));
        } else {
            into.add(new Leaf(path, value));
        }
    }

    private static JsonNode arguments(ToolCall call) {
        return JsonMapper.shared().readTree(call.argumentsJson());
    }

    private Optional<Found> found(ReadText read, Leaf leaf, List<Labelled> used) {
        Optional<Found> written =
                free(read, occurrences(read, leaf.text()), used).stream()
                        .flatMap(place ->
                                fitting(place.text(read), leaf, read).stream()
                                        .max(
                                                Comparator.comparingInt((ValueForm form) ->
                                                        timesOf(leaf.path, form)))
                                        .<Found>map(form ->
                                                new Found.One(new Labelled(place, leaf.path), form))
                                        .stream())
                        .findFirst();
        boolean said =
                written.isPresent()
                        && written.get().places().stream()
                                .allMatch(each -> isRequest(read, each.place));
        if (!said) {
            Optional<Found> known = known(read, leaf, used);
            if (known.isPresent()) {
                return known;
            }
        }
        return written.or(() -> affixed(read, leaf, used))
                .or(() -> meant(read, leaf, used))
                .or(() -> path(read, leaf, used));
    }

    private static boolean isRequest(ReadText read, Place place) {
        return read.words().get(place.from).part() == Word.Part.REQUEST;
    }

    /// {@return words of the request that are a part of a name which stands elsewhere}
    private static Optional<Found> known(ReadText read, Leaf leaf, List<Labelled> used) {
        if (!leaf.value.isString()) {
            return Optional.empty();
        }
        String name = leaf.text().toLowerCase(Locale.ROOT);
        List<Place> places = new ArrayList<>();
        List<Word> words = read.words();
        for (int i = words.size() - read.requestWords(); i < words.size(); i++) {
            for (int j = i + 1; j <= Math.min(words.size(), i + KNOWN_WORDS_MAX); j++) {
                Place place = new Place(i, j);
                String said = place.text(read);
                if (!name.contains(said.toLowerCase(Locale.ROOT))) {
                    break;
                }
                if (KnownName.of(said, read).equals(Optional.of(leaf.text()))) {
                    places.add(place);
                }
            }
        }
        return free(read, places, used).stream()
                .max(Comparator.comparingInt(place -> place.to - place.from))
                .map(place -> new Found.One(new Labelled(place, leaf.path), ValueForm.Plain.KNOWN));
    }

    private int timesOf(String path, ValueForm form) {
        return forms.getOrDefault(path, Map.of()).getOrDefault(form, 0);
    }

    private static List<ValueForm> fitting(String words, Leaf leaf, ReadText read) {
        Optional<JsonNode> wanted = Optional.of(leaf.value);
        if (leaf.value.isNumber()) {
            ValueForm number = ValueForm.Plain.NUMBER;
            return number.value(words, read, WordMeanings.EMPTY)
                            .filter(value -> value.asDouble() == leaf.value.asDouble())
                            .isPresent()
                    ? List.of(number)
                    : List.of();
        }
        return WRITTEN.stream()
                .filter(form -> form.value(words, read, WordMeanings.EMPTY).equals(wanted))
                .toList();
    }

    private Optional<Found> affixed(ReadText read, Leaf leaf, List<Labelled> used) {
        return affixes.getOrDefault(leaf.path, Map.of()).entrySet().stream()
                .sorted(Map.Entry.<ValueForm.Affixed, Integer>comparingByValue().reversed())
                .map(Map.Entry::getKey)
                .filter(affix -> fits(affix, leaf.text()))
                .flatMap(affix ->
                        same(read, inner(affix, leaf.text()), used).stream()
                                .<Found>map(place ->
                                        new Found.One(new Labelled(place, leaf.path), affix)))
                .findFirst();
    }

    private Optional<Found> meant(ReadText read, Leaf leaf, List<Labelled> used) {
        if (!meanings.contains(leaf.value)) {
            return Optional.empty();
        }
        List<Place> places = new ArrayList<>();
        List<Word> words = read.words();
        for (int i = 0; i < words.size(); i++) {
            for (int j = i + 1; j <= Math.min(words.size(), i + MEANT_WORDS_MAX); j++) {
                if (words.get(j - 1).part() != Word.Part.REQUEST) {
                    break;
                }
                Place place = new Place(i, j);
                if (lexicon.meaning(place.text(read)).equals(Optional.of(leaf.value))) {
                    places.add(place);
                }
            }
        }
        return free(read, places, used).stream()
                .<Found>map(place ->
                        new Found.One(new Labelled(place, leaf.path), ValueForm.Plain.MEANT))
                .findFirst();
    }

    /// {@return a path whose folder and name stand in two places}
    private static Optional<Found> path(ReadText read, Leaf leaf, List<Labelled> used) {
        String said = leaf.text();
        for (int cut = said.lastIndexOf('/'); cut > 0; cut = said.lastIndexOf('/', cut - 1)) {
            List<Place> names = same(read, said.substring(cut + 1), used);
            if (names.isEmpty()) {
                continue;
            }
            Labelled name = new Labelled(names.getFirst(), leaf.path);
            String folder = said.substring(0, cut);
            for (Labelled each : used) { // a folder that is known, or that of a file that is
                String text = each.place.text(read);
                if (CallForm.below(text, true, "").equals(folder + "/")) {
                    return Optional.of(new Found.Path(each, true, name));
                }
                if (text.equals(folder) || text.equals(folder + "/")) {
                    return Optional.of(new Found.Path(each, false, name));
                }
            }
            for (String form : List.of(folder, folder + "/")) {
                for (Place place : same(read, form, used)) {
                    if (!place.meets(name.place)) {
                        return Optional.of(
                                new Found.Path(new Labelled(place, leaf.path + "/"), false, name));
                    }
                }
            }
        }
        return Optional.empty();
    }

    private static boolean fits(ValueForm.Affixed affix, String said) {
        return said.length() > affix.prefix().length() + affix.suffix().length()
                && said.startsWith(affix.prefix())
                && said.endsWith(affix.suffix());
    }

    private static String inner(ValueForm.Affixed affix, String said) {
        return said.substring(affix.prefix().length(), said.length() - affix.suffix().length());
    }

    private static List<Place> same(ReadText read, String said, List<Labelled> used) {
        return free(read, occurrences(read, said), used).stream()
                .filter(place -> place.text(read).equals(said))
                .toList();
    }

    /// {@return places that no other value takes: those of the request first, then the latest}
    private static List<Place> free(ReadText read, List<Place> places, List<Labelled> used) {
        return places.stream()
                .filter(place -> used.stream().noneMatch(each -> each.place.meets(place)))
                .sorted(
                        Comparator.comparingInt(place ->
                                read.words().get(place.from).part() == Word.Part.REQUEST
                                        ? place.from - ReadText.REQUEST_MAX - ReadText.BEFORE_MAX
                                        : -place.from))
                .toList();
    }

    /// {@return where words stand that are the same but for case, and `_` for a space}
    private static List<Place> occurrences(ReadText read, String said) {
        List<Place> places = new ArrayList<>();
        if (said.isBlank()) {
            return places;
        }
        List<Word> words = read.words();
        for (int i = 0; i < words.size(); i++) {
            int start = words.get(i).start();
            int end = start + said.length();
            if (end > read.text().length() || !alike(read.text(), start, said)) {
                continue;
            }
            int j = i;
            while (j < words.size() && words.get(j).end() < end) {
                j++;
            }
            if (j < words.size()
                    && words.get(j).end() == end
                    && words.get(j).part() == words.get(i).part()) {
                places.add(new Place(i, j + 1));
            }
        }
        return places;
    }

    private static boolean alike(String text, int start, String said) {
        for (int i = 0; i < said.length(); i++) {
            if (plain(text.charAt(start + i)) != plain(said.charAt(i))) {
                return false;
            }
        }
        return true;
    }

    private static char plain(char c) {
        return c == '_' || c == '-' ? ' ' : Character.toLowerCase(c);
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
                if (!same(read, inner, List.of()).isEmpty()) {
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
