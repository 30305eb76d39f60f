package dev.baltoro.agent.score;

import static org.assertj.core.api.Assertions.assertThat;

import dev.baltoro.agent.request.ToolRequest;
import dev.baltoro.agent.request.ToolRequestFile;
import java.io.IOException;
import java.util.List;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class HandWrittenRequestsTest {
    @ParameterizedTest
    @ValueSource(strings = {"filesystem", "memory", "calc"})
    void everyRightAnswerIsRightAndSilenceIsNot(String server) throws IOException {
        ToolLevelling levelling = ToolLevelling.of(List.of());
        for (String line : HandWrittenRequests.lines(server)) {
            ToolRequest request = ToolRequestFile.parse(line);
            RequestScorer scorer = new RequestScorer(request, levelling);
            Prediction gold = Prediction.of(request.id(), request.expected(), request.reply());
            assertThat(scorer.judge(gold).right()).as(line).isTrue();
            for (ToolRequest.Alternative other : request.accept()) {
                assertThat(scorer.judge(Prediction.of(request.id(), other.calls(), "")).right())
                        .as(line)
                        .isTrue();
            }
            assertThat(scorer.judge(Prediction.of(request.id(), List.of(), "")).right())
                    .as(line)
                    .isFalse();
        }
    }
}
