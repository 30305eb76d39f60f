package dev.baltoro.rl.loop;

import dev.baltoro.data.sample.PackedBatch;
import dev.baltoro.rl.rollout.Rollout;
import dev.baltoro.rl.rollout.TokenRecord;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;

/// Rollouts as rows of a batch: a group's prompt once in a row and its samples behind it, each a
/// document that goes on from the prompt, and below them the rows of text that is trained on
/// beside.
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

    /// {@return the rows of some groups' rollouts}
    ///
    /// @param most tokens of a row; no rollout and no document is longer
    /// @param workers that share the rows
    /// @param critic the critic's right verdicts
    static TrainingRows of(
            List<Group> groups,
            int most,
            int workers,
            Optional<PackedBatch> text,
            Optional<PackedBatch> critic) {
        DocumentRows texts = DocumentRows.of(text);
        DocumentRows verdicts = DocumentRows.of(critic);
        RowPlan plan = RowPlan.of(groups, most, List.of(texts, verdicts), workers);
        int textRow = plan.used().size();
        int criticRow = textRow + texts.rows(plan.length());
        Buffers buffers = new Buffers(criticRow + verdicts.rows(plan.length()), plan.length());
        for (int row = 0; row < textRow; row++) {
            buffers.begin(row, plan.used().get(row), "rollouts");
        }
        plan.stems().forEach(buffers::add);
        List<Places> samples = new ArrayList<>();
        for (RowPlan.Place place : plan.places()) {
            samples.add(buffers.add(place));
        }
        text.ifPresent(more -> buffers.append(more, texts, textRow, "text"));
        critic.ifPresent(more -> buffers.append(more, verdicts, criticRow, "critic"));
        return new TrainingRows(buffers.batch(), samples, textRow, criticRow);
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
        private final int[] stems;
        private final int[] valid;
        private final List<String> domains = new ArrayList<>();

        Buffers(int rows, int length) {
            this.length = length;
            this.tokens = new int[rows * length];
            this.targets = new int[rows * length];
            this.starts = new int[rows * length];
            this.stems = new int[rows * length];
            this.valid = new int[rows];
            Arrays.fill(targets, PackedBatch.NO_TARGET);
            Arrays.fill(stems, -1);
        }

        /// A row whose first `used` tokens are real; what follows is padding. Each token of it is a
        /// document of its own: it looks at nothing, and its position is within any context.
        void begin(int row, int used, String domain) {
            valid[row] = used;
            domains.add(domain);
            for (int i = used; i < length; i++) {
                starts[row * length + i] = i;
            }
        }

        void add(RowPlan.Stem stem) {
            int first = stem.row() * length + stem.start();
            for (int i = 0; i < stem.length(); i++) {
                tokens[first + i] = stem.rollout().tokens().id(i);
                starts[first + i] = stem.start();
            }
        }

        Places add(RowPlan.Place place) {
            TokenRecord record = place.rollout().tokens();
            RowPlan.Stem stem = place.stem();
            int first = stem.row() * length + place.start() - stem.length();
            int[] inConversation = new int[record.sampledCount()];
            int[] inBatch = new int[inConversation.length];
            int chosen = 0;
            for (int i = stem.length(); i < record.size() - 1; i++) {
                tokens[first + i] = record.id(i);
                starts[first + i] = place.start();
                stems[first + i] = stem.length() == 0 ? -1 : stem.start() + stem.length() - 1;
                if (record.isChosen(i + 1)) {
                    targets[first + i] = record.id(i + 1);
                    inConversation[chosen] = i + 1;
                    inBatch[chosen++] = first + i;
                }
            }
            return new Places(
                    place.rollout(),
                    Arrays.copyOf(inConversation, chosen),
                    Arrays.copyOf(inBatch, chosen));
        }

        /// Rows of documents, from `row` on.
        void append(PackedBatch from, DocumentRows documents, int row, String domain) {
            for (List<DocumentRows.Document> together : documents.packed(length)) {
                int used = 0;
                for (DocumentRows.Document one : together) {
                    int at = row * length + used;
                    System.arraycopy(from.tokens(), one.first(), tokens, at, one.length());
                    System.arraycopy(from.targets(), one.first(), targets, at, one.length());
                    Arrays.fill(starts, at, at + one.length(), used);
                    used += one.length();
                }
                begin(row++, used, domain);
            }
        }

        PackedBatch batch() {
            return new PackedBatch(
                    valid.length, length, tokens, targets, starts, valid, domains, stems);
        }
    }
}
