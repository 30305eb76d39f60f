package dev.baltoro.data.shard;

import static org.assertj.core.api.Assertions.assertThat;

import dev.baltoro.data.read.Document;
import dev.baltoro.data.read.DocumentSource;
import dev.baltoro.data.shard.TokenEncoder.Encoded;
import dev.baltoro.data.shard.TokenEncoder.Encoding;
import dev.baltoro.data.shard.TokenEncoder.Refused;
import dev.baltoro.text.chat.ChatTemplate;
import dev.baltoro.text.tokenizer.BpeTrainer;
import dev.baltoro.text.tokenizer.Tokenizer;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.BitSet;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ConversationEncoderTest {
    private static final Tokenizer TOKENIZER =
            new BpeTrainer(BpeTrainer.VOCAB_SIZE_MIN + 20, 1, BpeTrainer.Progress.SILENT)
                    .train(List.of("a conversation of turns").iterator());
    private static final String TURNS =
            """
            {"messages":[{"role":"user","content":"Legs?"},\
            {"role":"assistant","content":"Six.","weight":0},{"role":"user","content":"Sure?"},\
            {"role":"assistant","content":"Eight.","weight":1}]}\
            """;

    @TempDir Path folder;

    private static ConversationEncoder encoder(int context) {
        return new ConversationEncoder(TOKENIZER, ChatTemplate.K2, context);
    }

    private static Encoding encode(String record, int context) {
        return encoder(context).encodeDocument(new Document("a.jsonl:1", record));
    }

    /// {@return each stretch that carries loss, as text, the end of the document included}
    private static List<String> learned(Encoded encoded) {
        int[] ids = Arrays.copyOf(encoded.ids(), encoded.ids().length + 1);
        ids[ids.length - 1] = encoder(1000).endOfDocument();
        BitSet learned = encoded.learned().orElseThrow();
        List<String> stretches = new ArrayList<>();
        for (int from = learned.nextSetBit(0); from >= 0; ) {
            int end = learned.nextClearBit(from);
            stretches.add(TOKENIZER.decode(Arrays.copyOfRange(ids, from, end)));
            from = learned.nextSetBit(end);
        }
        return stretches;
    }

    @Test
    void aTurnOfWeightZeroCarriesNoLossAndStays() {
        Encoded encoded = (Encoded) encode(TURNS, 1000);
        assertThat(learned(encoded)).containsExactly("Eight.<|im_end|>");
        assertThat(TOKENIZER.decode(encoded.ids())).contains("Six.<|im_end|>");
        Encoded other = (Encoded) encode(TURNS.replace("\"weight\":0", "\"weight\":1"), 1000);
        assertThat(learned(other)).containsExactly("Six.<|im_end|>", "Eight.<|im_end|>");
        assertThat(other.ids()).isEqualTo(encoded.ids());
    }

    @Test
    void theEndOfTheDocumentIsTheLastTurnsAndCarriesLossOnlyIfThatIsTheAssistants() {
        String asked =
                TURNS.replace(
                        "\"weight\":1}]", "\"weight\":1},{\"role\":\"user\",\"content\":\"Ok\"}]");
        Encoded encoded = (Encoded) encode(asked, 1000);
        assertThat(encoded.learned().orElseThrow().get(encoded.ids().length)).isFalse();
        assertThat(learned(encoded)).containsExactly("Eight.<|im_end|>");
        assertThat(encoder(1000).endOfDocument())
                .isEqualTo(TOKENIZER.requireSpecialId("<|im_end|>"));
    }

    @Test
    void aConversationMayFillTheContextAndNotExceedIt() {
        int length = ((Encoded) encode(TURNS, 1000)).ids().length + 1;
        assertThat(encode(TURNS, length)).isInstanceOf(Encoded.class);
        assertThat(encode(TURNS, length - 1))
                .isEqualTo(
                        new Refused(
                                "it has %d tokens, more than the context of %d"
                                        .formatted(length, length - 1)));
    }

    /// So that the same conversation is never both trained on and measured.
    @Test
    void recordsThatDifferInSpacingAndKeysAreTheSame() {
        String spaced =
                TURNS.replace(",", " , ").replace("{\"messages\"", "{\"id\":5,\"messages\"");
        DatasetManifest manifest =
                new DatasetPreparation(
                                encoder(1000),
                                new PreparationOptions(0, 0, false, 1 << 20, 1, false),
                                PreparationListener.silent())
                        .write(
                                folder.resolve("data"),
                                Map.of(
                                        "d",
                                        List.of(
                                                DocumentSource.of(
                                                        "made",
                                                        () ->
                                                                Stream.of(
                                                                        new Document("m:1", TURNS),
                                                                        new Document(
                                                                                "m:2", spaced))))));
        assertThat(manifest.domain("d").duplicates()).isEqualTo(1);
        assertThat(manifest.domain("d").train().documents()).isEqualTo(2);
    }
}
