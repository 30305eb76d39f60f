package dev.baltoro.cli.agent;

import dev.baltoro.agent.evaluation.Evaluation;
import dev.baltoro.agent.evaluation.EvaluationFailure;
import dev.baltoro.agent.evaluation.EvaluationScores;
import dev.baltoro.agent.evaluation.RequestOutcome;
import dev.baltoro.agent.evaluation.RequestRunner;
import dev.baltoro.agent.evaluation.RunCost;
import dev.baltoro.agent.evaluation.RunLimits;
import dev.baltoro.agent.llm.Llm;
import dev.baltoro.agent.llm.VotedLlm;
import dev.baltoro.agent.request.ToolRequest;
import dev.baltoro.agent.request.ToolRequestFile;
import dev.baltoro.agent.score.RequestScorer;
import dev.baltoro.agent.score.ScoreTable;
import dev.baltoro.agent.score.ToolLevelling;
import dev.baltoro.cli.model.EngineFlags;
import dev.baltoro.cli.terminal.Failure;
import dev.baltoro.cli.terminal.Failures;
import dev.baltoro.text.chat.DecodingOptions;
import dev.baltoro.text.chat.Sampling;
import dev.baltoro.text.chat.ToolDeclaration;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/// `baltoro agent eval`: how many requests a model does as wanted, with its calls carried out.
@Command(
        name = "eval",
        mixinStandardHelpOptions = true,
        description = {
            "Asks a model a file's requests, carries out its calls on the real MCP server, and scores what it",
            "did, by kind, with 95 %% intervals. Each request begins as if it were the first."
        },
        footerHeading = "%nExample:%n",
        footer = {
            "  baltoro agent eval --model runs/agent/model --requests requests.jsonl \\",
            "      --mcp \"MEMORY_FILE_PATH=/tmp/graph.jsonl npx -y @modelcontextprotocol/server-memory\" \\",
            "      --reset \"cp graph.jsonl /tmp/graph.jsonl\"",
            "  baltoro agent eval --model http://127.0.0.1:8081/v1 --model-name qwen --tools tools.json \\",
            "      --requests requests.jsonl --parallel 4"
        })
public final class AgentEvalCommand implements Runnable {
    private static final int MAX_TOKENS_DEFAULT = 512;
    private static final double VOTES_TEMPERATURE = 0.7;

    @Spec private CommandSpec spec = CommandSpec.create();

    @Mixin private EvalModel model = new EvalModel();
    @Mixin private ToolsServerFlags tools = new ToolsServerFlags();
    @Mixin private EngineFlags engine = new EngineFlags();

    @Option(
            names = "--requests",
            required = true,
            paramLabel = "FILE",
            description = "JSON lines of requests with the calls that are right")
    private Path requests = Path.of("");

    @Option(
            names = "--out",
            paramLabel = "FOLDER",
            description = "gets predictions.jsonl and scores.json (default: ${DEFAULT-VALUE})")
    private Path out = Path.of("runs/eval");

    @Option(
            names = "--resume",
            description = "keep the folder's predictions, and ask only for the others")
    private boolean resume;

    @Option(
            names = "--declare",
            paramLabel = "full|none",
            description =
                    "whether prompts bring the tools' declarations; none: the model is served with tools of its own (default: ${DEFAULT-VALUE})")
    private String declare = "full";

    @Option(
            names = "--parallel",
            paramLabel = "N",
            description = "requests asked at once (default: ${DEFAULT-VALUE})")
    private int parallel = 1;

    @Option(
            names = "--temperature",
            paramLabel = "T",
            description = "0 for the likeliest token (default: ${DEFAULT-VALUE})")
    private double temperature;

    @Option(
            names = "--votes",
            paramLabel = "N",
            description =
                    "ask so often, the first time as --temperature says, then at 0.7, and take what most answers agree on (default: ${DEFAULT-VALUE})")
    private int votes = 1;

    @Option(
            names = "--max-tokens",
            paramLabel = "N",
            description = "most tokens of an answer (default: ${DEFAULT-VALUE})")
    private int maxTokens = MAX_TOKENS_DEFAULT;

    @Option(
            names = "--max-turns",
            paramLabel = "N",
            description = "most answers to one request (default: ${DEFAULT-VALUE})")
    private int maxTurns = RunLimits.standard().turns();

    @Option(
            names = "--max-calls",
            paramLabel = "N",
            description = "most calls for one request (default: ${DEFAULT-VALUE})")
    private int maxCalls = RunLimits.standard().calls();

    @Option(names = "--by-tool", description = "a line for each expected tool")
    private boolean byTool;

    @Option(
            names = "--show",
            paramLabel = "N",
            description = "show the first N requests that were not done as wanted")
    private int show;

    @Override
    public void run() {
        if (!declare.equals("full") && !declare.equals("none")) {
            throw misused("--declare is %s; use full or none".formatted(declare));
        }
        if (parallel < 1 || parallel > Evaluation.WORKERS_MAX) {
            throw misused(
                    "--parallel is %d; use 1 to %d".formatted(parallel, Evaluation.WORKERS_MAX));
        }
        if (votes < 1 || votes > VotedLlm.VOTES_MAX) {
            throw misused("--votes is %d; use 1 to %d".formatted(votes, VotedLlm.VOTES_MAX));
        }
        tools.check(parallel);
        try {
            List<ToolRequest> asked = ToolRequestFile.readWhole(requests);
            List<ToolDeclaration> declared = tools.declared();
            evaluate(asked, declared);
        } catch (IOException | UncheckedIOException | EvaluationFailure e) {
            throw new Failure(Failures.line(e), e);
        } catch (IllegalArgumentException e) {
            throw new Failure(Failures.line(e), e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new Failure("interrupted; --resume goes on", e);
        }
    }

    private ParameterException misused(String message) {
        return new ParameterException(spec.commandLine(), message);
    }

    private Llm asked(Llm llm) {
        return votes == 1 ? llm : new VotedLlm(llm, votes, VOTES_TEMPERATURE);
    }

    private DecodingOptions decoding() {
        return DecodingOptions.of(Sampling.OPEN.withTemperature(temperature))
                .withMaxTokens(maxTokens);
    }

    private void evaluate(List<ToolRequest> asked, List<ToolDeclaration> declared)
            throws IOException, EvaluationFailure, InterruptedException {
        RequestScorer.check(asked);
        RunLimits limits = new RunLimits(maxTurns, maxCalls);
        DecodingOptions decoding = decoding();
        EvalFolder folder = EvalFolder.open(out, resume);
        List<ToolRequest> left =
                asked.stream()
                        .filter(request -> !folder.predictions().containsKey(request.id()))
                        .toList();
        if (!tools.isReal()) {
            spec.commandLine()
                    .getErr()
                    .printf(
                            "no server: every call is answered \"ok\" (requests that need results: %,d)%n",
                            asked.stream().filter(ToolRequest::needsResults).count());
        }
        try (EvalModel.Opened opened = model.open(engine.options(parallel, parallel))) {
            RequestRunner runner =
                    new RequestRunner(
                            asked(opened.llm()), declare.equals("full"), decoding, limits);
            Evaluation evaluation =
                    new Evaluation(runner, worker -> tools.open(worker, declared), parallel);
            Map<String, RequestOutcome> outcomes;
            try {
                outcomes = evaluation.run(left, listener(folder, left.size(), declared));
            } finally {
                folder.writePredictions();
            }
            RunCost cost = RunCost.of(outcomes.values(), opened.decodeRate().now());
            report(asked, declared, folder, opened.llm().name(), cost);
        }
    }

    private Evaluation.Listener listener(
            EvalFolder folder, int all, List<ToolDeclaration> declared) {
        PrintWriter err = spec.commandLine().getErr();
        EvalProgress progress = new EvalProgress(err, all);
        ToolLevelling levelling = ToolLevelling.of(declared);
        return (request, outcome, done) -> {
            boolean right = false;
            if (outcome.isAnswered()) {
                folder.add(outcome.prediction());
                right = new RequestScorer(request, levelling).judge(outcome.prediction()).right();
            } else {
                err.printf("%s: %s%n", request.id(), outcome.note());
            }
            progress.done(done, right, !outcome.isAnswered());
        };
    }

    private void report(
            List<ToolRequest> asked,
            List<ToolDeclaration> declared,
            EvalFolder folder,
            String name,
            RunCost cost)
            throws IOException {
        ScoreTable table = ScoreTable.of(asked, folder.predictions(), ToolLevelling.of(declared));
        EvaluationScores scores =
                EvaluationScores.of(table, folder.predictions().values(), declared);
        new EvalFile(name, requests, tools.isReal(), declare, temperature)
                .write(folder, scores, cost);
        PrintWriter text = spec.commandLine().getOut();
        ScoreReport.print(scores, byTool, text);
        text.println(costLine(cost));
        ScoreReport.printWrong(table, folder.predictions(), show, text);
        text.flush();
        spec.commandLine().getErr().println("predictions: " + folder.predictionFile());
    }

    private static String costLine(RunCost cost) {
        String decode =
                cost.decodeRate().isPresent()
                        ? String.format(
                                Locale.ROOT,
                                "; decodes %.0f tokens/s",
                                cost.decodeRate().getAsDouble())
                        : "";
        String endings =
                cost.endings().entrySet().stream()
                        .map(entry -> entry.getValue() + " " + entry.getKey().words())
                        .collect(Collectors.joining(", "));
        return Stream.of(
                        String.format(
                                Locale.ROOT,
                                "%.2f s a request, %.0f tokens each, %.0f tokens/s with prompts%s",
                                cost.secondsEach(),
                                cost.tokensEach(),
                                cost.tokensASecond(),
                                decode),
                        endings)
                .filter(part -> !part.isEmpty())
                .collect(Collectors.joining("; "));
    }
}
