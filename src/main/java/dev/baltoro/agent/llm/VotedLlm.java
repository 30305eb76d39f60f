package dev.baltoro.agent.llm;

import dev.baltoro.text.chat.ChatRequest;
import dev.baltoro.text.chat.DecodingOptions;
import dev.baltoro.text.chat.WholeAnswer;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.json.JsonMapper;

/// A model that is asked several times and gives the answer that most of its answers agree with
/// (self-consistency, Wang et al. 2022). Answers agree if they make equal calls; without calls, if
/// both are questions or neither is.
///
/// @param llm the model
/// @param votes how often it is asked; the first time as the request says
/// @param temperature of the other times
public record VotedLlm(Llm llm, int votes, double temperature) implements Llm {
    /// Most votes.
    public static final int VOTES_MAX = 64;

    public VotedLlm {
        if (votes < 1 || votes > VOTES_MAX) {
            throw new IllegalArgumentException(
                    "votes are %d; use 1 to %d".formatted(votes, VOTES_MAX));
        }
    }

    @Override
    public WholeAnswer answer(ChatRequest request) throws LlmException, InterruptedException {
        Map<Object, List<WholeAnswer>> parties = new LinkedHashMap<>();
        for (int vote = 0; vote < votes; vote++) {
            WholeAnswer answer = llm.answer(vote == 0 ? request : another(request, vote));
            parties.computeIfAbsent(party(answer), _ -> new ArrayList<>()).add(answer);
        }
        List<WholeAnswer> most = List.of();
        for (List<WholeAnswer> party : parties.values()) {
            if (party.size() > most.size()) { // a tie belongs to the earlier one
                most = party;
            }
        }
        return most.getFirst();
    }

    private ChatRequest another(ChatRequest request, int vote) {
        DecodingOptions decoding = request.decoding();
        return new ChatRequest(
                request.messages(),
                request.tools(),
                request.format(),
                decoding.withSampling(
                        decoding.sampling()
                                .withTemperature(temperature)
                                .withSeed(decoding.sampling().seed().orElse(0) + vote)),
                request.continued());
    }

    private static Object party(WholeAnswer answer) {
        if (answer.toolCalls().isEmpty()) {
            return answer.content().strip().endsWith("?");
        }
        return answer.toolCalls().stream()
                .map(call -> List.of(call.name(), arguments(call.argumentsJson())))
                .toList();
    }

    private static Object arguments(String json) {
        try {
            return JsonMapper.shared().readTree(json);
        } catch (JacksonException e) {
            return json; // an answer that was cut agrees with none but its like
        }
    }

    @Override
    public String name() {
        return "%s, %d votes at %s".formatted(llm.name(), votes, temperature);
    }
}
