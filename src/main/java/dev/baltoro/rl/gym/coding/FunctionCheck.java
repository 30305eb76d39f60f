package dev.baltoro.rl.gym.coding;

import dev.baltoro.agent.sandbox.Language;
import dev.baltoro.agent.sandbox.Outcome;
import dev.baltoro.agent.sandbox.Sandbox;
import dev.baltoro.agent.world.Verdict;
import dev.baltoro.rl.gym.Check;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CancellationException;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/// Runs an answer on calls that its prompt does not show, and compares the results here, outside of
/// the sandbox: all of them have to be right.
///
/// Partial credit: `runs`, whether the function answered every call; `tests`, the share of calls
/// that it answered rightly.
///
/// @param hidden the calls, with their results
record FunctionCheck(Sandbox sandbox, Language language, FunctionTask task, List<Call> hidden)
        implements Check {
    FunctionCheck {
        hidden = List.copyOf(hidden);
    }

    /// @throws CancellationException if the calling thread is interrupted
    /// @throws IllegalStateException if the sandbox does not run programs: that says nothing about
    ///   the answer, so there is no verdict
    @Override
    public Verdict of(String answer) {
        Optional<String> code = Harness.code(language, answer);
        if (code.isEmpty()) {
            return verdict(false, 0, 0, "it defines no function f");
        }
        Outcome outcome;
        try {
            outcome = sandbox.run(Harness.program(language, task, code.get(), hidden));
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new CancellationException("interrupted while an answer was run");
        }
        return switch (outcome) {
            case Outcome.Finished finished -> verdict(finished);
            case Outcome.Unavailable(String reason) ->
                    throw new IllegalStateException("no answer can be run: " + reason);
            case Outcome.OutOfTime _ -> verdict(false, 0, 0, "it takes too much time");
            case Outcome.Hung _ -> verdict(false, 0, 0, "it waits for something");
            case Outcome.OutOfMemory _ -> verdict(false, 0, 0, "it takes too much memory");
            case Outcome.TooMuchOutput _ -> verdict(false, 0, 0, "it prints too much");
            case Outcome.Killed killed ->
                    verdict(false, 0, 0, "signal %d ended it".formatted(killed.signal()));
        };
    }

    private Verdict verdict(Outcome.Finished finished) {
        List<String> lines = finished.output().lines().toList();
        if (lines.size() != hidden.size()) {
            String last = finished.errors().lines().reduce("", (_, line) -> line);
            return verdict(
                    false,
                    0,
                    0,
                    "it answers %d of %d calls; %s".formatted(lines.size(), hidden.size(), last));
        }
        List<String> wrong = new ArrayList<>();
        for (int i = 0; i < lines.size(); i++) {
            Call call = hidden.get(i);
            if (!equal(lines.get(i), call.result())) {
                wrong.add(
                        "f of %s is %s, not %s"
                                .formatted(
                                        Harness.json(call.arguments()),
                                        Harness.json(call.result()),
                                        lines.get(i)));
            }
        }
        boolean runs = lines.stream().noneMatch(line -> line.startsWith("error: "));
        double right = 1 - wrong.size() / (double) lines.size();
        return verdict(
                wrong.isEmpty(), runs ? 1 : 0, right, wrong.stream().findFirst().orElse("right"));
    }

    private static Verdict verdict(boolean success, double runs, double tests, String reason) {
        return Verdict.of(success, reason).with(Map.of("runs", runs, "tests", tests));
    }

    private static boolean equal(String line, Object expected) {
        try {
            return read(line).equals(read(Harness.json(expected)));
        } catch (JacksonException e) {
            return false;
        }
    }

    private static JsonNode read(String json) {
        return JsonMapper.shared().readTree(json);
    }
}
