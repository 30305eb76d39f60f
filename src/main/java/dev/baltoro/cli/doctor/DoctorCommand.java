package dev.baltoro.cli.doctor;

import dev.baltoro.cli.doctor.Finding.State;
import dev.baltoro.text.template.Difference;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.ExitCode;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;
import tools.jackson.databind.json.JsonMapper;

/// `baltoro doctor`: what this machine has and lacks, or a model's folder.
@Command(
        name = "doctor",
        mixinStandardHelpOptions = true,
        description = {
            "Says what this machine has and lacks, with the line that installs it.",
            "With --model, checks a model's folder instead: whether its weights fit their configuration,",
            "and where its chat template and Baltoro's codec make different texts.",
            "Fails if something essential is missing."
        },
        footerHeading = "%nExample:%n",
        footer = {
            "  baltoro doctor",
            "  baltoro doctor --json",
            "  baltoro doctor --model runs/quickstart/model"
        })
public final class DoctorCommand implements Callable<Integer> {
    /// picocli puts the command's own here before it calls.
    @Spec private CommandSpec spec = CommandSpec.create();

    @Option(names = "--json", description = "print one JSON object")
    private boolean json;

    @Option(
            names = "--model",
            paramLabel = "DIR",
            description = "a model's folder, as Hugging Face has them")
    private @Nullable Path model;

    record Json(boolean ok, List<Check> checks, List<Difference> differences) {}

    record Check(String name, String state, String detail, String install) {
        static Check of(Finding finding) {
            return new Check(finding.name(), word(finding), finding.detail(), finding.install());
        }
    }

    @Override
    public Integer call() {
        ModelCheck checked =
                model == null
                        ? new ModelCheck(MachineCheck.all(), List.of())
                        : ModelCheck.of(model);
        List<Finding> findings = checked.findings();
        boolean ok = findings.stream().noneMatch(finding -> finding.state() == State.MISSING);
        PrintWriter out = spec.commandLine().getOut();
        if (json) {
            out.println(
                    new JsonMapper()
                            .writeValueAsString(
                                    new Json(
                                            ok,
                                            findings.stream().map(Check::of).toList(),
                                            checked.differences())));
        } else {
            findings.forEach(finding -> print(finding, out));
            checked.differences().forEach(difference -> print(difference, out));
            out.println(
                    ok ? "Everything needed is here." : "Something needed is missing, see above.");
        }
        out.flush();
        return ok ? ExitCode.OK : ExitCode.SOFTWARE;
    }

    private static void print(Difference difference, PrintWriter out) {
        out.printf("%n%s%n", difference.conversation());
        out.printf("  template  %s%n", difference.template());
        out.printf("  codec     %s%n", difference.codec());
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
