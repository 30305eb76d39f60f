package dev.baltoro.synth.review;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.BufferedReader;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// Reviews in a process of their own: one that is killed, one with little memory.
class ReviewProcessTest {
    private static final int SECONDS_MAX = 120;
    private static final int VERDICTS_BEFORE_KILL = 25;
    private static final int MANY = 100_000;

    @TempDir Path folder;

    private static Process start(Class<?> main, Path folder, String... flags) throws IOException {
        List<String> command = new ArrayList<>();
        command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
        command.addAll(List.of(flags));
        command.addAll(
                List.of(
                        "--enable-native-access=ALL-UNNAMED",
                        "-cp",
                        System.getProperty("java.class.path"),
                        main.getName(),
                        folder.toString()));
        return new ProcessBuilder(command).redirectErrorStream(true).start();
    }

    @Test
    void verdictThatWasTakenOutlastsAKill() throws Exception {
        SampleTrajectories.write(folder, 5);
        int last = -1;
        Process child = start(VerdictChild.class, folder);
        try (BufferedReader lines = child.inputReader(StandardCharsets.UTF_8)) {
            for (String line = lines.readLine(); line != null; line = lines.readLine()) {
                assertThat(line).containsOnlyDigits();
                last = Integer.parseInt(line);
                if (last == VERDICTS_BEFORE_KILL) {
                    child.toHandle().destroyForcibly(); // its last words can still be read
                }
            }
        } finally {
            child.destroyForcibly().waitFor(SECONDS_MAX, TimeUnit.SECONDS);
        }
        assertThat(last).isGreaterThanOrEqualTo(VERDICTS_BEFORE_KILL);
        try (ReviewFolder review =
                ReviewFolder.open(folder, Optional.empty(), InstantSource.system(), _ -> {})) {
            String reason = review.undo("Ann").orElseThrow().id();
            int newest = last; // the kill may have come between saving one and saying so
            assertThat(reason)
                    .isIn("t-%05d".formatted(newest % 5), "t-%05d".formatted((newest + 1) % 5));
            // Every one that was told is there: so many can be taken back, and one more at most.
            int takenBack = 1;
            while (review.undo("Ann").isPresent()) {
                takenBack++;
            }
            assertThat(takenBack).isBetween(newest + 1, newest + 2);
        }
    }

    @Test
    void hundredThousandTrajectoriesAreReviewedInAHeapSmallerThanTheirFile() throws Exception {
        SampleTrajectories.write(folder, MANY, SampleTrajectories::shortOne);
        long megabytes = Files.size(folder.resolve("trajectories.jsonl")) >> 20;
        assertThat(megabytes).isGreaterThan(50);
        Process child = start(LargeReviewChild.class, folder, "-Xmx40m", "-XX:+UseSerialGC");
        try {
            String said = new String(child.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
            assertThat(child.waitFor(SECONDS_MAX, TimeUnit.SECONDS)).isTrue();
            assertThat(said.strip())
                    .isEqualTo("100000 in the file, 20000 in the sample, 3 strata, 50 exported");
        } finally {
            child.destroyForcibly();
        }
    }
}
