package dev.baltoro.cli.doctor;

import dev.baltoro.cli.doctor.Finding.State;
import java.io.PrintWriter;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.ExitCode;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;
import tools.jackson.databind.json.JsonMapper;

/// `baltoro doctor`: what this machine has and lacks.
@Command(
        name = "doctor",
        mixinStandardHelpOptions = true,
        description = {
            "Says what this machine has and lacks, with the line that installs it.",
            "Fails if something is missing that nothing works without."
        },
        footerHeading = "%nExample:%n",
        footer = {"  baltoro doctor", "  baltoro doctor --json"})
public final class DoctorCommand implements Callable<Integer> {
    /// picocli puts the command's own here before it calls.
    @Spec private CommandSpec spec = CommandSpec.create();

    @Option(names = "--json", description = "print one JSON object")
    private boolean json;

    record Json(boolean ok, List<Check> checks) {}

    record Check(String name, String state, String detail, String install) {
        static Check of(Finding finding) {
            return new Check(finding.name(), word(finding), finding.detail(), finding.install());
        }
    }

    @Override
    public Integer call() {
        List<Finding> findings = MachineCheck.all();
        boolean ok = findings.stream().noneMatch(finding -> finding.state() == State.MISSING);
        PrintWriter out = spec.commandLine().getOut();
        if (json) {
            out.println(
                    new JsonMapper()
                            .writeValueAsString(
                                    new Json(ok, findings.stream().map(Check::of).toList())));
        } else {
            findings.forEach(finding -> print(finding, out));
            out.println(
                    ok ? "Everything needed is here." : "Something needed is missing, see above.");
        }
        out.flush();
        return ok ? ExitCode.OK : ExitCode.SOFTWARE;
    }

    private static String word(Finding finding) {
        return finding.state().name().toLowerCase(Locale.ROOT);
    }

    private static void print(Finding finding, PrintWriter out) {
        out.printf("%-8s %-11s %s%n", word(finding), finding.name(), finding.detail());
        if (!finding.install().isEmpty()) {
            out.printf("%-8s %-11s -> %s%n", "", "", finding.install());
        }
    }
}
