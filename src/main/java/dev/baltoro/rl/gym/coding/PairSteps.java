package dev.baltoro.rl.gym.coding;

import dev.baltoro.rl.gym.Words;
import java.util.List;
import java.util.SplittableRandom;
import java.util.function.LongBinaryOperator;

/// Functions of two whole numbers, `x` and `y`: the kind that training never has.
final class PairSteps implements FunctionKind {
    private static final int INPUT_MIN = -20;
    private static final int INPUT_MAX = 40;

    private static final List<FunctionStep> FIRST =
            List.of(
                    step("add x and y", "x + y", "x + y", (x, y) -> x + y),
                    step("subtract y from x", "x - y", "x - y", (x, y) -> x - y),
                    step("subtract x from y", "y - x", "y - x", (x, y) -> y - x),
                    step("multiply x by y", "x * y", "x * y", (x, y) -> x * y),
                    step("take the larger one", "max(x, y)", "Math.max(x, y)", Math::max),
                    step("take the smaller one", "min(x, y)", "Math.min(x, y)", Math::min),
                    step("add x and twice y", "x + 2 * y", "x + 2 * y", (x, y) -> x + 2 * y),
                    step("add y and twice x", "y + 2 * x", "y + 2 * x", (x, y) -> y + 2 * x));

    @Override
    public String name() {
        return "pairs";
    }

    @Override
    public List<Type> arguments() {
        return List.of(Type.NUMBER, Type.NUMBER);
    }

    @Override
    public FunctionStep step(SplittableRandom random, boolean first, boolean last) {
        return first ? Words.pick(random, FIRST) : NumberSteps.any(random);
    }

    private static FunctionStep step(
            String words, String python, String java, LongBinaryOperator does) {
        return new FunctionStep(
                words,
                python,
                java,
                Type.NUMBER,
                pair -> {
                    List<?> both = (List<?>) pair;
                    return does.applyAsLong((Long) both.get(0), (Long) both.get(1));
                });
    }

    @Override
    public List<Object> input(SplittableRandom random) {
        return List.of(
                (long) random.nextInt(INPUT_MIN, INPUT_MAX + 1),
                (long) random.nextInt(INPUT_MIN, INPUT_MAX + 1));
    }
}
