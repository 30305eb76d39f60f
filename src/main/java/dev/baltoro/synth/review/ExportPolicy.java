package dev.baltoro.synth.review;

import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/// When reviewers together accept a trajectory. `unsure` is no vote for or against, and nothing is
/// accepted without a vote for it.
public enum ExportPolicy {
    /// More accept it than reject it.
    MAJORITY,
    /// One accepts it, whatever others say.
    ANY,
    /// All who gave a verdict accept it; one who is unsure does not.
    ALL;

    /// {@return how the command line writes it}
    public String word() {
        return name().toLowerCase(Locale.ROOT);
    }

    /// {@return the policy of that word}
    public static Optional<ExportPolicy> of(String word) {
        return Arrays.stream(values()).filter(policy -> policy.word().equals(word)).findFirst();
    }

    boolean accepts(List<GivenVerdict> verdicts) {
        long accept = count(verdicts, ReviewVerdict.ACCEPT);
        long reject = count(verdicts, ReviewVerdict.REJECT);
        return switch (this) {
            case MAJORITY -> accept > reject;
            case ANY -> accept > 0;
            case ALL -> accept > 0 && accept == verdicts.size();
        };
    }

    private static long count(List<GivenVerdict> verdicts, ReviewVerdict which) {
        return verdicts.stream().filter(given -> given.verdict() == which).count();
    }
}
