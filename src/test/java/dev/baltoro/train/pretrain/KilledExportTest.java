package dev.baltoro.train.pretrain;

import static org.assertj.core.api.Assertions.assertThat;

import dev.baltoro.ChildJvm;
import dev.baltoro.Moments;
import dev.baltoro.model.checkpoint.HuggingFaceFolder;
import dev.baltoro.tensor.DType;
import dev.baltoro.tensor.Scope;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// A model that is exported over an older one: whenever the process is killed, the folder is read
/// afterwards as the older model or as the new one, and whole.
class KilledExportTest {
    @TempDir Path folder;
    private Path run;
    private Map<String, String> old;
    private Map<String, String> fresh;

    /// The older model is the run's last state in fp32, the new one the same in bf16.
    @BeforeEach
    void train() throws IOException {
        run = folder.resolve("run");
        Map<String, byte[]> unused =
                TinyRun.train(run, TinyRun.recipe(TinyRun.dataset(folder.resolve("shards"))));
        fresh = contents(export(DType.BF16));
        old = contents(export(DType.F32));
        assertThat(old).isNotEqualTo(fresh);
    }

    /// The process is killed before each rename of the export in turn: of each file that it writes,
    /// of the older model, of the new one, which is between the two renames that exchange them, and
    /// of what is to be deleted.
    @Test
    void everyMomentLeavesOneModelWhole() throws Exception {
        List<Map<String, String>> seen = new ArrayList<>();
        for (int moment = 1; killedAt(moment); moment++) {
            Map<String, String> found = read();
            assertThat(found).as("killed at moment %d", moment).isIn(old, fresh);
            seen.add(found);
            Path unused = export(DType.F32); // a later export clears what the killed one left
            assertThat(read()).as("after moment %d", moment).isEqualTo(old);
            assertThat(folder.resolve("run/.model.preparing")).doesNotExist();
            assertThat(folder.resolve("run/.model.replaced")).doesNotExist();
        }
        assertThat(read()).as("not killed").isEqualTo(fresh);
        assertThat(seen).hasSizeGreaterThan(3).contains(old, fresh);
    }

    private boolean killedAt(int moment) throws Exception {
        return Moments.kill(
                ChildJvm.command(KilledExportTest.class, run.toString()),
                PretrainingRun.class,
                "export",
                moment,
                folder.resolve("child.log"));
    }

    /// The process that is killed.
    public static void main(String[] arguments) throws IOException {
        try (PretrainingRun run = TinyRun.reopen(Path.of(arguments[0]))) {
            Path unused = run.export(DType.BF16);
        }
    }

    private Path export(DType dtype) throws IOException {
        try (PretrainingRun again = TinyRun.reopen(run)) {
            return again.export(dtype);
        }
    }

    /// {@return what the folder has once it was read as a model, every weight with its sum}
    private Map<String, String> read() throws IOException {
        Path model = run.resolve(PretrainingRun.MODEL_FOLDER);
        try (Scope scope = Scope.open()) {
            assertThat(HuggingFaceFolder.open(model, _ -> {}).all(DType.F32)).isNotEmpty();
        }
        return contents(model);
    }

    private static Map<String, String> contents(Path model) throws IOException {
        Map<String, String> sums = new TreeMap<>();
        try (Stream<Path> files = Files.list(model)) {
            for (Path file : files.toList()) {
                sums.put(
                        file.getFileName().toString(),
                        HexFormat.of().formatHex(Files.readAllBytes(file)));
            }
        }
        return sums;
    }
}
