package dev.baltoro.flow.specialist;

import dev.baltoro.model.K2Model;
import dev.baltoro.model.Scoring;
import dev.baltoro.model.WeightForm;
import dev.baltoro.model.checkpoint.Checkpoints;
import dev.baltoro.stats.Wilson;
import dev.baltoro.tensor.kernel.decode.Format;
import dev.baltoro.text.chat.Marker;
import dev.baltoro.text.tokenizer.Tokenizer;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Arrays;
import tools.jackson.databind.json.JsonMapper;

/// How well a model copies, measured alone: values that nobody could expect, in calls that are
/// given up to the value. One is copied if each of its tokens, and the quote that ends it, is the
/// likeliest in its place.
///
/// @param values how many there were
/// @param copied how many were copied whole
/// @param tokens of all values
/// @param wrong tokens that were not the likeliest
public record CopyCheck(int values, int copied, int tokens, int wrong) {
    /// Conversations that are new to every base: they have a seed of their own.
    private static final long SEED = 0xC0B1;

    private static final int CONVERSATIONS = 300;

    /// {@return the measure of a model's folder}
    public static CopyCheck of(Path folder) throws IOException {
        Tokenizer tokenizer = Tokenizer.load(folder);
        try (K2Model model =
                Checkpoints.load(folder, new WeightForm.Frozen(Format.F32), note -> {})) {
            return InventedConversations.rendered(SEED, CONVERSATIONS, 1.0)
                    .filter(conversation -> !conversation.rare().isEmpty())
                    .map(conversation -> of(model, tokenizer, conversation))
                    .reduce(new CopyCheck(0, 0, 0, 0), CopyCheck::plus);
        }
    }

    private static CopyCheck of(
            K2Model model, Tokenizer tokenizer, InventedConversations.Rendered conversation) {
        int[] ids = tokenizer.encodeWithSpecial(conversation.text());
        if (ids.length > model.config().maxPositionEmbeddings()) {
            return new CopyCheck(0, 0, 0, 0);
        }
        int[] likeliest = Scoring.of(model, Arrays.stream(ids).asLongStream().toArray()).argmax();
        int[] ends = new int[ids.length]; // bytes up to and with each token
        int at = 0;
        for (int i = 0; i < ids.length; i++) {
            at += tokenizer.tokenBytes(ids[i]).length;
            ends[i] = at;
        }
        CopyCheck sum = new CopyCheck(0, 0, 0, 0);
        String text = conversation.text();
        int calls = text.lastIndexOf(Marker.CALLS_BEGIN.content());
        for (String rare : conversation.rare()) {
            String quoted = JsonMapper.shared().writeValueAsString(rare);
            int from = text.indexOf(quoted, calls);
            if (from >= 0) {
                int begin = bytes(text.substring(0, from)) + 1;
                sum = sum.plus(within(ids, likeliest, ends, begin, begin + bytes(quoted) - 1));
            }
        }
        return sum;
    }

    private static int bytes(String text) {
        return text.getBytes(StandardCharsets.UTF_8).length;
    }

    private static CopyCheck within(int[] ids, int[] likeliest, int[] ends, int begin, int end) {
        int tokens = 0;
        int wrong = 0;
        for (int i = 1; i < ids.length; i++) {
            if (ends[i] > begin && ends[i - 1] < end) {
                tokens++;
                wrong += likeliest[i - 1] == ids[i] ? 0 : 1;
            }
        }
        return new CopyCheck(1, wrong == 0 ? 1 : 0, tokens, wrong);
    }

    private CopyCheck plus(CopyCheck other) {
        return new CopyCheck(
                values + other.values,
                copied + other.copied,
                tokens + other.tokens,
                wrong + other.wrong);
    }

    /// {@return such as `copies 93.1 % [90.0, 95.3] of 350 values that nobody expects (0.9 % of
    /// their 3,400 tokens are wrong)`}
    public String line() {
        Wilson share = Wilson.of(copied, values);
        return "copies %.1f %% [%.1f, %.1f] of %,d values that nobody expects (%.2f %% of their %,d tokens are wrong)"
                .formatted(
                        100.0 * copied / Math.max(1, values),
                        100 * share.low(),
                        100 * share.high(),
                        values,
                        100.0 * wrong / Math.max(1, tokens),
                        tokens);
    }
}
