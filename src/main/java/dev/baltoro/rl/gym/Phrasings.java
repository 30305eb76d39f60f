package dev.baltoro.rl.gym;

import dev.baltoro.agent.world.Split;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// The ways to say the same thing. Slots are words in braces, such as `{name}`.
///
/// @param trained those of every split but [Split#NEW_PHRASINGS]
/// @param heldOut those of [Split#NEW_PHRASINGS] alone
public record Phrasings(List<String> trained, List<String> heldOut) {
    private static final Pattern SLOT = Pattern.compile("\\{([a-z]+)}");

    public Phrasings {
        trained = List.copyOf(trained);
        heldOut = List.copyOf(heldOut);
        if (trained.isEmpty() || heldOut.isEmpty()) {
            throw new IllegalArgumentException("phrasings need some to train and some to hold out");
        }
        if (trained.stream().anyMatch(heldOut::contains)) {
            throw new IllegalArgumentException("a phrasing is both trained and held out");
        }
    }

    /// {@return phrasings of which one is held out}
    public static Phrasings holdingOut(String heldOut, String... trained) {
        return new Phrasings(List.of(trained), List.of(heldOut));
    }

    /// {@return one of a split's phrasings with its slots filled}
    public String say(Split split, SplittableRandom random, Map<String, String> slots) {
        return fill(Words.pick(random, of(split)), slots);
    }

    /// {@return a split's phrasings}
    public List<String> of(Split split) {
        return split == Split.NEW_PHRASINGS ? heldOut : trained;
    }

    /// {@return one of several sentences with its slots filled}
    public static String oneOf(
            SplittableRandom random, Map<String, String> slots, String... phrasings) {
        return fill(Words.pick(random, List.of(phrasings)), slots);
    }

    /// {@return a phrasing with its slots filled; what they are filled with is not read again}
    ///
    /// @throws IllegalArgumentException if nothing is given for a slot
    public static String fill(String phrasing, Map<String, String> slots) {
        return SLOT.matcher(phrasing)
                .replaceAll(found -> {
                    String value = slots.get(found.group(1));
                    if (value == null) {
                        throw new IllegalArgumentException(
                                "nothing given for {" + found.group(1) + "} of: " + phrasing);
                    }
                    return Matcher.quoteReplacement(value);
                });
    }
}
