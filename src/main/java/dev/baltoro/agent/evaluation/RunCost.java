package dev.baltoro.agent.evaluation;

import java.util.Collection;
import java.util.EnumMap;
import java.util.Map;
import java.util.OptionalDouble;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

/// What asking cost.
///
/// @param requests that were asked
/// @param secondsEach mean time of a request, tools included
/// @param tokensEach mean number of tokens that the model made for one
/// @param tokensASecond that the model made while it answered, prompts included
/// @param decodeRate tokens a second after each answer's first one, where that is measured
/// @param endings how many requests ended which way
public record RunCost(
        int requests,
        double secondsEach,
        double tokensEach,
        double tokensASecond,
        OptionalDouble decodeRate,
        Map<RequestOutcome.Ending, Integer> endings) {
    /// {@return the cost of these}
    public static RunCost of(Collection<RequestOutcome> outcomes, OptionalDouble decodeRate) {
        double seconds = 0;
        double modelSeconds = 0;
        long tokens = 0;
        Map<RequestOutcome.Ending, Integer> endings = new EnumMap<>(RequestOutcome.Ending.class);
        for (RequestOutcome outcome : outcomes) {
            seconds += outcome.seconds();
            modelSeconds += outcome.modelSeconds();
            tokens += outcome.completionTokens();
            endings.merge(outcome.ending(), 1, Integer::sum);
        }
        int count = Math.max(1, outcomes.size());
        return new RunCost(
                outcomes.size(),
                seconds / count,
                (double) tokens / count,
                modelSeconds == 0 ? 0 : tokens / modelSeconds,
                decodeRate,
                endings);
    }

    /// {@return it as JSON}
    public ObjectNode json() {
        ObjectNode json =
                JsonMapper.shared()
                        .createObjectNode()
                        .put("requests", requests)
                        .put("seconds_a_request", secondsEach)
                        .put("tokens_a_request", tokensEach)
                        .put("tokens_a_second_with_prompts", tokensASecond);
        decodeRate.ifPresent(rate -> json.put("decode_tokens_a_second", rate));
        ObjectNode ends = json.putObject("endings");
        endings.forEach((ending, number) -> ends.put(ending.words(), number));
        return json;
    }
}
