package dev.baltoro.rl.report;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.TreeMap;
import tools.jackson.databind.JsonNode;

/// A rollout as it was kept for reading. What an older version did not write is empty.
///
/// @param iteration in which it was learned from
/// @param place within the iteration's, from 0
/// @param json as [dev.baltoro.rl.rollout.RolloutJson] wrote it
record KeptRollout(long iteration, int place, JsonNode json) {
    /// What one message says.
    ///
    /// @param role who speaks
    /// @param content what is said
    /// @param calls of tools
    /// @param answers the id of the call that a tool's result is of; empty of others
    record Turn(String role, String content, List<Call> calls, String answers) {}

    /// A call of a tool.
    ///
    /// @param arguments as the model wrote them
    record Call(String id, String name, String arguments) {}

    /// {@return what it is called in the page's address}
    String key() {
        return iteration + "-" + place;
    }

    String task() {
        return json.path("task").asString("");
    }

    String kind() {
        return json.path("kind").asString("");
    }

    String number() {
        return json.path("rollout").asString("");
    }

    String outcome() {
        return json.path("outcome").asString("");
    }

    boolean isOverBudget() {
        return json.path("over_budget").asBoolean(false);
    }

    OptionalDouble reward() {
        JsonNode reward = json.path("reward");
        return reward.isNumber() ? OptionalDouble.of(reward.doubleValue()) : OptionalDouble.empty();
    }

    Optional<Boolean> success() {
        JsonNode success = json.path("success");
        return success.isBoolean() ? Optional.of(success.booleanValue()) : Optional.empty();
    }

    String reason() {
        return json.path("reason").asString("");
    }

    String remark() {
        return json.path("remark").asString("");
    }

    Map<String, Double> partial() {
        Map<String, Double> partial = new TreeMap<>();
        json.path("partial")
                .properties()
                .forEach(entry -> partial.put(entry.getKey(), entry.getValue().asDouble(0)));
        return partial;
    }

    List<Turn> turns() {
        List<Turn> turns = new ArrayList<>();
        for (JsonNode message : json.path("messages")) {
            List<Call> calls = new ArrayList<>();
            for (JsonNode call : message.path("tool_calls")) {
                JsonNode function = call.path("function");
                calls.add(
                        new Call(
                                call.path("id").asString(""),
                                function.path("name").asString(""),
                                function.path("arguments").asString("")));
            }
            turns.add(
                    new Turn(
                            message.path("role").asString(""),
                            message.path("content").asString(""),
                            calls,
                            message.path("tool_call_id").asString("")));
        }
        return turns;
    }

    /// {@return how many tokens the model drew}
    int drawnTokens() {
        int drawn = 0;
        for (JsonNode one : json.path("mask")) {
            drawn += one.asInt(0);
        }
        return drawn;
    }

    /// {@return the weights that drew its tokens, from the oldest to the newest: `3` or `3 to 5`}
    String versions() {
        long oldest = Long.MAX_VALUE;
        long newest = Long.MIN_VALUE;
        for (JsonNode version : json.path("versions")) {
            if (version.isNumber()) {
                oldest = Math.min(oldest, version.asLong());
                newest = Math.max(newest, version.asLong());
            }
        }
        if (oldest > newest) {
            return Shown.NOTHING;
        }
        return oldest == newest ? Long.toString(oldest) : oldest + " to " + newest;
    }
}
