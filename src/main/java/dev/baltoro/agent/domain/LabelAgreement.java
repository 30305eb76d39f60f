package dev.baltoro.agent.domain;

import dev.baltoro.stats.ClusterAgreement;
import dev.baltoro.stats.Spread;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.ToDoubleFunction;

/// How far domains agree with the labels that were given, beside a plain k-means on TF-IDF of the
/// same subjects' words, with as many clusters and as many restarts, seed by seed.
///
/// @param labels distinct ones
/// @param labelled subjects that have one; the others are divided too and not counted
/// @param domains for each seed
/// @param plain likewise, of TF-IDF
public record LabelAgreement(
        int labels, int labelled, List<ClusterAgreement> domains, List<ClusterAgreement> plain) {
    /// Takes copies.
    public LabelAgreement {
        domains = List.copyOf(domains);
        plain = List.copyOf(plain);
    }

    /// {@return how many different labels there are}
    static int labels(List<Subject> subjects) {
        return (int) subjects.stream().flatMap(one -> one.label().stream()).distinct().count();
    }

    static LabelAgreement of(
            List<Subject> subjects, Points space, int k, List<Long> seeds, Runnable progress) {
        Map<String, Integer> numbers = new TreeMap<>();
        List<Integer> labelled = new ArrayList<>();
        for (int i = 0; i < subjects.size(); i++) {
            if (subjects.get(i).label().isPresent()) {
                labelled.add(i);
                numbers.putIfAbsent(subjects.get(i).label().get(), numbers.size());
            }
        }
        int[] classes =
                labelled.stream()
                        .mapToInt(i -> numbers.get(subjects.get(i).label().orElseThrow()))
                        .toArray();
        SparsePoints words = TfIdf.of(subjects);
        List<ClusterAgreement> domains = new ArrayList<>();
        List<ClusterAgreement> plain = new ArrayList<>();
        for (long seed : seeds) {
            domains.add(agreement(classes, labelled, KMeans.clusters(space, k, seed)));
            progress.run();
            plain.add(agreement(classes, labelled, KMeans.clusters(words, k, seed)));
            progress.run();
        }
        return new LabelAgreement(numbers.size(), labelled.size(), domains, plain);
    }

    private static ClusterAgreement agreement(
            int[] classes, List<Integer> labelled, int[] clusters) {
        return ClusterAgreement.of(classes, labelled.stream().mapToInt(i -> clusters[i]).toArray());
    }

    /// {@return the spread over seeds of one figure}
    public static Spread spread(
            List<ClusterAgreement> seeds, ToDoubleFunction<ClusterAgreement> figure) {
        return Spread.of(seeds.stream().map(figure::applyAsDouble).toList());
    }
}
