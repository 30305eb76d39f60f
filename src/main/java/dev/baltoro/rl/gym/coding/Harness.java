package dev.baltoro.rl.gym.coding;

import dev.baltoro.agent.sandbox.Language;
import dev.baltoro.agent.sandbox.Program;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import tools.jackson.databind.json.JsonMapper;

/// Puts an answer into a program that calls its function with each line of its input, and writes
/// each result as a line of JSON.
///
/// The program knows the arguments and nothing of the results: whatever an answer does to it, all
/// that it can forge are results, and those are compared elsewhere. What the answer prints goes to
/// standard error.
final class Harness {
    private static final Pattern FENCE = Pattern.compile("(?s)```[a-zA-Z]*[ \\t]*\\R(.*?)```");
    private static final Pattern PYTHON = Pattern.compile("\\bdef\\s+f\\s*\\(");
    private static final Pattern JAVA = Pattern.compile("\\bf\\s*\\([^)]*\\)[^;{]*\\{");

    private static final String PYTHON_PROGRAM =
            """
            import json, sys
            answers, sys.stdout = sys.stdout, sys.stderr
            names = {"__name__": "answer"}
            exec(compile(%s, "answer.py", "exec"), names)
            f = names["f"]
            for line in sys.stdin:
                try:
                    result = json.dumps(f(*json.loads(line)))
                except Exception as problem:
                    result = "error: " + type(problem).__name__
                answers.write(result + "\\n")
            """;

    private static final String JAVA_PROGRAM =
            """
            import java.io.*;
            import java.util.*;
            import java.util.stream.*;
            class Calls {
                public static void main(String[] arguments) throws Exception {
                    PrintStream answers = System.out;
                    System.setOut(System.err);
                    BufferedReader in = new BufferedReader(new InputStreamReader(System.in));
                    for (String line = in.readLine(); line != null; line = in.readLine()) {
                        String[] a = line.split(";", -1);
                        String result;
                        try {
                            result = show(Answer.f(%s));
                        } catch (RuntimeException | StackOverflowError problem) {
                            result = "error: " + problem.getClass().getSimpleName();
                        }
                        answers.println(result);
                    }
                    answers.flush();
                }
                static int number(String text) { return Integer.parseInt(text); }
                static List<Integer> list(String text) {
                    return Arrays.stream(text.split(",")).map(Integer::valueOf).toList();
                }
                static String show(Object x) {
                    if (x instanceof String s) {
                        return "\\"" + s.replace("\\\\", "\\\\\\\\").replace("\\"", "\\\\\\"") + "\\"";
                    }
                    return String.valueOf(x);
                }
            }
            class Answer {
            %s
            }
            """;

    private Harness() {}

    /// {@return the code of an answer, if it defines the function; a fenced block counts alone}
    static Optional<String> code(Language language, String answer) {
        Matcher fence = FENCE.matcher(answer);
        String code = fence.find() ? fence.group(1) : answer;
        Pattern defines =
                switch (language) {
                    case PYTHON -> PYTHON;
                    case JAVA -> JAVA;
                };
        return defines.matcher(code).find() ? Optional.of(code.strip()) : Optional.empty();
    }

    /// {@return the program that calls `code` with each of `calls`}
    static Program program(Language language, FunctionTask task, String code, List<Call> calls) {
        return switch (language) {
            case PYTHON ->
                    new Program(
                            language,
                            PYTHON_PROGRAM.formatted(json(code)),
                            calls.stream()
                                    .map(call -> json(call.arguments()) + "\n")
                                    .collect(Collectors.joining()));
            case JAVA ->
                    new Program(
                            language,
                            JAVA_PROGRAM.formatted(arguments(task.kind().arguments()), code),
                            calls.stream().map(Harness::line).collect(Collectors.joining()));
        };
    }

    private static String arguments(List<Type> types) {
        return IntStream.range(0, types.size())
                .mapToObj(i ->
                        switch (types.get(i)) {
                            case NUMBER -> "number(a[%d])".formatted(i);
                            case TEXT -> "a[%d]".formatted(i);
                            case LIST -> "list(a[%d])".formatted(i);
                        })
                .collect(Collectors.joining(", "));
    }

    private static String line(Call call) {
        return call.arguments().stream()
                .map(argument ->
                        argument instanceof List<?> list
                                ? list.stream()
                                        .map(Object::toString)
                                        .collect(Collectors.joining(","))
                                : argument.toString())
                .collect(Collectors.joining(";", "", "\n"));
    }

    /// {@return a value as JSON, which is also how Python writes it}
    static String json(Object value) {
        return JsonMapper.shared().writeValueAsString(value);
    }
}
