package dev.baltoro.train.sft;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.baltoro.data.sample.ConversationRows;
import dev.baltoro.data.sample.PackedBatch;
import dev.baltoro.data.shard.TokenShards;
import dev.baltoro.train.recipe.SftRecipe;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class PackedLossTest {
    private static final int ROW = 320;

    @TempDir Path folder;

    /// What stands beside a conversation in its row does not change its loss. Every token has all
    /// experts, so that nothing depends on a choice; what is left is fp32's rounding of sums in
    /// another order, some 1e-6 of a loss near 5.
    @Test
    void aConversationsLossIsTheSameInARowOfItsOwn() throws IOException {
        Path pretrained =
                TinySft.pretrained(folder, "model.set.num_experts_per_tok=8", "precision=fp32");
        SftRecipe recipe =
                TinySft.recipe(
                        pretrained,
                        TinySft.conversations(folder.resolve("chats.jsonl"), 24),
                        "precision=fp32");
        try (SftRun run = SftRun.start(folder.resolve("run"), recipe, TinySft.SILENT);
                TokenShards shards = TokenShards.open(folder.resolve("run/data"))) {
            ConversationRows rows =
                    new ConversationRows("all", shards.train("conversations"), ROW, 1);
            PackedBatch packed = rows.measured(Integer.MAX_VALUE);
            double sum = 0;
            int documents = 0;
            for (int row = 0; row < packed.rows(); row++) {
                for (int from = 0; from < packed.valid()[row]; ) {
                    int end = end(packed, row, from);
                    PackedBatch alone = alone(packed, row * ROW + from, row * ROW + end);
                    sum += run.training().loss(alone) * alone.targetCount();
                    from = end;
                    documents++;
                }
            }
            assertThat(documents).isGreaterThan(packed.rows());
            assertThat(sum / packed.targetCount())
                    .isCloseTo(run.training().loss(packed), within(1e-5));
        }
    }

    private static int end(PackedBatch packed, int row, int from) {
        int end = from;
        while (end < packed.valid()[row] && packed.documentStarts()[row * ROW + end] == from) {
            end++;
        }
        return end;
    }

    private static PackedBatch alone(PackedBatch packed, int from, int end) {
        int[] tokens = Arrays.copyOf(Arrays.copyOfRange(packed.tokens(), from, end), ROW);
        int[] targets = new int[ROW];
        Arrays.fill(targets, PackedBatch.NO_TARGET);
        System.arraycopy(packed.targets(), from, targets, 0, end - from);
        int[] starts = new int[ROW];
        Arrays.fill(starts, end - from, ROW, end - from);
        return new PackedBatch(
                1, ROW, tokens, targets, starts, new int[] {end - from}, List.of("alone"));
    }
}
