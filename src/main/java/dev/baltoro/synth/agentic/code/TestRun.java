package dev.baltoro.synth.agentic.code;

import dev.baltoro.agent.sandbox.Language;
import dev.baltoro.agent.sandbox.Outcome;
import dev.baltoro.agent.sandbox.Program;
import dev.baltoro.agent.sandbox.Sandbox;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CancellationException;
import java.util.stream.Collectors;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/// Runs functions of a module in a sandbox. The program gets the arguments of each call and nothing
/// of what is expected, so that it cannot make up its own success; results are compared here, with
/// those of the right code, which ran likewise.
///
/// @param sandbox where programs run
record TestRun(Sandbox sandbox) {
    private static final String PROGRAM =
            """
            import json, sys
            answers, sys.stdout = sys.stdout, sys.stderr
            names = {"__name__": "module"}
            try:
                exec(compile(%s, "module.py", "exec"), names)
            except Exception as problem:
                names = {"broken": type(problem).__name__ + ": " + str(problem)}
            for line in sys.stdin:
                name, arguments = json.loads(line)
                try:
                    if "broken" in names:
                        raise ImportError(names["broken"])
                    result = json.dumps(names[name](*arguments))
                except Exception as problem:
                    result = "error: " + type(problem).__name__ + ": " + str(problem)
                answers.write(result.replace("\\n", " ") + "\\n")
            """;

    /// A call of a function.
    ///
    /// @param arguments a JSON list
    record Call(String function, String arguments) {
        /// {@return as a test would write it}
        String shown() {
            return "%s(%s)".formatted(function, arguments.substring(1, arguments.length() - 1));
        }
    }

    /// {@return what each call gives, as JSON or as `error: why`}
    ///
    /// @throws IllegalStateException if the sandbox cannot run programs
    List<String> results(String module, List<Call> calls) {
        Program program =
                new Program(
                        Language.PYTHON,
                        PROGRAM.formatted(JsonMapper.shared().writeValueAsString(module)),
                        calls.stream()
                                .map(call ->
                                        "[\"%s\", %s]\n"
                                                .formatted(call.function(), call.arguments()))
                                .collect(Collectors.joining()));
        List<String> lines =
                new ArrayList<>(
                        switch (run(program)) {
                            case Outcome.Finished done -> done.output().lines().toList();
                            case Outcome.Unavailable none ->
                                    throw new IllegalStateException(none.reason());
                            default -> List.<String>of();
                        });
        while (lines.size() < calls.size()) {
            lines.add("error: the program was stopped");
        }
        return lines.subList(0, calls.size());
    }

    private Outcome run(Program program) {
        try {
            return sandbox.run(program);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new CancellationException("interrupted while tests ran");
        }
    }

    /// {@return whether two results are equal}
    static boolean same(String wanted, String got) {
        try {
            return json(wanted).equals(json(got));
        } catch (JacksonException e) {
            return false;
        }
    }

    private static JsonNode json(String text) {
        return JsonMapper.shared().readTree(text);
    }
}
