package dev.baltoro.synth.agentic.code;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.baltoro.agent.sandbox.Language;
import dev.baltoro.agent.sandbox.LateSandbox;
import dev.baltoro.agent.sandbox.Limits;
import dev.baltoro.agent.sandbox.SandboxOptions;
import dev.baltoro.synth.agentic.code.CodeFunction.Fault;
import dev.baltoro.synth.agentic.code.TestRun.Call;
import java.io.IOException;
import java.util.List;
import org.junit.jupiter.api.Test;

class TestRunTest {
    /// In a real sandbox: the right code runs, and every fault shows in a result.
    @Test
    void everyFaultOfEveryFunctionIsFound() throws IOException, InterruptedException {
        try (LateSandbox sandbox =
                new LateSandbox(SandboxOptions.of(Language.PYTHON, Limits.of(Language.PYTHON)))) {
            var missing = sandbox.missing(Language.PYTHON);
            assumeTrue(missing.isEmpty(), () -> "no sandbox: " + missing.orElse(""));
            TestRun tests = new TestRun(sandbox);
            for (CodeFunction one : CodeFunction.all()) {
                List<Call> calls =
                        one.calls().stream().map(call -> new Call(one.name(), call)).toList();
                List<String> right = tests.results(one.code(), calls);
                assertThat(right).as(one.name()).noneMatch(result -> result.startsWith("error"));
                for (Fault fault : one.faults()) {
                    assertThat(one.broken(fault)).isNotEqualTo(one.code());
                    assertThat(tests.results(one.broken(fault), calls))
                            .as("%s with %s", one.name(), fault)
                            .isNotEqualTo(right);
                }
                assertThat(tests.results(one.missing(), calls))
                        .allMatch(result -> result.startsWith("error: NotImplementedError"));
            }
        }
    }
}
