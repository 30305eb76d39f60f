package dev.baltoro.flow.specialist;

import dev.baltoro.agent.evaluation.CannedServer;
import dev.baltoro.agent.evaluation.Evaluation;
import dev.baltoro.agent.evaluation.EvaluationFailure;
import dev.baltoro.agent.evaluation.RequestOutcome;
import dev.baltoro.agent.evaluation.RequestRunner;
import dev.baltoro.agent.evaluation.RunLimits;
import dev.baltoro.agent.llm.LocalLlm;
import dev.baltoro.agent.request.RequestContext;
import dev.baltoro.agent.request.ToolRequest;
import dev.baltoro.agent.score.Prediction;
import dev.baltoro.agent.score.ScoreTable;
import dev.baltoro.agent.score.ToolLevelling;
import dev.baltoro.engine.chat.LocalModel;
import dev.baltoro.stats.Wilson;
import dev.baltoro.text.chat.DecodingOptions;
import dev.baltoro.text.chat.KnownTools;
import dev.baltoro.text.chat.Sampling;
import dev.baltoro.text.chat.ToolSignature;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.LongStream;

/// How many written requests are done as wanted, by a model after each step, in phrasings that none
/// of them was trained on.
///
/// @param columns the shares of each model, by what it is called
record SpecialistCard(Map<String, Map<String, Wilson>> columns) {
    private static final int REQUESTS = 200;
    private static final int AT_ONCE = 8;
    private static final int TOKENS_MAX = 256;

    /// Requests beyond all that training draws.
    private static final long FIRST = 1L << 40;

    private static final String CALLS = "calls";

    private static final List<String> ROWS =
            List.of(
                    "all",
                    CALLS,
                    "kind: no-tool",
                    "kind: ask-back",
                    "tool names right (calls needed)");

    private static final String NAME = "%-34s";
    private static final String COLUMN = "%-30s";

    /// A model to be measured.
    ///
    /// @param declared whether it has to be told the tools: as signatures, which a base reads
    /// @param calls what was measured of it already
    record Measured(String name, Path folder, boolean declared, Optional<Calls> calls) {}

    /// {@return the card of some models}
    static SpecialistCard of(List<Measured> models, RequestGym gym, KnownTools known)
            throws IOException, InterruptedException {
        List<ToolRequest> requests = requests(gym);
        Map<String, Map<String, Wilson>> columns = new LinkedHashMap<>();
        for (Measured model : models) {
            columns.put(
                    model.name(),
                    model.calls().isPresent()
                            ? model.calls().get().shares()
                            : shares(model, requests, gym, known));
        }
        return new SpecialistCard(columns);
    }

    /// How well a model calls.
    ///
    /// @param shares of its column
    /// @param seconds that a request takes, with others beside it
    record Calls(Map<String, Wilson> shares, double seconds) {
        /// {@return the share of the requests that need calls and got the right ones; 1 if none
        /// does}
        double right() {
            return Optional.ofNullable(shares.get(CALLS)).map(Wilson::share).orElse(1.0);
        }
    }

    /// {@return how well a model calls that knows its tools}
    static Calls calls(Path model, RequestGym gym, KnownTools known)
            throws IOException, InterruptedException {
        long began = System.nanoTime();
        Map<String, Wilson> shares =
                shares(new Measured("", model, false, Optional.empty()), requests(gym), gym, known);
        return new Calls(shares, (System.nanoTime() - began) / 1e9 / REQUESTS);
    }

    private static List<ToolRequest> requests(RequestGym gym) {
        return LongStream.range(FIRST, FIRST + REQUESTS).mapToObj(gym.heldOut()::apply).toList();
    }

    private static Map<String, Wilson> shares(
            Measured measured, List<ToolRequest> requests, RequestGym gym, KnownTools known)
            throws IOException, InterruptedException {
        String signatures =
                gym.tools().stream().map(ToolSignature::of).collect(Collectors.joining("\n"));
        List<ToolRequest> asked =
                measured.declared()
                        ? requests.stream().map(one -> told(one, signatures)).toList()
                        : requests;
        DecodingOptions greedy =
                DecodingOptions.of(Sampling.OPEN.withTemperature(0)).withMaxTokens(TOKENS_MAX);
        try (LocalModel model = LocalModel.open(measured.folder(), known)) {
            RequestRunner runner =
                    new RequestRunner(
                            new LocalLlm(model.chat()), true, greedy, RunLimits.standard());
            Map<String, RequestOutcome> outcomes =
                    new Evaluation(runner, worker -> new CannedServer(gym.tools()), AT_ONCE)
                            .run(asked, (request, outcome, done) -> {});
            Map<String, Prediction> predictions = new HashMap<>();
            outcomes.forEach((id, outcome) -> predictions.put(id, outcome.prediction()));
            return ScoreTable.of(requests, predictions, ToolLevelling.of(gym.tools())).shares();
        } catch (EvaluationFailure e) {
            if (measured.declared()) {
                return Map.of(); // so many tools that a base has no room for them
            }
            throw new IllegalStateException(e.getMessage(), e);
        }
    }

    private static ToolRequest told(ToolRequest request, String signatures) {
        RequestContext context = request.context();
        String facts = context.facts().isEmpty() ? signatures : signatures + "\n" + context.facts();
        return request.in(new RequestContext(facts, context.turns(), context.roots()));
    }

    /// {@return the card as lines of text}
    List<String> lines() {
        List<String> lines = new ArrayList<>();
        StringBuilder head = new StringBuilder(NAME.formatted(""));
        columns.forEach((name, shares) ->
                head.append(COLUMN.formatted(shares.isEmpty() ? name + " (no room)" : name)));
        lines.add(head.toString().stripTrailing());
        for (String row : ROWS) {
            if (columns.values().stream().noneMatch(shares -> shares.containsKey(row))) {
                continue;
            }
            StringBuilder line = new StringBuilder(NAME.formatted(row));
            for (Map<String, Wilson> shares : columns.values()) {
                line.append(
                        Optional.ofNullable(shares.get(row))
                                .map(SpecialistCard::cell)
                                .orElse(COLUMN.formatted("")));
            }
            lines.add(line.toString().stripTrailing());
        }
        return lines;
    }

    private static String cell(Wilson share) {
        return COLUMN.formatted(
                "%.1f %% [%.1f, %.1f] of %d"
                        .formatted(
                                100 * share.share(),
                                100 * share.low(),
                                100 * share.high(),
                                share.trials()));
    }
}
