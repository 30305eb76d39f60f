package dev.baltoro.train.corpus;

import dev.baltoro.data.read.Document;
import java.util.SplittableRandom;
import java.util.stream.LongStream;
import java.util.stream.Stream;

/// Generated arithmetic with its steps: sums, differences, products and small stories.
///
/// Numbers are small enough for a small model to learn from: mostly one or two digits, at times
/// three. Document `i` is a function of the seed and `i`.
///
/// @param count number of documents
/// @param seed chooses the numbers
public record ArithmeticText(long count, long seed) {
    /// Enough for a first model: about 6 MB.
    public static final long DEFAULT_COUNT = 60_000;

    /// Distance of the seeds of neighbouring documents: odd and without pattern in its bits.
    private static final long STEP = 0x9E3779B97F4A7C15L;

    /// The documents, all four kinds mixed.
    public Stream<Document> documents() {
        return LongStream.range(0, count).mapToObj(this::document);
    }

    private Document document(long i) {
        var random = new SplittableRandom(seed + STEP * i);
        String text =
                switch (random.nextInt(10)) {
                    case 0, 1, 2 -> WrittenArithmetic.sum(number(random), number(random));
                    case 3, 4 -> difference(random);
                    case 5, 6 -> product(random);
                    default -> StoryProblem.story(random);
                };
        return new Document("arithmetic:" + i, text);
    }

    private static String difference(SplittableRandom random) {
        int a = number(random);
        int b = number(random);
        return WrittenArithmetic.difference(Math.max(a, b), Math.min(a, b));
    }

    private static String product(SplittableRandom random) {
        int a = random.nextInt(2, random.nextInt(3) == 0 ? 13 : 100);
        int b = random.nextInt(2, random.nextInt(3) == 0 ? 31 : 10);
        return WrittenArithmetic.product(a, b);
    }

    /// A number with one digit (30 %), two (50 %) or three.
    private static int number(SplittableRandom random) {
        int kind = random.nextInt(10);
        return kind < 3
                ? random.nextInt(1, 10)
                : kind < 8 ? random.nextInt(10, 100) : random.nextInt(100, 1000);
    }
}
