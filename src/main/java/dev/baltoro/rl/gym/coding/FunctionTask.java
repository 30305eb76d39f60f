package dev.baltoro.rl.gym.coding;

import dev.baltoro.agent.sandbox.Language;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.SplittableRandom;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/// A function to write: steps one after the other.
///
/// @param kind its family
/// @param steps at least one; all but the last give the type that they take
record FunctionTask(FunctionKind kind, List<FunctionStep> steps) {
    /// Results beyond it would not fit Java's `int` in every form of an answer.
    private static final long MAGNITUDE_MAX = 1_000_000_000;

    private static final int TEXT_LENGTH_MAX = 200;

    /// Arguments that are drawn at most for one call: some are drawn twice, or have no result.
    private static final int DRAWS_A_CALL = 20;

    FunctionTask {
        steps = List.copyOf(steps);
    }

    static FunctionTask draw(FunctionKind kind, SplittableRandom random, int length) {
        return new FunctionTask(
                kind,
                IntStream.range(0, length)
                        .mapToObj(i -> kind.step(random, i == 0, i == length - 1))
                        .toList());
    }

    /// {@return what is to be done, such as `add 3, then square it`}
    String words() {
        return steps.stream().map(FunctionStep::words).collect(Collectors.joining(", then "));
    }

    /// {@return the type of its result}
    Type result() {
        return steps.getLast().to();
    }

    /// {@return how it is declared, such as `f(x)` or `int f(int x)`}
    String signature(Language language) {
        List<String> names = List.of("x", "y");
        List<Type> types = kind.arguments();
        String parameters =
                IntStream.range(0, types.size())
                        .mapToObj(i ->
                                switch (language) {
                                    case PYTHON -> names.get(i);
                                    case JAVA -> types.get(i).java() + " " + names.get(i);
                                })
                        .collect(Collectors.joining(", "));
        String call = "f(" + parameters + ")";
        return switch (language) {
            case PYTHON -> call;
            case JAVA -> result().java() + " " + call;
        };
    }

    /// {@return the result for some arguments; empty where it has none, or a huge one}
    Optional<Object> apply(List<Object> arguments) {
        Object x = arguments.size() == 1 ? arguments.getFirst() : arguments;
        try {
            for (FunctionStep step : steps) {
                x = step.reference().apply(x);
                if (isHuge(x)) {
                    return Optional.empty();
                }
            }
            return Optional.of(x);
        } catch (RuntimeException e) {
            return Optional.empty(); // such as the largest one of an empty list
        }
    }

    private static boolean isHuge(Object x) {
        return switch (x) {
            case Long number -> Math.abs(number) > MAGNITUDE_MAX;
            case String text -> text.length() > TEXT_LENGTH_MAX;
            case List<?> list -> list.stream().anyMatch(FunctionTask::isHuge);
            default -> throw new IllegalStateException("a step gives " + x);
        };
    }

    /// {@return calls with results, each with other arguments; fewer than asked for if there are no
    /// more}
    List<Call> calls(SplittableRandom random, int count) {
        List<Call> calls = new ArrayList<>();
        Set<List<Object>> seen = new HashSet<>();
        for (int draw = 0; draw < DRAWS_A_CALL * count && calls.size() < count; draw++) {
            List<Object> arguments = kind.input(random);
            Optional<Object> result = apply(arguments);
            if (result.isPresent() && seen.add(arguments)) {
                calls.add(new Call(arguments, result.get()));
            }
        }
        return calls;
    }

    /// {@return whether some calls tell it from functions that leave out a step, or from one that
    /// gives always the same}
    boolean isToldBy(List<Call> calls, int resultsMin) {
        if (calls.stream().map(Call::result).distinct().count() < resultsMin) {
            return false;
        }
        return IntStream.range(0, steps.size())
                .filter(i -> kind.arguments().size() == 1 || i > 0)
                .mapToObj(this::without)
                .allMatch(shorter ->
                        calls.stream()
                                .anyMatch(call ->
                                        !shorter.apply(call.arguments())
                                                .equals(Optional.of(call.result()))));
    }

    private FunctionTask without(int step) {
        List<FunctionStep> rest = new ArrayList<>(steps);
        rest.remove(step);
        return new FunctionTask(kind, rest);
    }

    /// {@return a right answer}
    String solution(Language language, SplittableRandom random) {
        boolean lines = steps.size() > 1 || random.nextInt(4) == 0;
        return switch (language) {
            case PYTHON -> python(lines);
            case JAVA -> java(lines);
        };
    }

    private String python(boolean lines) {
        String head = "def " + signature(Language.PYTHON) + ":";
        return lines
                ? head + "\n    " + String.join("\n    ", body(Language.PYTHON, ""))
                : head + " return " + steps.getLast().python();
    }

    private String java(boolean lines) {
        String head = "static " + signature(Language.JAVA) + " {";
        List<String> body = body(Language.JAVA, ";");
        return lines
                ? head + "\n    " + String.join("\n    ", body) + "\n}"
                : head + " " + String.join(" ", body) + " }";
    }

    private List<String> body(Language language, String end) {
        List<String> body = new ArrayList<>();
        for (FunctionStep step : steps.subList(0, steps.size() - 1)) {
            body.add("x = " + step.code(language) + end);
        }
        body.add("return " + steps.getLast().code(language) + end);
        return body;
    }
}
