package dev.baltoro.engine.intent;

import dev.baltoro.text.spoken.SpokenDate;
import dev.baltoro.text.spoken.SpokenNumber;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// Numbers and days that a text says otherwise than a call would: in words, with commas or spaces
/// between their digits.
final class Mentions {
    private static final Pattern GROUPS =
            Pattern.compile("(?<![\\p{L}\\p{N}.,/-])\\d+(?:[ -]\\d+)+(?![\\p{L}\\p{N}/-])");
    private static final Pattern DIGITS =
            Pattern.compile(
                    "(?<![\\p{L}\\p{N}.,])\\d{1,18}(?:,\\d{3})*(?:\\.\\d{1,15})?(?![\\p{L}\\p{N}])");

    /// A value and the words that say it.
    ///
    /// @param value as a call would have it
    record Mention(Place place, ValueForm form, String value) {}

    private final ReadText read;
    private final Map<Integer, Integer> starts = new HashMap<>();
    private final Map<Integer, Integer> ends = new HashMap<>();
    private final List<Mention> found = new ArrayList<>();

    private Mentions(ReadText read) {
        this.read = read;
        for (int i = 0; i < read.words().size(); i++) {
            starts.put(read.words().get(i).start(), i);
            ends.put(read.words().get(i).end(), i + 1);
        }
    }

    /// {@return what a text mentions, in no order}
    static List<Mention> of(ReadText read) {
        Mentions mentions = new Mentions(read);
        mentions.find(SpokenDate.places(), ValueForm.Plain.DATE, SpokenDate::of);
        mentions.find(
                SpokenNumber.places(),
                ValueForm.Plain.NUMERAL,
                words -> SpokenNumber.of(words).map(number -> number.toPlainString()));
        mentions.find(
                GROUPS, ValueForm.Plain.BARE, words -> Optional.of(words.replaceAll("[ -]", "")));
        mentions.find(
                DIGITS, ValueForm.Plain.NUMERAL, words -> Optional.of(words.replace(",", "")));
        return List.copyOf(mentions.found);
    }

    /// Finds the longest words from each place on that have a value.
    private void find(
            Pattern places, ValueForm.Plain form, Function<String, Optional<String>> value) {
        int end = read.words().isEmpty() ? 0 : read.words().getLast().end();
        Matcher matcher = places.matcher(read.text()).useTransparentBounds(true);
        int at = 0;
        while (at < end && matcher.region(at, end).find()) {
            int from = starts.getOrDefault(matcher.start(), -1);
            at = matcher.end();
            if (from < 0) {
                continue;
            }
            for (int to = ends.getOrDefault(matcher.end(), -1); to > from; to--) {
                Place place = new Place(from, to);
                Optional<String> one = value.apply(place.text(read));
                if (one.isPresent()) {
                    found.add(new Mention(place, form, one.get()));
                    at = read.words().get(to - 1).end();
                    break;
                }
            }
        }
    }
}
