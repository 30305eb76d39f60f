package dev.baltoro.synth.evolve;

import dev.baltoro.stats.SplitMix64;
import dev.baltoro.synth.tool.FunctionalCheck;
import dev.baltoro.synth.tool.InventedTool;
import dev.baltoro.synth.tool.Lineage;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.IntConsumer;
import java.util.stream.LongStream;

/// Makes many tools of few: candidates are drawn by seed and number, checked on all cores, and
/// taken in their order if they do what they declare and are not near to another. The same seed and
/// the same tools that exist give the same children, whatever the machine.
public final class Evolution {
    /// Candidates for each tool that is wanted, at most.
    public static final int CANDIDATES_EACH_MAX = 25;

    /// Candidates that are made before the next ones may have them as parents.
    private static final int AT_ONCE = 500;

    private final long seed;
    private final Breeding breeding;
    private final NearDuplicates near = new NearDuplicates();
    private final Set<String> names = new HashSet<>();
    private final List<Evolved> tools = new ArrayList<>();
    private final List<Refused> refused = new ArrayList<>();
    private final Map<String, Integer> reasons = new TreeMap<>();

    /// A candidate that was not taken.
    ///
    /// @param name that it would have had
    /// @param operator that made it
    /// @param parents of it
    /// @param reason why
    public record Refused(String name, Operator operator, List<String> parents, String reason) {
        public Refused {
            parents = List.copyOf(parents);
        }
    }

    /// @param parents tools that exist; without any, all are invented from the hierarchy
    public Evolution(long seed, AdoptedTools parents) {
        this.seed = seed;
        this.breeding = new Breeding(parents.adopted());
        parents.adopted()
                .forEach(parent ->
                        near.add(parent.seed().id(), NearDuplicates.words(parent.seed())));
    }

    /// Makes tools until there are enough, or too many candidates in a row were in vain.
    ///
    /// @param told how many there are, now and then
    public void run(int count, IntConsumer told) {
        long most = (long) count * CANDIDATES_EACH_MAX;
        for (long from = 0; from < most && tools.size() < count; from += AT_ONCE) {
            List<Evolved> pool = List.copyOf(tools);
            LongStream.range(from, from + AT_ONCE)
                    .parallel()
                    .mapToObj(index -> candidate(index, pool))
                    .toList()
                    .forEach(candidate -> take(candidate, count));
            told.accept(tools.size());
        }
    }

    private record Candidate(Operator operator, Optional<Bred> bred, String problem) {}

    private Candidate candidate(long index, List<Evolved> pool) {
        long own = SplitMix64.mix(seed, index);
        Operator operator = breeding.operator(own);
        Optional<Bred> bred = breeding.child(operator, own, pool);
        if (bred.isEmpty()) {
            return new Candidate(operator, bred, "the operator does not apply");
        }
        Lineage lineage = new Lineage("", "", List.of(), "", Lineage.TEMPLATE_TEACHER);
        InventedTool tool =
                InventedTool.of(bred.get().child().blueprint(), bred.get().explained(), lineage);
        return new Candidate(operator, bred, FunctionalCheck.problem(tool, own).orElse(""));
    }

    private void take(Candidate candidate, int count) {
        if (tools.size() >= count) {
            return;
        }
        if (candidate.bred().isEmpty()) {
            reasons.merge(candidate.problem(), 1, Integer::sum);
            return;
        }
        Bred bred = candidate.bred().get();
        String name = bred.child().blueprint().name();
        if (!candidate.problem().isEmpty()) {
            refuse(candidate, "check: " + candidate.problem(), "failed its check");
            return;
        }
        if (names.contains(bred.where() + "/" + name)) {
            refuse(candidate, "a tool of " + bred.where() + " has its name", "its name is taken");
            return;
        }
        String id = "t%d-%06d".formatted(seed, tools.size());
        Optional<String> twin = near.add(id, NearDuplicates.words(bred.child().blueprint()));
        if (twin.isPresent()) {
            refuse(candidate, "near to " + twin.get(), "near to another");
            return;
        }
        names.add(bred.where() + "/" + name);
        Lineage lineage =
                new Lineage(
                        id,
                        candidate.operator().name().toLowerCase(Locale.ROOT),
                        bred.parents(),
                        bred.child().detail(),
                        Lineage.TEMPLATE_TEACHER);
        tools.add(
                new Evolved(
                        InventedTool.of(bred.child().blueprint(), bred.explained(), lineage),
                        bred.where(),
                        bred.generation()));
    }

    private void refuse(Candidate candidate, String reason, String kind) {
        Bred bred = candidate.bred().orElseThrow();
        reasons.merge(kind, 1, Integer::sum);
        refused.add(
                new Refused(
                        bred.child().blueprint().name(),
                        candidate.operator(),
                        bred.parents(),
                        reason));
    }

    /// {@return what was made, in its order}
    public List<Evolved> tools() {
        return List.copyOf(tools);
    }

    /// {@return candidates that were not taken; draws that came to nothing are only counted}
    public List<Refused> refused() {
        return List.copyOf(refused);
    }

    /// {@return how many candidates each reason refused}
    public Map<String, Integer> reasons() {
        return Collections.unmodifiableMap(new TreeMap<>(reasons)); // in one order everywhere
    }
}
