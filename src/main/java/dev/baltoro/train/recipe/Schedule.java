package dev.baltoro.train.recipe;

/// The learning rate over all stages' steps: linear warm-up, constant, cosine, linear anneal
/// ("WSD"; K2 report §2.5).
///
/// @param peak the constant rate (K2: 2e-4)
/// @param warmupSteps steps of the linear rise from 0 to `peak` (K2: 500)
/// @param constantFraction share of the steps after the warm-up that stay at `peak`; the cosine to
///   `floor` follows (K2: 10T of 15.96T tokens, about 0.63)
/// @param floor where the cosine ends (K2: 2e-5)
/// @param annealFraction share of the steps after the warm-up, the last ones, that fall linearly
///   from `floor` to `end` (K2: 460B tokens, about 0.03; its shape is not disclosed)
/// @param end the last step's rate (K2: 7e-6)
public record Schedule(
        @Default("2.0e-3") double peak,
        @Default("50") long warmupSteps,
        @Default("0.6") double constantFraction,
        @Default("2.0e-4") double floor,
        @Default("0.05") double annealFraction,
        @Default("7.0e-5") double end) {
    public Schedule {
        Require.positive("peak", peak);
        Require.notNegative("warmup_steps", warmupSteps);
        Require.share("constant_fraction", constantFraction);
        Require.share("anneal_fraction", annealFraction);
        Require.that(
                constantFraction + annealFraction <= 1 + 1e-12,
                "constant_fraction and anneal_fraction must be at most 1 together");
        Require.notNegative("floor", floor);
        Require.notNegative("end", end);
        Require.that(floor <= peak, "floor must be at most peak, but is " + floor);
        Require.that(end <= floor, "end must be at most floor, but is " + end);
    }
}
