package dev.baltoro.train.experiment;

import dev.baltoro.stats.PairedT;
import dev.baltoro.stats.Spread;
import java.util.List;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.function.ToDoubleFunction;

/// The figures of one variant over its seeds.
///
/// @param name the variant
/// @param seeds seeds with a result
/// @param failed why runs have none, by seed
/// @param loss final held-out loss over all domains as they are mixed
/// @param lossByDomain the same by domain
/// @param largestLogit maximum of the largest attention logit over a run
/// @param lateLogit mean of the largest attention logit over the last tenth of a run
/// @param headsOverTau share of heads over τ at least once, at recorded steps
/// @param stepsWithClipping share of steps that clipped some head
/// @param lastClippingStep last step that did
/// @param tokensToTarget tokens to the target loss, of the seeds that reached it
/// @param comparison with the first variant
public record VariantFigures(
        String name,
        List<Long> seeds,
        SortedMap<Long, String> failed,
        Spread loss,
        SortedMap<String, Spread> lossByDomain,
        Spread largestLogit,
        Spread lateLogit,
        Spread headsOverTau,
        Spread stepsWithClipping,
        Spread lastClippingStep,
        Optional<Spread> tokensToTarget,
        Optional<Comparison> comparison) {

    /// The final loss beside the first variant's, seed by seed.
    ///
    /// @param test of this variant's loss less the first one's
    /// @param significant whether `p` is below the experiment's level
    public record Comparison(PairedT test, boolean significant) {}

    /// {@return the figures of `runs`, all of one variant and at least one}
    ///
    /// @param base the first variant's runs; empty for the first variant itself
    static VariantFigures of(
            List<RunFigures> runs,
            SortedMap<Long, String> failed,
            List<RunFigures> base,
            double level) {
        SortedMap<String, Spread> byDomain = new TreeMap<>();
        for (String domain : runs.getFirst().lossByDomain().keySet()) {
            byDomain.put(domain, spread(runs, run -> run.lossByDomain().get(domain)));
        }
        List<RunFigures> reached =
                runs.stream().filter(run -> run.tokensToTarget().isPresent()).toList();
        return new VariantFigures(
                runs.getFirst().variant(),
                runs.stream().map(RunFigures::seed).toList(),
                failed,
                spread(runs, RunFigures::loss),
                byDomain,
                spread(runs, RunFigures::largestLogit),
                spread(runs, RunFigures::lateLogit),
                spread(runs, RunFigures::headsOverTau),
                spread(runs, RunFigures::stepsWithClipping),
                spread(runs, RunFigures::lastClippingStep),
                reached.isEmpty()
                        ? Optional.empty()
                        : Optional.of(spread(reached, run -> run.tokensToTarget().getAsDouble())),
                compare(runs, base, level));
    }

    private static Optional<Comparison> compare(
            List<RunFigures> runs, List<RunFigures> base, double level) {
        List<double[]> pairs =
                runs.stream()
                        .flatMap(run ->
                                base.stream()
                                        .filter(other -> other.seed() == run.seed())
                                        .map(other -> new double[] {run.loss(), other.loss()}))
                        .toList();
        if (pairs.size() < 2) {
            return Optional.empty();
        }
        PairedT test =
                PairedT.of(
                        pairs.stream().mapToDouble(pair -> pair[0]).toArray(),
                        pairs.stream().mapToDouble(pair -> pair[1]).toArray());
        return Optional.of(new Comparison(test, test.p() < level));
    }

    private static Spread spread(List<RunFigures> runs, ToDoubleFunction<RunFigures> figure) {
        return Spread.of(runs.stream().map(figure::applyAsDouble).toList());
    }
}
