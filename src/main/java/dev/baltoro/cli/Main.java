package dev.baltoro.cli;

import dev.baltoro.cli.bench.BenchCommand;
import dev.baltoro.cli.chat.ChatCommand;
import dev.baltoro.cli.data.DataCommand;
import dev.baltoro.cli.data.TokenizerCommand;
import dev.baltoro.cli.doctor.DoctorCommand;
import dev.baltoro.cli.gym.GymCommand;
import dev.baltoro.cli.review.ReviewCommand;
import dev.baltoro.cli.synth.SynthCommand;
import dev.baltoro.cli.terminal.CommandProcess;
import dev.baltoro.cli.terminal.ErrorReport;
import dev.baltoro.cli.terminal.OriginalStderr;
import dev.baltoro.cli.terminal.StandardStreams;
import dev.baltoro.cli.tools.ToolsCommand;
import java.io.OutputStreamWriter;
import java.io.PrintWriter;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.CountDownLatch;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.UsageMessageSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ScopeType;

/// The `baltoro` command.
@Command(
        name = "baltoro",
        mixinStandardHelpOptions = true,
        version = "baltoro 0.1.0",
        description = "Kimi K2's system on the JVM: from text to a trained model.",
        synopsisSubcommandLabel = "COMMAND",
        commandListHeading = "", // the groups have their own
        subcommands = {
            QuickstartCommand.class,
            DoctorCommand.class,
            AgentCommand.class,
            TokenizerCommand.class,
            DataCommand.class,
            GymCommand.class,
            SynthCommand.class,
            ToolsCommand.class,
            ReviewCommand.class,
            PlanCommand.class,
            PretrainCommand.class,
            SftCommand.class,
            RlCommand.class,
            AgenticCommand.class,
            ExperimentCommand.class,
            ChatCommand.class,
            ServeCommand.class,
            GenerateCommand.class,
            LogprobsCommand.class,
            BenchCommand.class
        },
        footerHeading = "%nExample:%n",
        footer = {
            "  baltoro doctor              what this machine has and lacks",
            "  baltoro COMMAND --help      a command's options, with an example",
            "",
            "Data goes to standard output, everything else to standard error.",
            "Exit codes: 0 ok, 1 failed, 2 misused."
        })
public final class Main implements CommandProcess {
    private static final int HELP_WIDTH = 100;

    private final StandardStreams streams;
    private final CountDownLatch commandEnded = new CountDownLatch(1);

    @Option(
            names = "--verbose",
            scope = ScopeType.INHERIT,
            description = "print where an error comes from")
    private boolean verbose;

    Main(StandardStreams streams) {
        this.streams = streams;
    }

    @Override
    public StandardStreams streams() {
        return streams;
    }

    @Override
    public CountDownLatch commandEnded() {
        return commandEnded;
    }

    @Override
    public boolean verbose() {
        return verbose;
    }

    /// Runs one command and exits with 0 (ok), 1 (failed) or 2 (misused).
    public static void main(String[] arguments) {
        OriginalStderr.restore();
        System.exit(
                run(
                        StandardStreams.ofProcess(),
                        new PrintWriter(System.err, true, System.err.charset()),
                        arguments));
    }

    /// {@return the exit code of one command}
    static int run(StandardStreams streams, PrintWriter err, String... arguments) {
        Main main = new Main(streams);
        CommandLine line = commandLine(main, err);
        ErrorReport report = new ErrorReport(main, err);
        int code;
        try {
            code = line.execute(arguments);
        } catch (
                Error e) { // picocli hands on what is no Exception, such as natives that are absent
            code = report.failed(e);
        }
        line.getOut().flush();
        code = report.exitCode(code);
        main.commandEnded.countDown();
        return code;
    }

    private static CommandLine commandLine(Main main, PrintWriter err) {
        ErrorReport report = new ErrorReport(main, err);
        CommandLine line = new CommandLine(main);
        line.getHelpSectionMap().put(UsageMessageSpec.SECTION_KEY_COMMAND_LIST, CommandGroup::list);
        String[] version = line.getCommandSpec().version();
        line.getSubcommands().values().forEach(command -> version(command, version));
        return line.setOut(
                        new PrintWriter(
                                new OutputStreamWriter(main.streams.out(), StandardCharsets.UTF_8)))
                .setErr(err)
                .setCaseInsensitiveEnumValuesAllowed(true)
                .setUsageHelpWidth(HELP_WIDTH)
                .setExecutionExceptionHandler(report)
                .setParameterExceptionHandler(report);
    }

    private static void version(CommandLine command, String... version) {
        command.getCommandSpec().version(version);
        command.getSubcommands().values().forEach(sub -> version(sub, version));
    }
}
