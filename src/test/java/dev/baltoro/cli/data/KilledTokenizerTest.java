package dev.baltoro.cli.data;

import static org.assertj.core.api.Assertions.assertThat;

import dev.baltoro.ChildJvm;
import dev.baltoro.Moments;
import dev.baltoro.text.tokenizer.Tokenizer;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import picocli.CommandLine;

/// `tokenizer train --out` over an older folder: whenever it is killed, the folder is one of the
/// two tokenizers.
class KilledTokenizerTest {
    private static final int OLD = 300;
    private static final int NEW = 310;

    @TempDir Path folder;

    /// The process is killed before each of its renames in turn.
    @Test
    void everyMomentLeavesOneTokenizerWhole() throws Exception {
        Path text =
                Files.writeString(
                        folder.resolve("a.txt"), "the glacier moves, the ice melts. ".repeat(9));
        Path out = folder.resolve("tok");
        String old = trained(text, out, OLD);
        String fresh = trained(text, folder.resolve("new"), NEW);
        List<String> seen = new ArrayList<>();
        for (int moment = 1; killedAt(moment, text, out); moment++) {
            String found = Tokenizer.load(out).id();
            assertThat(found).as("killed at moment %d", moment).isIn(old, fresh);
            seen.add(found);
            assertThat(trained(text, out, OLD)).isEqualTo(old);
        }
        assertThat(Tokenizer.load(out).id()).as("not killed").isEqualTo(fresh);
        assertThat(seen).hasSizeGreaterThan(3).contains(old, fresh);
    }

    private boolean killedAt(int moment, Path text, Path out) throws Exception {
        return Moments.kill(
                ChildJvm.command(KilledTokenizerTest.class, text.toString(), out.toString()),
                TokenizerTrainCommand.class,
                "run",
                moment,
                folder.resolve("child.log"));
    }

    /// The process that is killed.
    public static void main(String[] arguments) {
        System.exit(train(arguments[0], arguments[1], NEW));
    }

    private static String trained(Path text, Path out, int vocabSize) throws IOException {
        assertThat(train(text.toString(), out.toString(), vocabSize)).isZero();
        return Tokenizer.load(out).id();
    }

    private static int train(String text, String out, int vocabSize) {
        return new CommandLine(new TokenizerCommand())
                .execute(
                        "train",
                        "--input",
                        text,
                        "--vocab-size",
                        Integer.toString(vocabSize),
                        "--out",
                        out);
    }
}
