package dev.baltoro.engine.intent;

/// What speaks for some calls.
///
/// @param classes log-probability of the tools that they call
/// @param tags log-probability of the words that are their values
/// @param seen the encoder's log-probability of the same, a sum over all words, those before the
///   request included; of a value that was drawn out, of its first words
/// @param forms log-probability of the calls, given the values
/// @param cuts how many times the request was cut in two
/// @param ends how many values were drawn out to the end
/// @param missing how many things that the request points out they lack
record Evidence(
        double classes, double tags, double seen, double forms, int cuts, int ends, int missing) {
    /// How many [#values()] there are.
    static final int SIZE = 7;

    /// How likely it is that there are two wishes.
    private static final double CUT_LOG = -2;

    /// How much likelier it is that words behind a colon are a value up to the end.
    private static final double END_LOG = 1;

    /// What a thing that no call has says of the calls.
    private static final double MISSING_LOG = -0.5;

    /// {@return what a text says of a class and of values}
    static Evidence of(double classes, double tags, double seen) {
        return new Evidence(classes, tags, seen, 0, 0, 0, 0);
    }

    /// {@return how likely the calls are, in nats}
    double log() {
        return classes + tags + forms + CUT_LOG * cuts + END_LOG * ends + MISSING_LOG * missing;
    }

    /// {@return all of it, for a model that weighs it otherwise}
    float[] values() {
        return new float[] {
            (float) classes, (float) tags, (float) seen, (float) forms, cuts, ends, missing
        };
    }

    Evidence with(Evidence other) {
        return new Evidence(
                classes + other.classes,
                tags + other.tags,
                seen + other.seen,
                forms + other.forms,
                cuts + other.cuts,
                ends + other.ends,
                missing + other.missing);
    }

    Evidence form(double log) {
        return new Evidence(classes, tags, seen, log, cuts, ends, missing);
    }

    Evidence end() {
        return new Evidence(classes, tags, seen, forms, cuts, ends + 1, missing);
    }

    Evidence cut() {
        return new Evidence(classes, tags, seen, forms, cuts + 1, ends, missing);
    }

    Evidence missing(int things) {
        return new Evidence(classes, tags, seen, forms, cuts, ends, things);
    }
}
