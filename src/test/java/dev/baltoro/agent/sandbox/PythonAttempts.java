package dev.baltoro.agent.sandbox;

import static org.assertj.core.api.Assertions.assertThat;

/// Python programs that try one thing after the other.
final class PythonAttempts {
    private PythonAttempts() {}

    /// Runs a program that tries each of several expressions.
    ///
    /// @param refusals the exceptions that say that something was refused
    /// @return the values of those that succeeded
    static String successes(SandboxPool sandbox, String refusals, String setUp, String... attempts)
            throws InterruptedException {
        StringBuilder source = new StringBuilder("import os, socket, sys\n" + setUp + "\n");
        for (String attempt : attempts) {
            source.append("try:\n    print(repr((")
                    .append(attempt)
                    .append(")))\nexcept (%s) as e:\n    pass\n".formatted(refusals));
        }
        Outcome outcome = sandbox.run(new Program(Language.PYTHON, source.toString(), ""));
        assertThat(outcome).isInstanceOf(Outcome.Finished.class);
        Outcome.Finished finished = (Outcome.Finished) outcome;
        assertThat(finished.errors()).isEmpty();
        assertThat(finished.exit()).isZero();
        return finished.output();
    }
}
