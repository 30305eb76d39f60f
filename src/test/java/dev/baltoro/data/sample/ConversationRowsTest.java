package dev.baltoro.data.sample;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.baltoro.data.DataException;
import dev.baltoro.data.read.Document;
import dev.baltoro.data.read.DocumentSource;
import dev.baltoro.data.shard.ByteEncoder;
import dev.baltoro.data.shard.DatasetPreparation;
import dev.baltoro.data.shard.PreparationListener;
import dev.baltoro.data.shard.PreparationOptions;
import dev.baltoro.data.shard.TokenEncoder;
import dev.baltoro.data.shard.TokenShards;
import dev.baltoro.data.shard.TokenStore;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.BitSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SplittableRandom;
import java.util.TreeMap;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ConversationRowsTest {
    private static final long SEED = Long.getLong("baltoro.test.seed", 20261128);
    private static final int ROW = 64;
    private static final int DOCUMENTS = 300;

    @TempDir Path folder;
    private TokenShards shards;
    private TokenStore store;

    /// Bytes as tokens; a loss counts capitals and the end.
    private static final class Capitals implements TokenEncoder {
        private final ByteEncoder bytes = new ByteEncoder();

        @Override
        public int[] encode(CharSequence text) {
            return bytes.encode(text);
        }

        @Override
        public Encoding encodeDocument(Document document) {
            int[] ids = encode(document.text());
            BitSet learned = new BitSet();
            for (int i = 0; i < ids.length; i++) {
                learned.set(i, Character.isUpperCase(ids[i]));
            }
            learned.set(ids.length);
            return new Encoded(ids, Optional.of(learned));
        }

        @Override
        public int vocabSize() {
            return bytes.vocabSize();
        }

        @Override
        public int endOfDocument() {
            return bytes.endOfDocument();
        }

        @Override
        public String id() {
            return "capitals";
        }
    }

    @BeforeEach
    void write() {
        SplittableRandom random = new SplittableRandom(SEED);
        List<Document> documents = new ArrayList<>();
        for (int i = 0; i < DOCUMENTS; i++) {
            StringBuilder text = new StringBuilder(Integer.toString(i));
            int length = random.nextInt(text.length() + 1, ROW);
            while (text.length() < length) {
                text.append((char) ((random.nextBoolean() ? 'a' : 'A') + random.nextInt(26)));
            }
            documents.add(new Document("made:" + (i + 1), text.toString()));
        }
        new DatasetPreparation(
                        new Capitals(),
                        new PreparationOptions(0, 0, false, 1 << 20, 1, false),
                        PreparationListener.silent())
                .write(
                        folder.resolve("data"),
                        Map.of("d", List.of(DocumentSource.of("made", documents::stream))));
        shards = TokenShards.open(folder.resolve("data"));
        store = shards.train("d");
    }

    @AfterEach
    void close() {
        shards.close();
    }

    private ConversationRows rows() {
        return new ConversationRows("d", store, ROW, SEED);
    }

    @Test
    void anEpochHasEachDocumentOnceAndWhole() {
        ConversationRows rows = rows();
        long first = rows.rowsOfEpochs(1);
        long second = rows.rowsOfEpochs(2) - first;
        assertThat(texts(rows.batch(0, (int) first))).isEqualTo(allTexts());
        assertThat(texts(rows.batch(first, (int) second))).isEqualTo(allTexts());
        assertThat(rows.batch(0, 8).tokens()).isNotEqualTo(rows.batch(first, 8).tokens());
    }

    @Test
    void rowsDoNotDependOnHowTheyAreAskedFor() {
        ConversationRows once = rows();
        int all = (int) once.rowsOfEpochs(3);
        PackedBatch whole = once.batch(0, all);
        SplittableRandom random = new SplittableRandom(SEED + 1);
        for (int i = 0; i < 40; i++) {
            int from = random.nextInt(all);
            int count = random.nextInt(1, Math.min(20, all - from) + 1);
            PackedBatch part = rows().batch(from, count);
            assertThat(part.tokens())
                    .as("rows %d to %d", from, from + count)
                    .isEqualTo(whole.part(from, from + count).tokens());
            assertThat(part.targets()).isEqualTo(whole.part(from, from + count).targets());
        }
    }

    @Test
    void targetsAreTheLearnedTokensAndNothingOfPadding() {
        ConversationRows rows = rows();
        PackedBatch batch = rows.batch(0, (int) rows.rowsOfEpochs(1));
        for (int i = 0; i < batch.tokens().length; i++) {
            int row = i / ROW;
            int place = i % ROW;
            boolean last =
                    place + 1 >= batch.valid()[row]
                            || batch.documentStarts()[i + 1] != batch.documentStarts()[i];
            int next = last ? -1 : batch.tokens()[i + 1];
            boolean learned = next == 256 || (next >= 0 && Character.isUpperCase(next));
            assertThat(batch.targets()[i]).isEqualTo(learned ? next : PackedBatch.NO_TARGET);
        }
    }

    /// First fit leaves at most half of each row but one empty, and far less of random lengths.
    @Test
    void littleOfTheRowsIsPadding() {
        ConversationRows rows = rows();
        PackedBatch batch = rows.batch(0, (int) rows.rowsOfEpochs(1));
        assertThat((double) batch.validCount() / batch.tokens().length).isGreaterThan(0.9);
    }

    @Test
    void measuredRowsAreTheSameForEverySeedThatIsTheirs() {
        PackedBatch some = rows().measured(4 * ROW);
        assertThat(some.rows()).isEqualTo(4);
        assertThat(rows().measured(Integer.MAX_VALUE).rows())
                .isEqualTo((int) rows().rowsOfEpochs(1));
        assertThat(rows().measured(1).rows()).isEqualTo(1);
    }

    @Test
    void aDocumentThatIsLongerThanARowIsRefused() {
        assertThatThrownBy(() -> new ConversationRows("d", store, 16, SEED))
                .isInstanceOf(DataException.class)
                .hasMessageContaining("does not fit into rows of 16");
    }

    @Test
    void firstFitPutsEachItemIntoTheFirstRowWithRoom() {
        FirstFit fit = new FirstFit(10);
        int[] lengths = {6, 7, 4, 3, 10, 1};
        for (int i = 0; i < lengths.length; i++) {
            fit.add(i, lengths[i]);
        }
        assertThat(fit.rows())
                .usingElementComparator(Arrays::compare)
                .containsExactly(new int[] {0, 2}, new int[] {1, 3}, new int[] {4}, new int[] {5});
        assertThatThrownBy(() -> fit.add(9, 11)).isInstanceOf(IllegalArgumentException.class);
    }

    /// {@return how often each document is in a batch, by its text}
    private static Map<String, Integer> texts(PackedBatch batch) {
        Map<String, Integer> texts = new TreeMap<>();
        for (int row = 0; row < batch.rows(); row++) {
            int start = 0;
            for (int i = 1; i <= batch.valid()[row]; i++) {
                int at = row * ROW + i;
                if (i == batch.valid()[row] || batch.documentStarts()[at] == i) {
                    int[] tokens =
                            Arrays.copyOfRange(batch.tokens(), row * ROW + start, row * ROW + i);
                    texts.merge(Arrays.toString(tokens), 1, Integer::sum);
                    start = i;
                }
            }
        }
        return texts;
    }

    private Map<String, Integer> allTexts() {
        Map<String, Integer> texts = new TreeMap<>();
        for (long i = 0; i < store.documents(); i++) {
            texts.merge(Arrays.toString(store.document(i)), 1, Integer::sum);
        }
        return texts;
    }
}
