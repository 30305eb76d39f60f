package dev.baltoro.synth.tool;

import static org.assertj.core.api.Assertions.assertThat;

import dev.baltoro.agent.request.RequestKind;
import dev.baltoro.agent.request.ToolRequest;
import dev.baltoro.agent.request.WantedCall;
import dev.baltoro.agent.tool.Tool;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

class InventedRequestsTest {
    private static final long SEED = 5;
    private static final int SERVERS = 16;
    private static final int REQUESTS = 20;

    private record Asked(InventedServer server, ToolRequest request) {}

    private static final List<Asked> ASKED = asked();

    private static List<Asked> asked() {
        List<Asked> asked = new ArrayList<>();
        for (int i = 0; i < SERVERS; i++) {
            InventedServer server = InventedTools.server(SEED, i);
            InventedRequests requests = new InventedRequests(server, new TemplateWishes());
            for (int j = 0; j < REQUESTS; j++) {
                asked.add(new Asked(server, requests.request(SEED, j)));
            }
        }
        return asked;
    }

    @Test
    void everyExpectedCallCanBeDoneOneAfterTheOther() {
        for (Asked one : ASKED) {
            ObjectNode state = one.server().start();
            for (WantedCall call : one.request().expected()) {
                Tool tool =
                        one.server().callable().stream()
                                .filter(known -> known.name().equals(call.name()))
                                .findFirst()
                                .orElseThrow();
                assertThat(tool.call(state, call.arguments().toString()))
                        .as("%s: %s", one.request().request(), call)
                        .doesNotStartWith("error: ");
            }
        }
    }

    /// Dates, times, languages and lists may be said otherwise; names, codes, addresses and titles
    /// are to be copied, so they stand in the request, or in the facts or an earlier result where a
    /// row is called by its name.
    @Test
    void textThatHasToBeCopiedIsThere() {
        int texts = 0;
        for (Asked one : ASKED) {
            if (one.request().kind() == RequestKind.SINGLE) {
                String there = one.request().request() + " " + one.request().context().facts();
                for (JsonNode value : one.request().expected().getFirst().arguments()) {
                    boolean copied =
                            value.isString() && !value.asString().matches("\\d.*[-:].*|[a-z]{2}");
                    if (copied) {
                        texts++;
                        assertThat(there).contains(value.asString());
                    }
                }
            }
        }
        assertThat(texts).isGreaterThan(70);
    }

    @Test
    void allKindsComeAndHardlyAnyRequestTwice() {
        Map<RequestKind, Integer> kinds = new EnumMap<>(RequestKind.class);
        Set<String> texts = new HashSet<>();
        List<Asked> asked = ASKED;
        for (Asked one : asked) {
            kinds.merge(one.request().kind(), 1, Integer::sum);
            texts.add(one.request().request());
            if (one.request().kind() == RequestKind.ASK_BACK) {
                assertThat(one.request().askAbout()).isNotEmpty();
                assertThat(one.request().reply()).endsWith("?");
            }
        }
        assertThat(kinds).containsOnlyKeys(RequestKind.values());
        kinds.values().forEach(count -> assertThat(count).isGreaterThan(asked.size() / 30));
        assertThat(texts).hasSizeGreaterThan(asked.size() * 9 / 10);
    }
}
