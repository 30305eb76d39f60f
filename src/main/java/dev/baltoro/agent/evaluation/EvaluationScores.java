package dev.baltoro.agent.evaluation;

import dev.baltoro.agent.score.MadeCall;
import dev.baltoro.agent.score.Prediction;
import dev.baltoro.agent.score.SchemaFit;
import dev.baltoro.agent.score.ScoreTable;
import dev.baltoro.stats.Wilson;
import dev.baltoro.text.chat.ToolDeclaration;
import java.util.Collection;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

/// The figures of scored predictions, in the order to show them.
///
/// @param shares by their names
/// @param byTool for each expected tool, the share of requests with it that were done
/// @param missing requests without a prediction, which count as wrong
public record EvaluationScores(
        Map<String, Wilson> shares, Map<String, Wilson> byTool, long missing) {
    /// The share of calls that their tool's schema allows.
    public static final String VALID = "calls valid by inputSchema";

    /// {@return the figures of a table}
    ///
    /// @param predictions those that the table judged
    /// @param tools whose schemas calls are held against
    public static EvaluationScores of(
            ScoreTable table, Collection<Prediction> predictions, List<ToolDeclaration> tools) {
        Map<String, Wilson> shares = new LinkedHashMap<>(table.shares());
        Map<String, JsonNode> schemas = new HashMap<>();
        for (ToolDeclaration tool : tools) {
            schemas.put(tool.name(), tool.parameters());
        }
        List<MadeCall> calls = predictions.stream().flatMap(made -> made.calls().stream()).toList();
        if (!calls.isEmpty()) {
            long valid =
                    calls.stream()
                            .filter(call -> {
                                JsonNode schema = schemas.get(call.name());
                                return schema != null
                                        && call.arguments().isObject()
                                        && SchemaFit.fits(schema, call.arguments());
                            })
                            .count();
            shares.put(VALID, Wilson.of(valid, calls.size()));
        }
        return new EvaluationScores(shares, table.byTool(), table.missing());
    }

    /// {@return them as JSON: hits, number, rate and 95 % interval of each share}
    public ObjectNode json() {
        ObjectNode json = JsonMapper.shared().createObjectNode().put("missing", missing);
        put(json.putObject("figures"), shares);
        put(json.putObject("tools"), byTool);
        return json;
    }

    private static void put(ObjectNode json, Map<String, Wilson> shares) {
        shares.forEach((name, share) ->
                json.putObject(name)
                        .put("hits", share.successes())
                        .put("n", share.trials())
                        .put("rate", share.share())
                        .put("low", share.low())
                        .put("high", share.high()));
    }
}
