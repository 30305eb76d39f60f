package dev.baltoro.synth.review;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.Optional;

/// A process that opens, samples, reviews, counts and exports a large file, and prints what there
/// was.
final class LargeReviewChild {
    private static final int REVIEWED = 50;

    private LargeReviewChild() {}

    public static void main(String[] arguments) throws IOException {
        try (ReviewFolder review =
                ReviewFolder.open(
                        Path.of(arguments[0]),
                        Optional.of(new SamplePlan(20_000, 1, 0.1)),
                        InstantSource.system(),
                        _ -> {})) {
            int position = 0;
            for (int i = 0; i < REVIEWED; i++) {
                ReviewItem item = review.go("Ann", Move.OPEN, position, false).orElseThrow();
                review.judge("Ann", item.id(), ReviewVerdict.ACCEPT, "");
                position = item.position();
            }
            System.out.printf(
                    "%d in the file, %d in the sample, %d strata, %d exported%n",
                    review.size(),
                    review.progress("Ann").sample(),
                    review.agreement().strata().size(),
                    review.accepted(ExportPolicy.ALL).write(OutputStream.nullOutputStream()));
        }
    }
}
