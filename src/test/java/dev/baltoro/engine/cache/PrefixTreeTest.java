package dev.baltoro.engine.cache;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import org.junit.jupiter.api.Test;

/// Pages of two tokens; a sequence's keys are those of its tokens.
class PrefixTreeTest {
    private final PagePool pool = new PagePool(20, 2);
    private final PrefixTree tree = new PrefixTree(pool);

    @Test
    void findsOnlyFullPagesUpToTheLimit() {
        int[] pages = cache(0, 1, 2, 3, 4, 5);

        assertThat(tree.match(tokens(1, 2, 3, 4, 5, 6), 6, 0)).containsExactly(pages);
        assertThat(tree.match(tokens(1, 2, 3, 4), 3, 0)).containsExactly(pages[0]);
        assertThat(tree.match(tokens(1, 2, 3), 3, 0)).containsExactly(pages[0]);
        assertThat(tree.match(tokens(1, 9, 3, 4), 4, 0)).isEmpty();
        assertThat(tree.match(tokens(), 0, 0)).isEmpty();
        assertThat(pool.references(pages[0])).isEqualTo(4);
        assertThat(pool.references(pages[1])).isEqualTo(2);
    }

    @Test
    void limitPastTheTokensIsRefused() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> tree.match(tokens(1, 2), 3, 0))
                .withMessage("limit is 3; use 0 to 2, the number of tokens");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> tree.insert(tokens(1, 2, 3), pool.allocate(2), 0))
                .withMessage("2 pages of 2 tokens cannot be full with 3 tokens");
    }

    @Test
    void sharesTheBeginningOfRunsThatPartInTheMiddle() {
        int[] first = cache(0, 1, 2, 3, 4, 5, 6);
        int[] second = pool.allocate(3);
        int[] held = tree.insert(tokens(1, 2, 3, 4, 7, 8), second, 0);

        assertThat(held).containsExactly(first[0], first[1], second[2]);
        assertThat(pool.references(second[0])).as("the duplicate is free").isZero();
        assertThat(pool.references(first[0])).as("tree and caller").isEqualTo(2);
        assertThat(tree.statistics().cachedPages()).isEqualTo(4);
        assertThat(match(0, 1, 2, 3, 4, 5, 6)).containsExactly(first);
        assertThat(match(0, 1, 2, 3, 4, 7, 8)).containsExactly(held);
        pool.release(held);
        assertThat(pool.used()).isEqualTo(4);
        assertThat(tree.evict(20)).isEqualTo(4);
        assertThat(pool.used()).isZero();
    }

    @Test
    void servesOnlyWhatTheSameWeightsComputed() {
        cache(1, 1, 2, 3, 4);
        assertThat(match(2, 1, 2, 3, 4)).isEmpty();
        int[] newer = cache(2, 1, 2, 3, 4);

        assertThat(tree.dropVersionsBefore(2)).isEqualTo(2);
        assertThat(match(1, 1, 2, 3, 4)).isEmpty();
        assertThat(match(2, 1, 2, 3, 4)).containsExactly(newer);
        assertThat(pool.used()).isEqualTo(2);
    }

    @Test
    void sequenceGoesOnWithPagesThatTheTreeDropped() {
        cache(1, 1, 2, 3, 4);
        int[] held = tree.match(tokens(1, 2, 3, 4), 2, 1);
        assertThat(tree.dropVersionsBefore(2)).isEqualTo(1);
        assertThat(pool.references(held[0])).isEqualTo(1);
        assertThat(tree.evictable()).isZero();
        assertThat(pool.release(held)).isEqualTo(1);
        assertThat(pool.used()).isZero();
    }

    @Test
    void evictsLeastRecentlyUsedBranchesFromTheirEnds() {
        cache(0, 1, 2, 3, 4, 5, 6);
        cache(0, 1, 2, 7, 8);
        cache(0, 9, 9);
        match(0, 1, 2, 7, 8);

        assertThat(tree.evict(1)).isEqualTo(1);
        assertThat(match(0, 1, 2, 3, 4, 5, 6)).as("made recent by looking").hasSize(2);
        assertThat(tree.evict(1)).isEqualTo(1);
        assertThat(match(0, 9, 9)).isEmpty();
        assertThat(tree.evict(1)).isEqualTo(1);
        assertThat(match(0, 1, 2, 7, 8)).hasSize(1);
        assertThat(match(0, 1, 2, 3, 4)).hasSize(2);
        assertThat(tree.evict(5)).as("the trunk after its branches").isEqualTo(2);
        assertThat(tree.statistics().evictedPages()).isEqualTo(5);
    }

    @Test
    void neverEvictsWhatASequenceHolds() {
        cache(0, 1, 2, 3, 4, 5, 6);
        cache(0, 7, 7);
        int[] held = tree.match(tokens(1, 2, 3, 4, 9), 4, 0);

        assertThat(tree.evictable()).isEqualTo(2);
        assertThat(tree.evict(20)).isEqualTo(2);
        assertThat(match(0, 1, 2, 3, 4, 5, 6)).containsExactly(held);
        pool.release(held);
        assertThat(tree.evictable()).isEqualTo(2);
        assertThat(tree.clear()).isEqualTo(2);
        assertThat(pool.used()).isZero();
    }

    @Test
    void countsWhatItSaved() {
        cache(0, 1, 2, 3, 4);
        match(0, 1, 2, 3, 4);
        match(0, 5, 6, 7, 8);
        PrefixStatistics statistics = tree.statistics();
        assertThat(statistics).isEqualTo(new PrefixStatistics(2, 2, 8, 4, 0));
        assertThat(statistics.hitRate()).isEqualTo(0.5);
    }

    /// Caches the tokens' full pages and holds none of them.
    private int[] cache(long version, int... tokens) {
        int[] held = tree.insert(tokens, pool.allocate(tokens.length / 2), version);
        pool.release(held);
        return held;
    }

    /// The pages found, of which none is held.
    private int[] match(long version, int... tokens) {
        int[] found = tree.match(tokens, tokens.length, version);
        pool.release(found);
        return found;
    }

    private static int[] tokens(int... tokens) {
        return tokens;
    }
}
