package dev.baltoro.engine.intent;

import dev.baltoro.engine.intent.CallForm.Shape;
import dev.baltoro.text.chat.ToolCall;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import tools.jackson.databind.JsonNode;

/// Finds the values of known calls among the words of their request.
///
/// Values that no words say are fixed, if many requests have them; a request with another one
/// cannot be aligned.
final class Aligner {
    /// Words that are a part of a longer name.
    private static final int KNOWN_WORDS_MAX = 5;

    /// Words and signs that mean a value together.
    private static final int MEANT_WORDS_MAX = 8;

    private final ValueCounts counts;

    /// @param counts settled
    Aligner(ValueCounts counts) {
        this.counts = counts;
    }

    /// Calls whose values were found.
    record Aligned(SlotSpans slots, CallForm form) {}

    private record Labelled(Place place, String label) {}

    /// How a value is made of spans.
    private sealed interface Found {
        /// The spans that are not another value's already.
        List<Labelled> own();

        /// One span.
        record One(Labelled place, ValueForm form) implements Found {
            @Override
            public List<Labelled> own() {
                return List.of(place);
            }
        }

        /// Several parts.
        record Several(List<TextParts.Part> parts, List<Labelled> own) implements Found {}
    }

    /// {@return the calls with places for the values; empty if one of these is nowhere to be found}
    Optional<Aligned> align(ReadText read, List<ToolCall> calls) {
        List<Leaf> leaves = Leaf.of(calls);
        Map<JsonNode, String> labels = new HashMap<>();
        leaves.forEach(leaf -> labels.putIfAbsent(leaf.value(), leaf.path()));
        List<Leaf> longestFirst =
                leaves.stream()
                        .map(leaf ->
                                new Leaf(
                                        labels.getOrDefault(leaf.value(), leaf.path()),
                                        leaf.value()))
                        .filter(leaf -> !counts.isFixed(leaf))
                        .sorted(Comparator.comparingInt((Leaf leaf) -> -leaf.text().length()))
                        .distinct()
                        .toList();
        Finding finding = new Finding(read);
        for (Leaf leaf : longestFirst) { // what stands there as it is, before parts of others
            finding.add(leaf, finding.whole(leaf));
        }
        for (Leaf leaf : longestFirst) {
            if (!finding.found.containsKey(leaf.value())
                    && !finding.add(leaf, finding.made(leaf))
                    && !counts.isUnsaid(leaf)) {
                return Optional.empty();
            }
        }
        List<Labelled> used = finding.used;
        used.sort(Comparator.comparingInt(each -> each.place.from()));
        List<SlotSpans.Span> spans =
                used.stream()
                        .map(each ->
                                new SlotSpans.Span(each.place.from(), each.place.to(), each.label))
                        .toList();
        List<Place> order = used.stream().map(Labelled::place).toList();
        List<CallForm.Call> shapes = new ArrayList<>();
        for (ToolCall call : calls) {
            shapes.add(
                    new CallForm.Call(
                            call.name(),
                            shape(call.name(), Leaf.arguments(call), finding.found, order)));
        }
        return Optional.of(new Aligned(new SlotSpans(spans), new CallForm(shapes)));
    }

    private Shape shape(
            String path, JsonNode value, Map<JsonNode, Found> found, List<Place> order) {
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
        if (one == null || counts.isFixed(new Leaf(path, value))) {
            return new Shape.Fixed(path, value);
        }
        return switch (one) {
            case Found.One(Labelled place, ValueForm form) ->
                    new Shape.Slot(order.indexOf(place.place), form);
            case Found.Several(List<TextParts.Part> parts, List<Labelled> _) ->
                    new Shape.Text(parts.stream().map(part -> piece(part, order)).toList());
        };
    }

    private static CallForm.Piece piece(TextParts.Part part, List<Place> order) {
        return switch (part) {
            case TextParts.Part.Literal(String text) -> new CallForm.Piece.Literal(text);
            case TextParts.Part.Taken(Place of, ValueForm form) ->
                    new CallForm.Piece.Said(order.indexOf(of), form);
            case TextParts.Part.Own(Place place, ValueForm form) ->
                    new CallForm.Piece.Said(order.indexOf(place), form);
        };
    }

    /// The values of one request, one after the other.
    private final class Finding {
        private final ReadText read;
        private final List<Mentions.Mention> mentions;
        private final List<Labelled> used = new ArrayList<>();
        private final Map<JsonNode, Found> found = new HashMap<>();

        Finding(ReadText read) {
            this.read = read;
            this.mentions = Mentions.of(read);
        }

        /// {@return whether there is one}
        boolean add(Leaf leaf, Optional<Found> one) {
            one.ifPresent(each -> {
                each.own().stream().filter(place -> !used.contains(place)).forEach(used::add);
                found.put(leaf.value(), each);
            });
            return one.isPresent();
        }

        private List<Place> taken() {
            return used.stream().map(Labelled::place).toList();
        }

        private Found one(Place place, Leaf leaf, ValueForm form) {
            return new Found.One(new Labelled(place, leaf.path()), form);
        }

        /// {@return a value that stands in the text, or a longer name of which the request says a
        /// part}
        Optional<Found> whole(Leaf leaf) {
            Optional<Found> written =
                    WordPlaces.free(read, WordPlaces.alike(read, leaf.text()), taken()).stream()
                            .flatMap(place ->
                                    counts
                                            .form(place.text(read), leaf, read)
                                            .map(form -> one(place, leaf, form))
                                            .stream())
                            .findFirst();
            boolean said =
                    written.isPresent()
                            && written.get().own().stream()
                                    .allMatch(each -> each.place.isRequest(read));
            return said ? written : known(leaf).or(() -> written);
        }

        /// {@return a value that is made of what the text says}
        Optional<Found> made(Leaf leaf) {
            return ValueCounts.mentioned(read, leaf, mentions).stream()
                    .filter(mention -> taken().stream().noneMatch(mention.place()::meets))
                    .max(
                            Comparator.comparingInt(
                                    mention -> mention.place().isRequest(read) ? 1 : 0))
                    .map(mention -> one(mention.place(), leaf, mention.form()))
                    .or(() -> affixed(leaf))
                    .or(() -> meant(leaf))
                    .or(() -> parts(leaf));
        }

        /// {@return words of the request that are a part of a name which stands elsewhere}
        private Optional<Found> known(Leaf leaf) {
            if (!leaf.value().isString()) {
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
            return WordPlaces.free(read, places, taken()).stream()
                    .max(Comparator.comparingInt(place -> place.to() - place.from()))
                    .map(place -> one(place, leaf, ValueForm.Plain.KNOWN));
        }

        private Optional<Found> affixed(Leaf leaf) {
            return counts.affixes(leaf).stream()
                    .filter(affix -> fits(affix, leaf.text()))
                    .flatMap(affix ->
                            WordPlaces.same(read, inner(affix, leaf.text()), taken()).stream()
                                    .map(place -> one(place, leaf, affix)))
                    .findFirst();
        }

        private Optional<Found> meant(Leaf leaf) {
            if (!counts.isMeant(leaf)) {
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
                    if (counts.lexicon()
                            .meaning(place.text(read))
                            .equals(Optional.of(leaf.value()))) {
                        places.add(place);
                    }
                }
            }
            return WordPlaces.free(read, places, taken()).stream()
                    .map(place -> one(place, leaf, ValueForm.Plain.MEANT))
                    .findFirst();
        }

        /// {@return a value whose parts stand in several places, with the same between them as in
        /// many others}
        private Optional<Found> parts(Leaf leaf) {
            if (!leaf.value().isString()) {
                return Optional.empty();
            }
            List<TextParts.Part> parts = TextParts.of(read, mentions, taken(), leaf.text());
            if (!counts.isUsual(leaf, parts)) {
                return Optional.empty();
            }
            List<Labelled> own = new ArrayList<>();
            int number = 1;
            for (int i = 0; i < parts.size(); i++) {
                if (parts.get(i) instanceof TextParts.Part.Own(Place place, ValueForm form)) {
                    boolean folder = form == ValueForm.Plain.FOLDER;
                    String label =
                            folder ? "/" : number == 1 ? "" : "#" + number; // of the same argument
                    number += folder ? 0 : 1;
                    own.add(new Labelled(place, leaf.path() + label));
                }
            }
            return Optional.of(new Found.Several(parts, own));
        }
    }

    private static boolean fits(ValueForm.Affixed affix, String said) {
        return said.length() > affix.prefix().length() + affix.suffix().length()
                && said.startsWith(affix.prefix())
                && said.endsWith(affix.suffix());
    }

    private static String inner(ValueForm.Affixed affix, String said) {
        return said.substring(affix.prefix().length(), said.length() - affix.suffix().length());
    }
}
