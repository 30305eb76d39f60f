package dev.baltoro.cli.agent;

import dev.baltoro.agent.evaluation.EvaluationScores;
import dev.baltoro.agent.request.ToolRequest;
import dev.baltoro.agent.request.ToolRequestFile;
import dev.baltoro.agent.score.Prediction;
import dev.baltoro.agent.score.PredictionFile;
import dev.baltoro.agent.score.ScoreTable;
import dev.baltoro.agent.score.ToolLevelling;
import dev.baltoro.cli.terminal.Failure;
import dev.baltoro.cli.terminal.Failures;
import dev.baltoro.text.chat.ToolDeclaration;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/// `baltoro agent score`: how many requests of a file were done as wanted.
@Command(
        name = "score",
        mixinStandardHelpOptions = true,
        description = {
            "Scores what a model did with a file's requests, by kind, with 95 %% intervals.",
            "Any program may have asked it: a prediction is a line {\"id\", \"calls\", \"text\"}."
        },
        footerHeading = "%nExample:%n",
        footer = {
            "  baltoro agent score requests.jsonl runs/eval/predictions.jsonl --tools tools.json --show 5"
        })
public final class AgentScoreCommand implements Runnable {
    @Spec private CommandSpec spec = CommandSpec.create();

    @Parameters(index = "0", paramLabel = "REQUESTS", description = "JSON lines of requests")
    private Path requests = Path.of("");

    @Parameters(index = "1", paramLabel = "PREDICTIONS", description = "JSON lines of predictions")
    private Path predictions = Path.of("");

    @Option(
            names = "--tools",
            required = true,
            paramLabel = "FILE",
            description =
                    "the server's tools, the result of tools/list: what is a default, and what calls may be")
    private Path tools = Path.of("");

    @Option(names = "--by-tool", description = "a line for each expected tool")
    private boolean byTool;

    @Option(
            names = "--show",
            paramLabel = "N",
            description = "show the first N requests that were not done as wanted")
    private int show;

    @Option(names = "--json", description = "print one JSON object instead of a table")
    private boolean json;

    @Override
    public void run() {
        try {
            List<ToolRequest> asked = ToolRequestFile.readWhole(requests);
            Map<String, Prediction> made = PredictionFile.read(predictions);
            List<ToolDeclaration> declared = ListedToolsFile.read(tools);
            ScoreTable table = ScoreTable.of(asked, made, ToolLevelling.of(declared));
            Set<String> ids = asked.stream().map(ToolRequest::id).collect(Collectors.toSet());
            List<Prediction> known =
                    made.values().stream().filter(one -> ids.contains(one.id())).toList();
            EvaluationScores scores = EvaluationScores.of(table, known, declared);
            PrintWriter out = spec.commandLine().getOut();
            if (json) {
                out.println(scores.json());
            } else {
                ScoreReport.print(scores, byTool, out);
                ScoreReport.printWrong(table, made, show, out);
            }
            out.flush();
            if (known.size() < made.size()) {
                spec.commandLine()
                        .getErr()
                        .printf(
                                "predictions of requests that the file does not have: %,d%n",
                                made.size() - known.size());
            }
        } catch (IOException | IllegalArgumentException e) {
            throw new Failure(Failures.line(e), e);
        }
    }
}
