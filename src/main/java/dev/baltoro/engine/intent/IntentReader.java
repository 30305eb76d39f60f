package dev.baltoro.engine.intent;

import dev.baltoro.tensor.Workers;
import dev.baltoro.text.chat.Message;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;

/// Reads what a user wants of the tools that a model knows.
public final class IntentReader implements AutoCloseable {
    static final String QUESTION = "?";
    static final String TEXT = ".";

    /// Classes for whose calls a text is read.
    private static final int CLASSES = 4;

    /// Readings that are compared as a whole.
    private static final int COMPARED = 24;

    private final Views views;
    private final SlotTagger tagger;
    private final CallForms forms;
    private final WayRanker ranker;
    private final Workers worker;

    /// @param views which tools, or none, or a question
    /// @param tagger which words are values
    /// @param forms which calls the values make
    /// @param ranker which calls are likelier as a whole
    IntentReader(Views views, SlotTagger tagger, CallForms forms, WayRanker ranker) {
        this(views, tagger, forms, ranker, Workers.of(1));
    }

    private IntentReader(
            Views views, SlotTagger tagger, CallForms forms, WayRanker ranker, Workers worker) {
        this.views = views;
        this.tagger = tagger;
        this.forms = forms;
        this.ranker = ranker;
        this.worker = worker;
    }

    /// {@return the same with an encoder's view beside its own; it is closed with it}
    ///
    /// @throws IllegalArgumentException if it was taught other classes or arguments
    IntentReader with(IntentEncoder other) {
        boolean same =
                other.classes().equals(views.classes())
                        && forms.labels().values().stream().allMatch(other.labels()::containsAll);
        if (!same) {
            throw new IllegalArgumentException(
                    "the encoder of intents was taught other tools than the reader; delete %s"
                            .formatted(IntentEncoderFile.NAME));
        }
        Views both = new Views(views.own(), Optional.of(other));
        return new IntentReader(both, tagger, forms, ranker, worker);
    }

    /// {@return the same with another comparison of readings as a whole}
    IntentReader with(WayRanker other) {
        return new IntentReader(views, tagger, forms, other, worker);
    }

    /// {@return the same with the linear models' view alone; the encoder is closed}
    public IntentReader withoutEncoder() {
        views.encoder().ifPresent(IntentEncoder::close);
        Views alone = new Views(views.own(), Optional.empty());
        return new IntentReader(alone, tagger, forms, ranker, worker);
    }

    Optional<IntentEncoder> encoder() {
        return views.encoder();
    }

    IntentClasses classes() {
        return views.own();
    }

    SlotTagger tagger() {
        return tagger;
    }

    CallForms forms() {
        return forms;
    }

    WayRanker ranker() {
        return ranker;
    }

    /// {@return what may be wanted}
    ///
    /// @param messages the last one is the user's
    public Intents read(List<Message> messages) {
        ReadText read = ReadText.of(messages);
        Views.Seen seen = views.of(List.of(read), worker).getFirst();
        double question = 0;
        double text = 0;
        for (int c = 0; c < seen.classes().length; c++) {
            switch (views.classes().get(c)) {
                case QUESTION -> question = Math.exp(seen.classes()[c]);
                case TEXT -> text = Math.exp(seen.classes()[c]);
                default -> {}
            }
        }
        WayFeatures features = WayFeatures.of(read);
        List<Intents.Way> ways = new ArrayList<>();
        for (WayReading one : readings(read, seen, worker)) {
            double log = one.evidence().log() + ranker.log(features.of(one));
            ways.add(new Intents.Way(one.calls(), log));
        }
        ways.sort(Comparator.comparingDouble((Intents.Way way) -> -way.logProbability()));
        return new Intents(question, text, ways);
    }

    /// {@return the readings of a conversation before they are compared as a whole, best first}
    ///
    /// @param worker on which the encoder computes
    List<WayReading> readings(ReadText read, Workers worker) {
        return readings(read, views.of(List.of(read), worker).getFirst(), worker);
    }

    private List<WayReading> readings(ReadText read, Views.Seen seen, Workers worker) {
        ClassReader whole = new ClassReader(tagger, forms, read, seen);
        List<WayReading> readings = new ArrayList<>();
        for (int c : views.likeliest(seen.classes(), CLASSES, _ -> true)) {
            readings.addAll(whole.read(views.classes().get(c), seen.classes()[c]));
        }
        readings.addAll(new TwoWishes(views, tagger, forms).read(read, worker));
        Coverage coverage = Coverage.of(read);
        String text = SaidValue.lower(read.text());
        return readings.stream()
                .filter(one -> !Awaited.in(one.calls().getFirst()))
                .filter(one -> !one.repeats() && !one.doubles(text, read.request()))
                .map(one ->
                        new WayReading(
                                one.calls(), one.evidence().missing(coverage.missing(one.calls()))))
                .sorted(WayReading.BEST)
                .filter(WayReading.distinct())
                .limit(COMPARED)
                .toList();
    }

    @Override
    public void close() {
        worker.close();
        views.encoder().ifPresent(IntentEncoder::close);
    }
}
