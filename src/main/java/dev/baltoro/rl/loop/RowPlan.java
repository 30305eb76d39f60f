package dev.baltoro.rl.loop;

import dev.baltoro.rl.rollout.Rollout;
import dev.baltoro.rl.rollout.TokenRecord;
import java.util.ArrayList;
import java.util.List;

/// Where rollouts lie in the rows of a batch.
///
/// What a group's rollouts have in common before the first token that is learned from, its prompt,
/// lies once in a row: the stem. Behind it are the samples, each going on from it. A sample begins
/// with the prompt's last token, which predicts the first that differs.
///
/// @param length tokens of a row
/// @param used tokens of each row
/// @param stems in the order in which they were laid
/// @param places each rollout's, in the order of the groups and their rollouts
record RowPlan(int length, List<Integer> used, List<Stem> stems, List<Place> places) {
    /// Rows are a multiple of this long.
    private static final int LENGTH_STEP = 16;

    /// A prompt in a row.
    ///
    /// @param rollout one that has it
    /// @param start where
    /// @param length tokens; 0 for rollouts that lie alone
    record Stem(Rollout rollout, int row, int start, int length) {}

    /// A rollout's own tokens in a row.
    ///
    /// @param start where
    /// @param stem what they go on from, in the same row
    record Place(Rollout rollout, int start, Stem stem) {}

    /// {@return the shortest rows of which no more are needed than of rows of `most` tokens, or
    /// than the workers can share evenly}
    ///
    /// @param most tokens of a row
    /// @param beside what shares the batch, in rows of its own
    static RowPlan of(List<Group> groups, int most, List<DocumentRows> beside, int workers) {
        RowPlan widest = packed(groups, most);
        int rows = Math.ceilDiv(widest.rowsWith(beside), workers) * workers;
        int longest =
                Math.max(
                        groups.stream().mapToInt(RowPlan::longest).max().orElse(1),
                        beside.stream().mapToInt(DocumentRows::longest).max().orElse(1));
        for (int length = up(longest); length < most; length += LENGTH_STEP) {
            RowPlan plan = packed(groups, length);
            if (plan.rowsWith(beside) <= rows) {
                return plan;
            }
        }
        return widest;
    }

    private int rowsWith(List<DocumentRows> beside) {
        return used.size() + beside.stream().mapToInt(it -> it.rows(length)).sum();
    }

    private static int up(int length) {
        return Math.ceilDiv(length, LENGTH_STEP) * LENGTH_STEP;
    }

    /// {@return the length of the longest row that a group cannot do without}
    private static int longest(Group group) {
        return group.rollouts().stream().mapToInt(RowPlan::inputs).max().orElse(1);
    }

    /// {@return tokens that predict one: all but the last}
    private static int inputs(Rollout rollout) {
        return rollout.tokens().size() - 1;
    }

    /// {@return tokens that all rollouts of a group begin with and that no target of theirs is
    /// predicted by; 0 where nothing is shared}
    static int stemLength(Group group) {
        if (group.rollouts().size() < 2) {
            return 0;
        }
        TokenRecord first = group.rollouts().getFirst().tokens();
        int common = first.size();
        for (Rollout rollout : group.rollouts()) {
            TokenRecord record = rollout.tokens();
            int same = 0;
            while (same < Math.min(common, record.size())
                    && record.id(same) == first.id(same)
                    && !record.isChosen(same)) {
                same++;
            }
            common = same;
        }
        return Math.max(0, common - 1);
    }

    private static RowPlan packed(List<Group> groups, int length) {
        RowPlan plan = new RowPlan(length, new ArrayList<>(), new ArrayList<>(), new ArrayList<>());
        groups.forEach(plan::add);
        return plan;
    }

    private void add(Group group) {
        int shared = stemLength(group);
        Stem stem = new Stem(group.rollouts().getFirst(), -1, 0, shared);
        for (Rollout rollout : group.rollouts()) {
            int own = inputs(rollout) - shared;
            if (shared == 0 || stem.row < 0 || used.get(stem.row) + own > length) {
                stem = stem(rollout, shared, own);
            }
            int start = used.get(stem.row);
            used.set(stem.row, start + own);
            places.add(new Place(rollout, start, stem));
        }
    }

    /// Lays a stem into the first row that has room for it and `own` tokens more.
    private Stem stem(Rollout rollout, int shared, int own) {
        if (shared + own > length) {
            throw new IllegalArgumentException(
                    "rollout %s has %d tokens, a row only %d: set row_tokens higher"
                            .formatted(rollout.id(), shared + own, length));
        }
        int row = 0;
        while (row < used.size() && used.get(row) + shared + own > length) {
            row++;
        }
        if (row == used.size()) {
            used.add(0);
        }
        Stem stem = new Stem(rollout, row, used.get(row), shared);
        used.set(row, stem.start + shared);
        stems.add(stem);
        return stem;
    }
}
