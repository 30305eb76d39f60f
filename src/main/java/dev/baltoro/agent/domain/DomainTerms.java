package dev.baltoro.agent.domain;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;

/// The words that tell a domain from all others. As in c-TF-IDF (Grootendorst 2022) a domain is
/// taken for one text; here a word counts once a subject, so that a server with a hundred tools
/// names nothing alone, and its weight is its share of the relative entropy: how common it is in
/// the domain, times the logarithm of how much commoner than everywhere.
final class DomainTerms {
    /// Terms of a domain.
    static final int TERMS_MAX = 10;

    private static final int NAME_TERMS = 3;

    /// Share of a domain's subjects that say a word if the domain is to be named after it.
    private static final double COMMON = 0.15;

    /// What the weight of a rarer word is multiplied by.
    private static final double RARER = 0.25;

    /// Letters that two terms of a name may not begin with together: one of generate and generator.
    private static final int SAME_BEGINNING = 5;

    private DomainTerms() {}

    /// {@return the terms of each domain, the most telling first}
    ///
    /// @param domain each subject's, 0 to k - 1
    static List<List<String>> of(List<Subject> subjects, int[] domain, int k) {
        Map<String, Integer> everywhere = new HashMap<>();
        List<Map<String, Integer>> inside = new ArrayList<>();
        List<Map<String, Map<String, Integer>>> forms = new ArrayList<>();
        int[] sizes = new int[k];
        for (int c = 0; c < k; c++) {
            inside.add(new HashMap<>());
            forms.add(new HashMap<>());
        }
        for (int i = 0; i < domain.length; i++) {
            int own = domain[i];
            sizes[own]++;
            Set<String> stems = new HashSet<>();
            for (String word : new HashSet<>(ToolWords.of(subjects.get(i)))) {
                if (ToolWords.names(word)) {
                    String stem = ToolWords.stem(word);
                    stems.add(stem);
                    forms.get(own)
                            .computeIfAbsent(stem, _ -> new TreeMap<>())
                            .merge(word, 1, Integer::sum);
                }
            }
            stems.forEach(stem -> inside.get(own).merge(stem, 1, Integer::sum));
            stems.forEach(stem -> everywhere.merge(stem, 1, Integer::sum));
        }
        List<List<String>> terms = new ArrayList<>();
        for (int c = 0; c < k; c++) {
            terms.add(terms(inside.get(c), sizes[c], everywhere, domain.length, forms.get(c)));
        }
        return terms;
    }

    private static List<String> terms(
            Map<String, Integer> inside,
            int size,
            Map<String, Integer> everywhere,
            int all,
            Map<String, Map<String, Integer>> forms) {
        Map<String, Double> weights = new TreeMap<>();
        inside.forEach((stem, count) -> {
            double share = (double) count / size;
            double usual = (double) everywhere.getOrDefault(stem, count) / all;
            if (count > 1 || size == 1) { // what one subject says is its own
                double known = share >= COMMON ? 1 : RARER;
                weights.put(stem, known * share * StrictMath.log(share / usual));
            }
        });
        return weights.entrySet().stream()
                .filter(one -> one.getValue() > 0)
                .sorted(
                        Map.Entry.<String, Double>comparingByValue(Comparator.reverseOrder())
                                .thenComparing(Map.Entry.comparingByKey()))
                .limit(TERMS_MAX)
                .map(one -> commonest(forms.getOrDefault(one.getKey(), Map.of()), one.getKey()))
                .toList();
    }

    /// {@return the commonest of a stem's forms, of equally common ones the first}
    private static String commonest(Map<String, Integer> forms, String stem) {
        String best = stem;
        int most = 0;
        for (Map.Entry<String, Integer> form : forms.entrySet()) {
            if (form.getValue() > most) {
                most = form.getValue();
                best = form.getKey();
            }
        }
        return best;
    }

    /// {@return a name for each domain: its first terms, each name once}
    static List<String> names(List<List<String>> terms) {
        List<String> names = new ArrayList<>();
        for (List<String> own : terms) {
            String name = String.join(", ", apart(own));
            name = name.isEmpty() ? "unnamed" : name;
            String free = name;
            for (int i = 2; names.contains(free); i++) {
                free = name + " " + i;
            }
            names.add(free);
        }
        return names;
    }

    /// {@return the first terms that are not forms of each other}
    private static List<String> apart(List<String> terms) {
        List<String> chosen = new ArrayList<>();
        for (String term : terms) {
            boolean other = chosen.stream().noneMatch(one -> beginAlike(one, term));
            if (other && chosen.size() < NAME_TERMS) {
                chosen.add(term);
            }
        }
        return chosen;
    }

    private static boolean beginAlike(String one, String other) {
        String a = ToolWords.stem(one);
        String b = ToolWords.stem(other);
        int length = Math.min(SAME_BEGINNING, Math.min(a.length(), b.length()));
        return a.regionMatches(0, b, 0, length);
    }
}
