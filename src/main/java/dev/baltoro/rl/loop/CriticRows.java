package dev.baltoro.rl.loop;

import dev.baltoro.data.sample.FirstFit;
import dev.baltoro.data.sample.PackedBatch;
import dev.baltoro.rl.reward.CriticPairs.Labelled;
import dev.baltoro.text.chat.ChatEncoder;
import dev.baltoro.text.chat.EncodedChat;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Optional;

/// Comparisons and their right verdicts as rows of a batch: each is the prompt that the judge
/// reads, and then the verdict, whose tokens are the targets.
final class CriticRows {
    private CriticRows() {}

    /// {@return a comparison with its right verdict, as ids; none if it does not fit a row}
    static Optional<EncodedChat> encoded(Labelled pair, ChatEncoder encoder, int length) {
        EncodedChat chat = encoder.encode(pair.conversation(), List.of(), false);
        return chat.size() - 1 <= length ? Optional.of(chat) : Optional.empty();
    }

    /// {@return the rows}
    ///
    /// @param length tokens of a row; no conversation is longer
    static PackedBatch of(List<EncodedChat> conversations, int length) {
        FirstFit fit = new FirstFit(length);
        for (int i = 0; i < conversations.size(); i++) {
            fit.add(i, conversations.get(i).size() - 1); // the last token predicts nothing
        }
        List<int[]> rows = fit.rows();
        int[] tokens = new int[rows.size() * length];
        int[] targets = new int[tokens.length];
        int[] starts = new int[tokens.length];
        int[] valid = new int[rows.size()];
        Arrays.fill(targets, PackedBatch.NO_TARGET);
        for (int row = 0; row < rows.size(); row++) {
            for (int number : rows.get(row)) {
                EncodedChat chat = conversations.get(number);
                int[] ids = chat.ids();
                int first = row * length + valid[row];
                for (int i = 0; i < ids.length - 1; i++) {
                    tokens[first + i] = ids[i];
                    starts[first + i] = valid[row];
                    if (chat.isAnswer(i + 1)) {
                        targets[first + i] = ids[i + 1];
                    }
                }
                valid[row] += ids.length - 1;
            }
            Arrays.fill(starts, row * length + valid[row], (row + 1) * length, valid[row]);
        }
        List<String> domains = new ArrayList<>(Collections.nCopies(rows.size(), "critic"));
        return new PackedBatch(rows.size(), length, tokens, targets, starts, valid, domains);
    }
}
