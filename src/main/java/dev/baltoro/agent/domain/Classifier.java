package dev.baltoro.agent.domain;

import dev.baltoro.agent.domain.Classified.Dot;
import dev.baltoro.agent.embedding.TextEmbedder;
import dev.baltoro.agent.embedding.Vectors;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.stream.IntStream;
import java.util.stream.LongStream;

/// Divides subjects into domains.
///
/// @param domains how many; if it is not said, as many as there are given labels, or else the root
///   of half the subjects
/// @param seed of all draws
/// @param seeds how many seeds agreement with labels is measured on, from `seed` on
public record Classifier(OptionalInt domains, long seed, int seeds) {
    /// Domains of one division.
    public static final int DOMAINS_MAX = 200;

    /// Subjects that can be divided at all.
    public static final int SUBJECTS_MIN = 4;

    private static final int UNASKED_MAX = 60;

    /// Told of each step how much is done.
    public interface Progress {
        /// Takes note.
        ///
        /// @param step what is done
        void at(String step, int done, int of);
    }

    /// {@return the subjects' domains}
    ///
    /// @throws IllegalArgumentException if there are too few subjects
    public Classified run(List<Subject> subjects, TextEmbedder embedder, Progress progress)
            throws InterruptedException {
        int k = count(subjects);
        int texts = SubjectVectors.texts(subjects);
        SubjectVectors vectors =
                SubjectVectors.of(
                        subjects, embedder, done -> progress.at("texts embedded", done, texts));
        List<float[]> rows = MeaningSpace.of(vectors.subjects());
        DensePoints space = new DensePoints(rows);
        int[] domain = bySize(KMeans.clusters(space, k, seed), k);
        List<Placement> places = places(vectors.subjects(), domain, k);
        List<List<Placement>> tools = tools(vectors.tools(), domain, k);
        List<Domain> named = named(subjects, domain, places, k);
        int[] drawn = TsneMap.drawn(subjects.size());
        double[][] at =
                TsneMap.of(
                        IntStream.of(drawn).mapToObj(rows::get).toList(),
                        done -> progress.at("rounds of the map", done, TsneMap.ROUNDS));
        List<Dot> map =
                IntStream.range(0, drawn.length)
                        .mapToObj(i -> new Dot(drawn[i], at[i][0], at[i][1]))
                        .toList();
        return new Classified(
                embedder.id(),
                seed,
                List.copyOf(subjects),
                named,
                places,
                tools,
                map,
                agreement(subjects, space, k, progress));
    }

    private int count(List<Subject> subjects) {
        int n = subjects.size();
        if (n < SUBJECTS_MIN) {
            throw new IllegalArgumentException(
                    "%d cannot be divided; at least %d can".formatted(n, SUBJECTS_MIN));
        }
        int labels = LabelAgreement.labels(subjects);
        int root = Math.clamp(Math.round(Math.sqrt(n / 2.0)), 2, UNASKED_MAX);
        int unasked = labels > 1 ? Math.min(labels, DOMAINS_MAX) : root;
        return Math.min(domains.orElse(unasked), n);
    }

    private Optional<LabelAgreement> agreement(
            List<Subject> subjects, Points space, int k, Progress progress) {
        if (LabelAgreement.labels(subjects) < 2 || seeds == 0) {
            return Optional.empty();
        }
        List<Long> all = LongStream.range(seed, seed + seeds).boxed().toList();
        int[] done = {0};
        Runnable step = () -> progress.at("divisions compared", ++done[0], 2 * seeds);
        return Optional.of(LabelAgreement.of(subjects, space, k, all, step));
    }

    /// {@return the clusters with numbers by size, the largest first}
    private static int[] bySize(int[] clusters, int k) {
        int[] sizes = new int[k];
        IntStream.of(clusters).forEach(c -> sizes[c]++);
        List<Integer> order =
                IntStream.range(0, k)
                        .boxed()
                        .sorted(Comparator.comparingInt(c -> -sizes[c]))
                        .toList();
        int[] number = new int[k];
        IntStream.range(0, k).forEach(i -> number[order.get(i)] = i);
        return IntStream.of(clusters).map(c -> number[c]).toArray();
    }

    private static List<Placement> places(List<float[]> vectors, int[] domain, int k) {
        List<float[]> centres = centres(vectors.stream().map(List::of).toList(), domain, k);
        return IntStream.range(0, domain.length)
                .mapToObj(i -> place(vectors.get(i), domain[i], centres))
                .toList();
    }

    private static List<List<Placement>> tools(List<List<float[]>> tools, int[] domain, int k) {
        List<float[]> centres = centres(tools, domain, k);
        return tools.stream()
                .map(own -> own.stream().map(tool -> nearest(tool, centres)).toList())
                .toList();
    }

    private static List<float[]> centres(List<List<float[]>> vectors, int[] domain, int k) {
        int size = vectors.getFirst().getFirst().length;
        List<float[]> sums = IntStream.range(0, k).mapToObj(_ -> new float[size]).toList();
        for (int i = 0; i < domain.length; i++) {
            for (float[] vector : vectors.get(i)) {
                Vectors.add(sums.get(domain[i]), vector);
            }
        }
        return sums.stream().map(Vectors::unit).toList();
    }

    private static Placement place(float[] vector, int domain, List<float[]> centres) {
        return new Placement(domain, Math.max(0, 1 - Vectors.dot(vector, centres.get(domain))));
    }

    private static Placement nearest(float[] vector, List<float[]> centres) {
        return IntStream.range(0, centres.size())
                .mapToObj(c -> place(vector, c, centres))
                .min(Comparator.comparingDouble(Placement::distance))
                .orElseThrow();
    }

    private static List<Domain> named(
            List<Subject> subjects, int[] domain, List<Placement> places, int k) {
        List<List<String>> terms = DomainTerms.of(subjects, domain, k);
        List<String> names = DomainTerms.names(terms);
        List<Domain> domains = new ArrayList<>();
        for (int c = 0; c < k; c++) {
            int own = c;
            List<Integer> members =
                    IntStream.range(0, domain.length)
                            .filter(i -> domain[i] == own)
                            .boxed()
                            .sorted(Comparator.comparingDouble(i -> places.get(i).distance()))
                            .toList();
            int tools = members.stream().mapToInt(i -> subjects.get(i).tools().size()).sum();
            domains.add(
                    new Domain(
                            names.get(c), terms.get(c), members, tools, labels(subjects, members)));
        }
        return domains;
    }

    private static Map<String, Integer> labels(List<Subject> subjects, List<Integer> members) {
        Map<String, Integer> counts = new HashMap<>();
        members.forEach(i ->
                subjects.get(i).label().ifPresent(label -> counts.merge(label, 1, Integer::sum)));
        Map<String, Integer> sorted = new LinkedHashMap<>();
        counts.entrySet().stream()
                .sorted(
                        Map.Entry.<String, Integer>comparingByValue(Comparator.reverseOrder())
                                .thenComparing(Map.Entry.comparingByKey()))
                .forEach(one -> sorted.put(one.getKey(), one.getValue()));
        return sorted;
    }
}
