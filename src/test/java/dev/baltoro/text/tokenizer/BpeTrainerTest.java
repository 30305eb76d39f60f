package dev.baltoro.text.tokenizer;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

class BpeTrainerTest {
    private static final long SEED = 5;

    @Test
    void vocabularyIsThatOfTheTrainerWrittenPlainly() {
        Random random = new Random(SEED);
        for (int round = 0; round < 20; round++) {
            List<String> texts = texts(random, 30);
            int vocabSize = BpeTrainer.VOCAB_SIZE_MIN + random.nextInt(120);
            Tokenizer trained = train(texts, vocabSize, 1);
            List<String> expected = plain(texts, vocabSize - SpecialTokens.TRAINED_SLOTS);
            assertThat(tokens(trained)).as("seed %d, round %d", SEED, round).isEqualTo(expected);
        }
    }

    @Test
    void vocabularyDoesNotDependOnThreads() {
        List<String> texts = texts(new Random(SEED), 3_000);
        String id = train(texts, 2_000, 1).id();
        assertThat(train(texts, 2_000, 2).id()).isEqualTo(id);
        assertThat(train(texts, 2_000, 3).id()).isEqualTo(id);
    }

    @Test
    void pushedAndPulledTextsGiveTheSameVocabulary() throws IOException {
        List<String> texts = texts(new Random(SEED), 200);
        Tokenizer pushed =
                new BpeTrainer(600, 2, BpeTrainer.Progress.SILENT).trainOn(texts::forEach);
        assertThat(pushed.id()).isEqualTo(train(texts, 600, 1).id());
    }

    @Test
    void tooLittleTextGivesASmallerVocabulary() {
        assertThat(train(List.of("aa aa"), 400, 1).vocabSize())
                .isEqualTo(BpeTrainer.VOCAB_SIZE_MIN + 1);
        assertThat(train(List.of(), 400, 1).vocabSize()).isEqualTo(BpeTrainer.VOCAB_SIZE_MIN);
    }

    @Test
    void sizesOutOfRangeAreRejected() {
        assertThatThrownBy(() -> train(List.of(), 287, 1))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("vocabulary size 287 is outside of 288");
        assertThatThrownBy(() -> train(List.of(), 300, 0))
                .isInstanceOf(IllegalArgumentException.class);
    }

    @Test
    void aVocabularyForCopyingCutsAValueAlikeWhereverItStands() {
        List<String> texts =
                List.of(
                        "show me menu.txt, and 1984",
                        "{\"path\":\"/srv/menu.txt\",\"year\":1984}",
                        "the menu of 1984 and the (menu) of 1984",
                        "a menu, /menu, \"menu\"");
        Tokenizer usual = train(texts, 500, 1);
        Tokenizer copying =
                new BpeTrainer(500, 1, BpeTrainer.Progress.SILENT)
                        .forCopying()
                        .train(texts.iterator());
        assertThat(usual.encode("1984").length).isLessThan(4);
        assertThat(copying.encode("1984")).hasSize(4);
        int[] word = copying.encode("menu");
        assertThat(word).hasSize(1);
        assertThat(usual.encode(" menu")).hasSize(1).isNotEqualTo(usual.encode("menu"));
        for (String before : List.of(" ", "/", "\"", "(")) {
            int[] whole = copying.encode(before + "menu");
            assertThat(whole[whole.length - 1]).as(before).isEqualTo(word[0]);
        }
    }

    private static Tokenizer train(List<String> texts, int vocabSize, int threads) {
        return new BpeTrainer(vocabSize, threads, BpeTrainer.Progress.SILENT)
                .train(texts.iterator());
    }

    /// Few letters make for many overlaps; nasty text for all kinds of pieces.
    private static List<String> texts(Random random, int count) {
        List<String> texts = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            StringBuilder text = new StringBuilder(NastyText.next(random, 6));
            for (int letter = 0; letter < 20; letter++) {
                text.append("aab cA".charAt(random.nextInt(6)));
            }
            texts.add(text.toString());
        }
        return texts;
    }

    private static List<String> tokens(Tokenizer tokenizer) {
        List<String> tokens = new ArrayList<>();
        for (int rank = 0; rank < tokenizer.vocabulary().size(); rank++) {
            tokens.add(latin1(tokenizer.vocabulary().bytes(rank)));
        }
        return tokens;
    }

    private static String latin1(byte[] bytes) {
        return new String(bytes, StandardCharsets.ISO_8859_1);
    }

    private record Pair(int left, int right) {}

    /// Bytes are chars of ISO 8859-1 here. Counts all pairs anew for each merge.
    private static List<String> plain(List<String> texts, int size) {
        List<List<Integer>> pieces = pieces(texts);
        List<String> tokens = new ArrayList<>();
        for (int b = 0; b < 256; b++) {
            tokens.add(latin1(new byte[] {(byte) b}));
        }
        while (tokens.size() < size) {
            Map<Pair, Long> counts = new HashMap<>();
            for (List<Integer> piece : pieces) {
                for (int i = 0; i + 1 < piece.size(); i++) {
                    counts.merge(new Pair(piece.get(i), piece.get(i + 1)), 1L, Long::sum);
                }
            }
            Map.Entry<Pair, Long> best =
                    counts.entrySet().stream()
                            .filter(entry -> entry.getValue() >= 2)
                            .min(
                                    Map.Entry.<Pair, Long>comparingByValue(
                                                    Comparator.reverseOrder())
                                            .thenComparingInt(entry -> entry.getKey().left())
                                            .thenComparingInt(entry -> entry.getKey().right()))
                            .orElse(null);
            if (best == null) {
                break;
            }
            Pair pair = best.getKey();
            String joined = tokens.get(pair.left()) + tokens.get(pair.right());
            int id = tokens.indexOf(joined);
            if (id < 0) {
                id = tokens.size();
                tokens.add(joined);
            }
            for (List<Integer> piece : pieces) {
                for (int i = 0; i + 1 < piece.size(); i++) {
                    if (piece.get(i) == pair.left() && piece.get(i + 1) == pair.right()) {
                        piece.set(i, id);
                        piece.remove(i + 1);
                    }
                }
            }
        }
        return tokens;
    }

    private static List<List<Integer>> pieces(List<String> texts) {
        Pattern pattern = Pattern.compile(K2Splitter.PATTERN, Pattern.UNICODE_CHARACTER_CLASS);
        List<List<Integer>> pieces = new ArrayList<>();
        for (String text : texts) {
            byte[] utf8 = new byte[3 * text.length()];
            int size = Utf8.write(text, 0, text.length(), utf8);
            Matcher matcher =
                    pattern.matcher(StandardCharsets.UTF_8.decode(ByteBuffer.wrap(utf8, 0, size)));
            while (matcher.find()) {
                List<Integer> piece = new ArrayList<>();
                for (byte b : matcher.group().getBytes(StandardCharsets.UTF_8)) {
                    piece.add(b & 0xFF);
                }
                pieces.add(piece);
            }
        }
        return pieces;
    }
}
