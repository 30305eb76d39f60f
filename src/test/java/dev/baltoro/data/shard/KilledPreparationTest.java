package dev.baltoro.data.shard;

import static org.assertj.core.api.Assertions.assertThat;

import dev.baltoro.ChildJvm;
import dev.baltoro.data.read.Document;
import dev.baltoro.text.tokenizer.BpeTrainer;
import dev.baltoro.text.tokenizer.Tokenizer;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// A dataset and its tokenizer appear together or not at all.
class KilledPreparationTest {
    private static final List<Document> TEXT =
            List.of(new Document("a", "the glacier moves, the ice melts, the glacier moves"));

    @TempDir Path folder;

    @Test
    void aKillWhileTheTokenizerIsSavedLeavesNothingThatLooksReady() throws Exception {
        Path target = folder.resolve("set");
        Process killed =
                new ProcessBuilder(ChildJvm.command(KilledPreparationTest.class, target.toString()))
                        .inheritIO()
                        .start();
        assertThat(killed.waitFor()).isEqualTo(9);
        assertThat(target).doesNotExist();
        assertThat(folder.resolve(".set.preparing/tokenizer/tiktoken.model")).exists();

        prepare(target, TokenizerEncoder.of(tokenizer()));
        try (TokenShards shards = TokenShards.open(target)) {
            shards.verify();
            shards.requireTokenizer(Tokenizer.load(target.resolve(TokenizerEncoder.FOLDER)).id());
        }
        assertThat(folder.resolve(".set.preparing")).doesNotExist();
    }

    /// The process that is killed, with one of the tokenizer's two files written.
    public static void main(String[] arguments) {
        TokenEncoder real = TokenizerEncoder.of(tokenizer());
        prepare(
                Path.of(arguments[0]),
                new TokenEncoder() {
                    @Override
                    public int[] encode(CharSequence text) {
                        return real.encode(text);
                    }

                    @Override
                    public int vocabSize() {
                        return real.vocabSize();
                    }

                    @Override
                    public int endOfDocument() {
                        return real.endOfDocument();
                    }

                    @Override
                    public String id() {
                        return real.id();
                    }

                    @Override
                    public void keepIn(Path dataset) throws IOException {
                        real.keepIn(dataset);
                        Files.delete(dataset.resolve("tokenizer/tokenizer_config.json"));
                        Runtime.getRuntime().halt(9);
                    }
                });
    }

    private static void prepare(Path target, TokenEncoder encoder) {
        DatasetManifest unused =
                new DatasetPreparation(
                                encoder, Texts.options(0, 1, 1000), PreparationListener.silent())
                        .write(target, Map.of("a", List.of(Texts.source("a", TEXT))));
    }

    private static Tokenizer tokenizer() {
        return new BpeTrainer(300, 1, BpeTrainer.Progress.SILENT)
                .train(TEXT.stream().map(Document::text).iterator());
    }
}
