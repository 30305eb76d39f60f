package dev.baltoro.cli;

import dev.baltoro.cli.terminal.Failure;
import dev.baltoro.cli.terminal.Failures;
import dev.baltoro.flow.RunComparison;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/// `baltoro agentic compare`: runs of reinforcement learning on the same held-out tasks.
@Command(
        name = "compare",
        mixinStandardHelpOptions = true,
        description = {
            "Compare finished runs of reinforcement learning on the same held-out tasks, in Markdown.",
            "The first run's first measurement is what the others are compared with; each run's last"
                    + " one is an arm. Only tasks that every arm attempted count. A run of 0"
                    + " iterations is one measurement of its model."
        },
        footerHeading = "%nExample:%n",
        footer = "  baltoro agentic compare runs/agentic runs/agentic/controls/random-rewards")
final class AgenticCompareCommand implements Runnable {
    @Spec private CommandSpec spec;

    @Parameters(
            arity = "1..*",
            paramLabel = "RUN",
            description = "folders of baltoro rl, or of baltoro agentic")
    private List<Path> runs = new ArrayList<>();

    @Override
    public void run() {
        try {
            RunComparison.lines(runs).forEach(spec.commandLine().getOut()::println);
        } catch (IOException e) {
            throw new Failure(Failures.line(e), e);
        }
    }
}
