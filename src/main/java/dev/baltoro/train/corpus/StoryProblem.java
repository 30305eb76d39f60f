package dev.baltoro.train.corpus;

import java.util.List;
import java.util.SplittableRandom;

/// Small stories whose question one operation answers.
final class StoryProblem {
    private static final List<String> NAMES =
            List.of("Anna", "Ben", "Carla", "David", "Emma", "Fatima", "George", "Hana");
    private static final List<String> THINGS =
            List.of("apples", "books", "coins", "eggs", "pencils", "stamps", "stones", "shells");

    private StoryProblem() {}

    static String story(SplittableRandom random) {
        String name = NAMES.get(random.nextInt(NAMES.size()));
        String things = THINGS.get(random.nextInt(THINGS.size()));
        int a = random.nextInt(2, random.nextInt(3) == 0 ? 100 : 20);
        int b = random.nextInt(2, random.nextInt(3) == 0 ? 100 : 20);
        return switch (random.nextInt(3)) {
            case 0 ->
                    """
                    %1$s has %3$d %2$s and gets %4$d more. How many %2$s does %1$s have now?
                    %3$d + %4$d = %5$d.
                    Answer: %5$d %2$s.
                    """
                            .formatted(name, things, a, b, a + b);
            case 1 -> {
                int had = a + b;
                yield """
                %1$s has %3$d %2$s and gives away %4$d. How many %2$s are left?
                %3$d - %4$d = %5$d.
                Answer: %5$d %2$s.
                """
                        .formatted(name, things, had, b, a);
            }
            default -> {
                int boxes = random.nextInt(2, 10);
                int each = random.nextInt(2, 13);
                yield """
                %1$s has %3$d boxes with %4$d %2$s in each. How many %2$s are there?
                %3$d * %4$d = %5$d.
                Answer: %5$d %2$s.
                """
                        .formatted(name, things, boxes, each, boxes * each);
            }
        };
    }
}
