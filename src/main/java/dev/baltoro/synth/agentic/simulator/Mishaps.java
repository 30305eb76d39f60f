package dev.baltoro.synth.agentic.simulator;

import dev.baltoro.agent.tool.Tool;
import dev.baltoro.agent.tool.ToolFailure;
import dev.baltoro.stats.SplitMix64;
import java.util.List;
import java.util.Locale;
import java.util.SplittableRandom;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/// How often calls go wrong (K2 report §3.1.1: controlled stochasticity). Whether the n-th call of
/// a tool does, and how, is decided by the seed, the tool's name and n alone, so a conversation can
/// be repeated.
///
/// @param busy share of calls that do nothing and say so
/// @param partial share of calls that do or show only half, and say so, where a call has halves
/// @param lost share of calls that are carried out, but whose result does not arrive in time
/// @param seed of one world
public record Mishaps(double busy, double partial, double lost, long seed) {
    /// Says that a call did nothing.
    public static final String BUSY = "error: busy, try again";

    /// Says that nobody knows whether a call was carried out.
    public static final String LOST = "error: no answer in time; it may have been done";

    /// The key of a result that has what was not done or not shown: how much of it.
    public static final String MISSING = "incomplete";

    private static final String RECORD = "mishaps";

    /// What went wrong.
    public enum Kind {
        BUSY,
        PARTIAL,
        LOST
    }

    /// {@return a server's tools with these mishaps}
    public List<Tool> over(SimulatedServer server) {
        return server.tools().stream()
                .map(tool -> over(tool, server.changing().contains(tool.name())))
                .toList();
    }

    private Tool over(Tool tool, boolean changes) {
        return new Tool(
                tool.declaration(),
                (state, arguments) -> {
                    ObjectNode aside = state.withObject("/" + Tool.ASIDE);
                    ObjectNode counts = aside.withObject("/calls");
                    int call = counts.path(tool.name()).asInt(0);
                    counts.put(tool.name(), call + 1);
                    long own = SplitMix64.mix(seed, SplitMix64.mix(tool.name().hashCode(), call));
                    double chance = new SplittableRandom(own).nextDouble();
                    if (chance < busy) {
                        record(aside, tool.name(), Kind.BUSY);
                        return BUSY;
                    }
                    if (chance < busy + lost && changes) {
                        String unused = tool.function().call(state, arguments);
                        record(aside, tool.name(), Kind.LOST);
                        return LOST;
                    }
                    return chance >= busy + lost && chance < busy + lost + partial
                            ? half(tool, state, arguments)
                            : tool.function().call(state, arguments);
                });
    }

    /// Does the first half of what has items, or shows the first half of a list.
    private static String half(Tool tool, ObjectNode state, JsonNode arguments) throws ToolFailure {
        for (String name : arguments.propertyNames()) {
            boolean items =
                    arguments.get(name) instanceof ArrayNode list
                            && list.size() > 1
                            && list.valueStream().allMatch(JsonNode::isObject);
            if (items) {
                ObjectNode fewer = (ObjectNode) arguments.deepCopy();
                int left = cut((ArrayNode) fewer.get(name));
                return told(tool, state, tool.function().call(state, fewer), left);
            }
        }
        String result = tool.function().call(state, arguments);
        try {
            JsonNode json = JsonMapper.shared().readTree(result);
            for (JsonNode value : json) {
                if (json.isObject() && value instanceof ArrayNode list && list.size() > 1) {
                    return told(tool, state, json.toString(), cut(list), json);
                }
            }
        } catch (JacksonException plainText) {
            return result; // there are no halves of it
        }
        return result;
    }

    private static String told(Tool tool, ObjectNode state, String result, int left) {
        try {
            return told(tool, state, result, left, JsonMapper.shared().readTree(result));
        } catch (JacksonException plainText) {
            record(state.withObject("/" + Tool.ASIDE), tool.name(), Kind.PARTIAL);
            return "%s (%s: %d)".formatted(result, MISSING, left);
        }
    }

    private static String told(
            Tool tool, ObjectNode state, String result, int left, JsonNode json) {
        record(state.withObject("/" + Tool.ASIDE), tool.name(), Kind.PARTIAL);
        return json instanceof ObjectNode object ? object.put(MISSING, left).toString() : result;
    }

    /// Removes the second half of a list.
    ///
    /// @return how many elements that were
    private static int cut(ArrayNode list) {
        int kept = list.size() / 2;
        int gone = list.size() - kept;
        while (list.size() > kept) {
            list.remove(list.size() - 1);
        }
        return gone;
    }

    private static void record(ObjectNode aside, String tool, Kind kind) {
        aside.withArray("/" + RECORD)
                .addObject()
                .put("tool", tool)
                .put("kind", kind.name().toLowerCase(Locale.ROOT));
    }

    /// {@return what went wrong in a world, in its order: objects with `tool` and `kind`}
    ///
    /// @param state of the world
    public static ArrayNode of(JsonNode state) {
        ArrayNode all = JsonMapper.shared().createArrayNode();
        state.path(Tool.ASIDE).path(RECORD).forEach(all::add);
        return all;
    }
}
