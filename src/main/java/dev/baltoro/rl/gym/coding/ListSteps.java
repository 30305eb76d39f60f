package dev.baltoro.rl.gym.coding;

import dev.baltoro.rl.gym.Words;
import java.util.Collections;
import java.util.List;
import java.util.SplittableRandom;
import java.util.function.Function;
import java.util.function.LongPredicate;
import java.util.function.LongUnaryOperator;
import java.util.stream.LongStream;

/// Functions of a list of whole numbers.
final class ListSteps implements FunctionKind {
    private static final int ADDED_MAX = 15;
    private static final int FACTOR_MAX = 9;
    private static final int VALUE_MAX = 20;
    private static final int LENGTH_MIN = 4;
    private static final int LENGTH_MAX = 6;

    private static final List<FunctionStep> PLAIN =
            List.of(
                    step("reverse it", "x[::-1]", "x.reversed()", List::reversed),
                    step(
                            "sort it",
                            "sorted(x)",
                            "x.stream().sorted().toList()",
                            x -> x.stream().sorted().toList()),
                    step(
                            "drop the first one",
                            "x[1:]",
                            "x.subList(1, x.size())",
                            x -> x.subList(1, x.size())),
                    step(
                            "drop the last one",
                            "x[:-1]",
                            "x.subList(0, x.size() - 1)",
                            x -> x.subList(0, x.size() - 1)),
                    keep("even ones", "v % 2 == 0", v -> v % 2 == 0));

    private static final List<FunctionStep> NUMBERS =
            List.of(
                    number(
                            "take the sum",
                            "sum(x)",
                            "x.stream().mapToInt(v -> v).sum()",
                            x -> x.stream().mapToLong(v -> v).sum()),
                    number("take the largest", "max(x)", "Collections.max(x)", Collections::max),
                    number("take the smallest", "min(x)", "Collections.min(x)", Collections::min),
                    number("take the first", "x[0]", "x.getFirst()", List::getFirst),
                    number("take the last", "x[-1]", "x.getLast()", List::getLast),
                    number("count them", "len(x)", "x.size()", x -> (long) x.size()));

    @Override
    public String name() {
        return "lists";
    }

    @Override
    public List<Type> arguments() {
        return List.of(Type.LIST);
    }

    @Override
    public FunctionStep step(SplittableRandom random, boolean first, boolean last) {
        if (last && random.nextInt(3) == 0) {
            return Words.pick(random, NUMBERS);
        }
        int k = random.nextInt(1, ADDED_MAX + 1);
        int factor = random.nextInt(2, FACTOR_MAX + 1);
        return switch (random.nextInt(6)) {
            case 0 -> each("add %d to each".formatted(k), "v + " + k, v -> v + k);
            case 1 -> each("subtract %d from each".formatted(k), "v - " + k, v -> v - k);
            case 2 -> each("multiply each by " + factor, "v * " + factor, v -> v * factor);
            case 3 -> keep("ones over " + k, "v > " + k, v -> v > k);
            case 4 -> keep("ones under " + k, "v < " + k, v -> v < k);
            default -> Words.pick(random, PLAIN);
        };
    }

    private static FunctionStep each(String words, String code, LongUnaryOperator does) {
        return step(
                words,
                "[%s for v in x]".formatted(code),
                "x.stream().map(v -> %s).toList()".formatted(code),
                x -> x.stream().map(does::applyAsLong).toList());
    }

    private static FunctionStep keep(String which, String code, LongPredicate kept) {
        return step(
                "keep the " + which,
                "[v for v in x if %s]".formatted(code),
                "x.stream().filter(v -> %s).toList()".formatted(code),
                x -> x.stream().filter(kept::test).toList());
    }

    private static FunctionStep step(
            String words, String python, String java, Function<List<Long>, List<Long>> does) {
        return new FunctionStep(words, python, java, Type.LIST, x -> does.apply(list(x)));
    }

    private static FunctionStep number(
            String words, String python, String java, Function<List<Long>, Long> does) {
        return new FunctionStep(words, python, java, Type.NUMBER, x -> does.apply(list(x)));
    }

    private static List<Long> list(Object x) {
        return ((List<?>) x).stream().map(Long.class::cast).toList();
    }

    @Override
    public List<Object> input(SplittableRandom random) {
        int length = random.nextInt(LENGTH_MIN, LENGTH_MAX + 1);
        return List.of(
                LongStream.range(0, length)
                        .mapToObj(_ -> (long) random.nextInt(VALUE_MAX + 1))
                        .toList());
    }
}
