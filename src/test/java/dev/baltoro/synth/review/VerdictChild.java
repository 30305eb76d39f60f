package dev.baltoro.synth.review;

import java.io.IOException;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.Optional;

/// A process that reviews without end, and says what it has been told is saved.
final class VerdictChild {
    private VerdictChild() {}

    public static void main(String[] arguments) throws IOException {
        ReviewFolder review =
                ReviewFolder.open(
                        Path.of(arguments[0]), Optional.empty(), InstantSource.system(), _ -> {});
        ReviewVerdict[] verdicts = ReviewVerdict.values();
        for (int i = 0; ; i++) {
            String id = "t-%05d".formatted(i % 5);
            review.judge("Ann", id, verdicts[i % 3], "number " + i);
            System.out.println(i);
        }
    }
}
