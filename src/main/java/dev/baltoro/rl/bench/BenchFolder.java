package dev.baltoro.rl.bench;

import dev.baltoro.model.K2Config;
import dev.baltoro.model.K2Model;
import dev.baltoro.model.checkpoint.HuggingFaceExport;
import dev.baltoro.tensor.DType;
import dev.baltoro.tensor.Seed;
import dev.baltoro.tensor.safetensors.SafetensorsFolder;
import dev.baltoro.text.tokenizer.BpeTrainer;
import dev.baltoro.text.tokenizer.Ends;
import dev.baltoro.text.tokenizer.Tokenizer;
import java.io.IOException;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;

/// A temporary folder with a random model of a shape and a tokenizer of made-up words, deleted when
/// it is closed.
///
/// @param path where
/// @param config the model's
/// @param tokenizer with at most as many ids as the model has
public record BenchFolder(Path path, K2Config config, Tokenizer tokenizer)
        implements AutoCloseable {
    private static final int WORDS_PER_ID = 2;
    private static final int LETTERS_MAX = 8;
    private static final int LINES = 8;

    /// {@return a new one}
    public static BenchFolder make(K2Config shape, long seed) throws IOException {
        Path path = Files.createTempDirectory("baltoro-bench-rl-");
        Tokenizer tokenizer = tokenizer(shape.vocabSize(), seed);
        K2Config config =
                shape.withOverrides(
                        Map.of("eos_token_id", tokenizer.requireSpecialId(Ends.DOCUMENT)));
        BenchFolder folder = new BenchFolder(path, config, tokenizer);
        tokenizer.save(folder.model());
        try (K2Model random = K2Model.random(config, new Seed(seed).derive("weights"), DType.F32)) {
            folder.export(random, folder.model());
        }
        return folder;
    }

    private static Tokenizer tokenizer(int vocabulary, long seed) {
        SplittableRandom random = new SplittableRandom(seed);
        List<String> lines = new ArrayList<>();
        for (int line = 0; line < LINES; line++) {
            StringBuilder text = new StringBuilder();
            for (int word = 0; word < WORDS_PER_ID * vocabulary / LINES; word++) {
                String letters = word(random);
                text.append(letters).append(letters); // twice: only repeated pairs are merged
            }
            lines.add(text.toString());
        }
        return new BpeTrainer(vocabulary, 1, BpeTrainer.Progress.SILENT).train(lines.iterator());
    }

    private static String word(SplittableRandom random) {
        StringBuilder letters = new StringBuilder(" ");
        int length = random.nextInt(2, LETTERS_MAX + 1);
        for (int i = 0; i < length; i++) {
            letters.append((char) ('a' + random.nextInt(26)));
        }
        return letters.toString();
    }

    /// Writes a model of this shape as a run would.
    void export(K2Model weights, Path target) {
        HuggingFaceExport.write(
                target,
                config,
                weights.weights(),
                DType.F32,
                SafetensorsFolder.DEFAULT_SHARD_BYTES);
    }

    /// {@return the model's folder}
    public Path model() {
        return path.resolve("model");
    }

    @Override
    public void close() throws IOException {
        Files.walkFileTree(
                path,
                new SimpleFileVisitor<>() {
                    @Override
                    public FileVisitResult visitFile(Path file, BasicFileAttributes attributes)
                            throws IOException {
                        Files.delete(file);
                        return FileVisitResult.CONTINUE;
                    }

                    @Override
                    public FileVisitResult postVisitDirectory(Path folder, IOException failed)
                            throws IOException {
                        Files.delete(folder);
                        return FileVisitResult.CONTINUE;
                    }
                });
    }
}
