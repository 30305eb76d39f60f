package dev.baltoro.synth.review;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import dev.baltoro.synth.review.StratifiedSample.Cell;
import dev.baltoro.synth.review.StratifiedSample.Chosen;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

class StratifiedSampleTest {
    private static final Cell COMMON = new Cell("a/easy", true, Optional.of(true));
    private static final Cell OTHER = new Cell("a/hard", false, Optional.of(false));
    private static final Cell RARE = new Cell("a/easy", true, Optional.of(false));
    private static final Cell UNJUDGED = new Cell("b/easy", true, Optional.empty());

    /// 700, 270, 3 and 27 candidates.
    private static final Map<String, Cell> CANDIDATES = candidates();

    private static Map<String, Cell> candidates() {
        Map<String, Cell> all = new LinkedHashMap<>();
        for (int i = 0; i < 1_000; i++) {
            all.put("id" + i, i < 700 ? COMMON : i < 970 ? OTHER : i < 973 ? RARE : UNJUDGED);
        }
        return all;
    }

    private static List<Chosen> draw(SamplePlan plan) {
        return draw(plan, List.copyOf(CANDIDATES.keySet()));
    }

    private static List<Chosen> draw(SamplePlan plan, List<String> order) {
        Map<Cell, Long> sizes = new HashMap<>();
        CANDIDATES.values().forEach(cell -> sizes.merge(cell, 1L, Long::sum));
        StratifiedSample sample = new StratifiedSample(plan, sizes);
        order.forEach(id -> sample.offer(id, cell(id)));
        return sample.chosen();
    }

    private static Cell cell(String id) {
        return Optional.ofNullable(CANDIDATES.get(id)).orElseThrow();
    }

    private static Map<Cell, Long> counts(List<Chosen> chosen) {
        return chosen.stream()
                .collect(Collectors.groupingBy(one -> cell(one.id()), Collectors.counting()));
    }

    @Test
    void eachCellGetsItsShareAndOneAtLeast() {
        assertThat(counts(draw(new SamplePlan(100, 5, 0))))
                .isEqualTo(Map.of(COMMON, 70L, OTHER, 27L, RARE, 1L, UNJUDGED, 2L));
        assertThat(counts(draw(new SamplePlan(4, 5, 0))).values()).containsOnly(1L).hasSize(4);
        assertThat(draw(new SamplePlan(2, 5, 0))).hasSize(2);
        assertThat(draw(new SamplePlan(0, 5, 0))).hasSize(1_000);
        assertThat(draw(new SamplePlan(5_000, 5, 0))).hasSize(1_000);
    }

    @Test
    void sizeIsThatOfThePlanWhateverThePlan() {
        for (int size = 1; size <= 1_000; size += 37) {
            for (long seed = 0; seed < 3; seed++) {
                List<Chosen> chosen = draw(new SamplePlan(size, seed, 0.3));
                assertThat(chosen.stream().map(Chosen::id).distinct()).hasSize(size);
                assertThat(chosen.stream().filter(Chosen::shared).count())
                        .as("shared of %d, seed %d", size, seed)
                        .isBetween((long) Math.floor(size * 0.3), (long) Math.ceil(size * 0.3));
            }
        }
    }

    @Test
    void sameSeedDrawsTheSameWhateverTheOrder() {
        SamplePlan plan = new SamplePlan(100, 11, 0.25);
        List<String> shuffled = new ArrayList<>(CANDIDATES.keySet());
        Collections.shuffle(shuffled, new Random(3));
        assertThat(draw(plan, shuffled)).isEqualTo(draw(plan));
        assertThat(draw(new SamplePlan(100, 12, 0.25))).isNotEqualTo(draw(plan));
    }

    @Test
    void anyFirstPartIsSpreadOverTheCells() {
        List<Chosen> chosen = draw(new SamplePlan(200, 1, 0.25));
        for (int part : new int[] {20, 50, 100}) {
            long common = counts(chosen.subList(0, part)).getOrDefault(COMMON, 0L);
            // The cell's members stand at equal distances, so a part has its share up to one.
            assertThat((double) common).isCloseTo(0.7 * part, within(1.5));
        }
    }

    @Test
    void sharedPartIsSpreadOverTheCellsToo() {
        List<Chosen> shared =
                draw(new SamplePlan(200, 1, 0.5)).stream().filter(Chosen::shared).toList();
        assertThat(shared).hasSize(100);
        assertThat(counts(shared).get(COMMON)).isBetween(69L, 71L);
        assertThat(counts(shared).get(OTHER)).isBetween(26L, 28L);
        assertThat(draw(new SamplePlan(200, 1, 0))).noneMatch(Chosen::shared);
        assertThat(draw(new SamplePlan(200, 1, 1))).allMatch(Chosen::shared);
    }

    /// Over many seeds each candidate of a cell is drawn about as often as any other.
    @Test
    void membersOfACellAreDrawnAlike() {
        Map<String, Integer> drawn = new HashMap<>();
        int seeds = 2_000;
        for (long seed = 0; seed < seeds; seed++) {
            draw(new SamplePlan(30, seed, 0))
                    .forEach(one -> drawn.merge(one.id(), 1, Integer::sum));
        }
        // 1 of 27, so 74 times with a standard deviation of 8.4: five of them are out of reach.
        for (int i = 973; i < 1_000; i++) {
            assertThat(drawn.getOrDefault("id" + i, 0)).isBetween(32, 116);
        }
    }

    @Test
    void planHasLimits() {
        assertThatThrownBy(() -> new SamplePlan(-1, 0, 0)).hasMessageContaining("use 1 to");
        assertThatThrownBy(() -> new SamplePlan(1, 0, 1.5)).hasMessageContaining("0 to 1");
        assertThatThrownBy(() -> new SamplePlan(1, 0, Double.NaN)).hasMessageContaining("0 to 1");
    }
}
