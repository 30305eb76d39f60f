package dev.baltoro.rl.gym.mathematics;

import java.util.ArrayList;
import java.util.List;

/// Worked steps for a person or a small model: the second number is taken digit by digit, from the
/// front, and each step is one that a table of small sums knows.
final class ColumnSteps {
    private ColumnSteps() {}

    /// {@return such as `38 + 25 = 58 + 5 = 63`}
    static String add(int a, int b) {
        return chain(a, b, '+');
    }

    /// {@return such as `63 - 25 = 43 - 5 = 38`}
    static String subtract(int a, int b) {
        return chain(a, b, '-');
    }

    private static String chain(int a, int b, char sign) {
        StringBuilder steps = new StringBuilder("%d %c %d".formatted(a, sign, b));
        int sum = a;
        int left = b;
        for (int part : places(b)) {
            sum += sign == '+' ? part : -part;
            left -= part;
            steps.append(" = ").append(sum);
            if (left > 0) {
                steps.append(' ').append(sign).append(' ').append(left);
            }
        }
        return steps.toString();
    }

    /// {@return such as `23 * 4 = 80 + 12 = 92`}
    static String multiply(int a, int b) {
        int large = Math.max(a, b);
        int small = Math.min(a, b);
        StringBuilder steps = new StringBuilder("%d * %d = ".formatted(a, b));
        List<Integer> places = places(large);
        if (places.size() > 1) {
            List<String> parts =
                    places.stream().map(part -> Integer.toString(part * small)).toList();
            steps.append(String.join(" + ", parts)).append(" = ");
        }
        return steps.append((long) a * b).toString();
    }

    /// A number's digits at their places, without zeros: 305 is 300 and 5.
    private static List<Integer> places(int number) {
        List<Integer> parts = new ArrayList<>();
        for (int place = 1_000_000; place > 0; place /= 10) {
            int part = number / place % 10 * place;
            if (part > 0) {
                parts.add(part);
            }
        }
        return parts;
    }
}
