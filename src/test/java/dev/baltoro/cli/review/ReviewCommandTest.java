package dev.baltoro.cli.review;

import static org.assertj.core.api.Assertions.assertThat;

import dev.baltoro.cli.Ran;
import dev.baltoro.synth.review.ReviewFolder;
import dev.baltoro.synth.review.ReviewVerdict;
import dev.baltoro.synth.review.SampleTrajectories;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ReviewCommandTest {
    @TempDir Path folder;

    @Test
    void badFolderIsOneLine() throws IOException {
        assertFailed(Ran.of("review", folder.resolve("none")), "does not exist; name a folder");
        assertFailed(Ran.of("review", "export", folder), "has no trajectories.jsonl");
        Files.writeString(folder.resolve("trajectories.jsonl"), "{}\n");
        assertFailed(Ran.of("review", folder, "--port", 0), "line 1: id is missing");
    }

    private static void assertFailed(Ran ran, String part) {
        assertThat(ran.err().strip()).hasLineCount(1).contains(part);
        assertThat(ran.out()).isEmpty();
        assertThat(ran.code()).isOne();
    }

    @Test
    void misuseSaysWhatToDo() {
        assertMisused(Ran.of("review"), "name a folder with trajectories.jsonl");
        assertMisused(Ran.of("review", folder, "--overlap", 2), "use a share from 0 to 1");
        assertMisused(Ran.of("review", folder, "--port", 70_000), "port is 70000");
        assertMisused(Ran.of("review", "export", folder, "--policy", "most"), "most");
    }

    private static void assertMisused(Ran ran, String part) {
        assertThat(ran.err().strip()).hasLineCount(1).contains(part, "baltoro review");
        assertThat(ran.code()).isEqualTo(2);
    }

    @Test
    void exportWritesToAFileAndToStandardOutput() throws IOException {
        SampleTrajectories.write(folder, 3);
        try (ReviewFolder review =
                ReviewFolder.open(folder, Optional.empty(), InstantSource.system(), _ -> {})) {
            review.judge("Ann", "t-00001", ReviewVerdict.ACCEPT, "");
            review.judge("Ben", "t-00001", ReviewVerdict.UNSURE, "");
        }
        Path out = folder.resolve("new").resolve("accepted.jsonl");
        Ran written = Ran.of("review", "export", folder, "--out", out);
        assertThat(written.code()).as(written.err()).isZero();
        assertThat(written.err()).contains("wrote 1 accepted trajectories to " + out);
        assertThat(Files.readString(out)).contains("\"id\":\"t-00001\"").hasLineCount(1);
        assertThat(Ran.of("review", "export", folder).out()).isEqualTo(Files.readString(out));
        assertThat(Ran.of("review", "export", folder, "--policy", "all").out()).isEmpty();
    }
}
