package dev.baltoro.rl.loop;

import dev.baltoro.data.sample.PackedBatch;
import dev.baltoro.rl.rollout.Rollout;
import dev.baltoro.rl.rollout.TokenRecord;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;

/// Rollouts as rows of a batch: several in a row, each a document of its own, and below them the
/// rows of text that is trained on beside.
///
/// Targets are the tokens that the model chose ([TokenRecord#isChosen]), not those that the grammar
/// made it say.
///
/// @param batch the rows
/// @param samples each rollout's places, in the order of the groups and their rollouts
/// @param textRow the first row of text; where there is none, the first that would be
/// @param criticRow the first row of the critic's verdicts, which are the last; the number of rows
///   if there is none
record TrainingRows(PackedBatch batch, List<Places> samples, int textRow, int criticRow) {
    /// Where a rollout's chosen tokens are.
    ///
    /// @param rollout whose they are
    /// @param tokens their places in its conversation
    /// @param batch their places in the batch, row-major: where they are predicted
    @SuppressWarnings("ArrayRecordComponent") // a carrier of buffers, never compared
    record Places(Rollout rollout, int[] tokens, int[] batch) {}

    /// Where a rollout lies.
    private record Place(Rollout rollout, int row, int start) {}

    /// {@return the rows of some groups' rollouts}
    ///
    /// @param length tokens of a row; no rollout is longer
    /// @param text rows of the same length
    /// @param critic rows of the same length: the critic's right verdicts
    static TrainingRows of(
            List<Group> groups,
            int length,
            Optional<PackedBatch> text,
            Optional<PackedBatch> critic) {
        List<Integer> used = new ArrayList<>();
        List<Place> places = new ArrayList<>();
        for (Group group : groups) {
            for (Rollout rollout : group.rollouts()) {
                places.add(place(rollout, used, length));
            }
        }
        int criticRow = used.size() + text.map(PackedBatch::rows).orElse(0);
        int rows = criticRow + critic.map(PackedBatch::rows).orElse(0);
        Buffers buffers = new Buffers(rows, length);
        for (int row = 0; row < used.size(); row++) {
            buffers.begin(row, used.get(row));
        }
        List<Places> samples = new ArrayList<>();
        for (Place place : places) {
            samples.add(buffers.add(place));
        }
        text.ifPresent(more -> buffers.append(more, used.size()));
        critic.ifPresent(more -> buffers.append(more, criticRow));
        return new TrainingRows(buffers.batch(), samples, used.size(), criticRow);
    }

    /// Into the first row that has room.
    ///
    /// @param used tokens of each row so far
    private static Place place(Rollout rollout, List<Integer> used, int length) {
        int inputs = rollout.tokens().size() - 1; // the last token predicts nothing
        if (inputs > length) {
            throw new IllegalArgumentException(
                    "rollout %s has %d tokens, a row only %d: set row_tokens higher"
                            .formatted(rollout.id(), inputs, length));
        }
        int row = 0;
        while (row < used.size() && used.get(row) + inputs > length) {
            row++;
        }
        if (row == used.size()) {
            used.add(0);
        }
        int start = used.get(row);
        used.set(row, start + inputs);
        return new Place(rollout, row, start);
    }

    /// {@return tokens that are learned from, of all rollouts}
    int chosenTokens() {
        return samples.stream().mapToInt(places -> places.tokens.length).sum();
    }

    /// {@return targets of the text}
    int textTargets() {
        return targets(textRow, criticRow);
    }

    /// {@return targets of the critic's verdicts}
    int criticTargets() {
        return targets(criticRow, batch.rows());
    }

    private int targets(int from, int to) {
        int targets = 0;
        for (int i = from * batch.sequenceLength(); i < to * batch.sequenceLength(); i++) {
            targets += batch.targets()[i] == PackedBatch.NO_TARGET ? 0 : 1;
        }
        return targets;
    }

    /// The arrays of a batch that is being filled.
    private static final class Buffers {
        private final int length;
        private final int[] tokens;
        private final int[] targets;
        private final int[] starts;
        private final int[] valid;
        private final List<String> domains = new ArrayList<>();

        Buffers(int rows, int length) {
            this.length = length;
            this.tokens = new int[rows * length];
            this.targets = new int[rows * length];
            this.starts = new int[rows * length];
            this.valid = new int[rows];
            Arrays.fill(targets, PackedBatch.NO_TARGET);
        }

        /// A row whose first `used` tokens are rollouts; what follows is padding.
        void begin(int row, int used) {
            valid[row] = used;
            domains.add("rollouts");
            Arrays.fill(starts, row * length + used, (row + 1) * length, used);
        }

        Places add(Place place) {
            TokenRecord record = place.rollout.tokens();
            int first = place.row * length + place.start;
            int[] inConversation = new int[record.sampledCount()];
            int[] inBatch = new int[inConversation.length];
            int chosen = 0;
            for (int i = 0; i < record.size() - 1; i++) {
                tokens[first + i] = record.id(i);
                starts[first + i] = place.start;
                if (record.isChosen(i + 1)) {
                    targets[first + i] = record.id(i + 1);
                    inConversation[chosen] = i + 1;
                    inBatch[chosen++] = first + i;
                }
            }
            return new Places(
                    place.rollout,
                    Arrays.copyOf(inConversation, chosen),
                    Arrays.copyOf(inBatch, chosen));
        }

        void append(PackedBatch text, int row) {
            int at = row * length;
            System.arraycopy(text.tokens(), 0, tokens, at, text.tokens().length);
            System.arraycopy(text.targets(), 0, targets, at, text.targets().length);
            System.arraycopy(text.documentStarts(), 0, starts, at, text.documentStarts().length);
            System.arraycopy(text.valid(), 0, valid, row, text.rows());
            domains.addAll(text.domains());
        }

        PackedBatch batch() {
            return new PackedBatch(valid.length, length, tokens, targets, starts, valid, domains);
        }
    }
}
