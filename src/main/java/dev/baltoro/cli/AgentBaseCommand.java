package dev.baltoro.cli;

import dev.baltoro.cli.agent.ListedToolsFile;
import dev.baltoro.cli.terminal.Failure;
import dev.baltoro.cli.terminal.Failures;
import dev.baltoro.data.DataException;
import dev.baltoro.flow.specialist.BaseFlow;
import dev.baltoro.flow.specialist.BaseRecipe;
import dev.baltoro.flow.specialist.ToolCorpus;
import dev.baltoro.text.chat.ToolDeclaration;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/// `baltoro agent base`: what every specialist begins from.
@Command(
        name = "base",
        mixinStandardHelpOptions = true,
        description = {
            "Make the base that every agent begins from, once: English, and how thousands of invented tools are called.",
            "A step that is done is not done again: the same command goes on where it was stopped."
        },
        footerHeading = "%nExample:%n",
        footer = {
            "  baltoro agent base --minutes 60",
            "  baltoro agent base --corpus servers.tar.gz --corpus notes/"
        })
final class AgentBaseCommand implements Runnable {
    private static final String RECIPE = "/dev/baltoro/flow/specialist/base.yaml";

    @Spec private CommandSpec spec;

    @Option(
            names = "--run",
            paramLabel = "DIR",
            description = "folder of all steps (default: ${DEFAULT-VALUE})")
    private Path run = Path.of("runs/base");

    @Option(
            names = "--minutes",
            paramLabel = "N",
            description = "minutes that pretraining may take (default: ${DEFAULT-VALUE})")
    private double minutes = 60;

    @Option(
            names = "--corpus",
            paramLabel = "PATH",
            description =
                    "learn from this too: a dump of what MCP servers list (a folder, a .tar.gz or a file), or a folder of text; repeatable")
    private List<Path> corpus = new ArrayList<>();

    @Option(
            names = "--without",
            paramLabel = "FILE",
            description =
                    "leave out, and count, whatever is named like the tools of this saved tools/list, or has their parameters; repeatable")
    private List<Path> without = new ArrayList<>();

    @Option(
            names = "--set",
            paramLabel = "PATH=VALUE",
            description = "set a key of the recipe, such as pretrain.batch.tokens=4096; repeatable")
    private List<String> set = new ArrayList<>();

    @Override
    public void run() {
        try {
            BaseRecipe recipe = BaseRecipe.parse(RecipeResource.text(RECIPE), set);
            Path base = new BaseFlow(run, recipe, minutes, corpus(), new TerminalHost(spec)).run();
            spec.commandLine().getOut().println(base);
        } catch (IOException | UncheckedIOException | DataException e) {
            throw new Failure(Failures.line(e), e);
        }
    }

    private ToolCorpus corpus() throws IOException {
        List<ToolDeclaration> measured = new ArrayList<>();
        for (Path file : without) {
            measured.addAll(ListedToolsFile.read(file));
        }
        return ToolCorpus.read(corpus, measured);
    }
}
