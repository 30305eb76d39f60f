package dev.baltoro.engine;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;

/// Shares prompt computation between sequences: says which chunks come between two decode steps.
///
/// The shortest prompts that can be finished in a turn go first, and nothing longer is computed
/// beside them. A turn that passed over the sequence that began first is followed by one in which
/// that sequence goes on. So a short prompt waits for one turn of a long one, however long that is,
/// and a long one has every other turn, however many short ones come.
final class PromptTurns {
    private final int tokensMax;
    private boolean passedOver;

    /// @param tokensMax most tokens of a turn; a chunk that is longer is a turn of its own
    PromptTurns(int tokensMax) {
        this.tokensMax = tokensMax;
    }

    /// {@return the chunks of the next turn, those of one sequence in order}
    ///
    /// @param running in the order in which they began
    List<PromptChunk> next(List<Sequence> running) {
        List<Sequence> open = running.stream().filter(sequence -> !sequence.decodes()).toList();
        List<PromptChunk> turn = new ArrayList<>();
        if (!open.isEmpty()) {
            if (passedOver) {
                fill(turn, open);
            } else {
                boolean due = running.stream().anyMatch(PromptTurns::isDue);
                finish(turn, open, due);
            }
            Sequence first = open.getFirst();
            passedOver = turn.stream().noneMatch(chunk -> chunk.sequence() == first);
        }
        return turn;
    }

    /// The shortest, as many as can be finished; if none can, a part of the shortest. What others
    /// have waited for before is not computed beside them.
    ///
    /// @param due whether somebody has nothing to compute and waits for the first token
    private void finish(List<PromptChunk> turn, List<Sequence> open, boolean due) {
        List<Sequence> shortest =
                open.stream().sorted(Comparator.comparingInt(PromptTurns::left)).toList();
        int room = tokensMax;
        for (Sequence sequence : shortest) {
            room -= left(sequence);
            if (room < 0 || (sequence.isUnderway() && (due || !turn.isEmpty()))) {
                break;
            }
            fill(turn, List.of(sequence));
        }
        if (turn.isEmpty() && !due) {
            fill(turn, shortest.subList(0, 1));
        }
    }

    /// One sequence after the other, whole chunks while they fit.
    private void fill(List<PromptChunk> turn, List<Sequence> sequences) {
        int used = turn.stream().mapToInt(PromptChunk::length).sum();
        for (Sequence sequence : sequences) {
            int from = sequence.computed();
            while (from < sequence.size() - 1) {
                PromptChunk chunk = PromptChunk.next(sequence, from);
                used += chunk.length();
                if (used > tokensMax && !turn.isEmpty()) {
                    return;
                }
                turn.add(chunk);
                from = chunk.to();
            }
        }
    }

    private static boolean isDue(Sequence sequence) {
        return sequence.decodes() && sequence.generated() == 0;
    }

    private static int left(Sequence sequence) {
        return sequence.size() - 1 - sequence.computed();
    }
}
