package dev.baltoro.flow.specialist;

import static org.assertj.core.api.Assertions.assertThat;

import dev.baltoro.agent.request.RequestContext;
import dev.baltoro.agent.request.RequestKind;
import dev.baltoro.agent.request.ToolRequest;
import dev.baltoro.agent.request.WantedCall;
import dev.baltoro.agent.world.Episode;
import dev.baltoro.agent.world.Script;
import dev.baltoro.agent.world.Split;
import dev.baltoro.agent.world.Task;
import dev.baltoro.agent.world.TaskId;
import dev.baltoro.agent.world.Verdict;
import dev.baltoro.text.chat.ToolDeclaration;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.json.JsonMapper;

/// What attempts at written requests are worth.
class RequestGymTest {
    private static final ToolDeclaration MOVE =
            ToolDeclaration.function(
                    "move",
                    "Moves a file",
                    """
                    {"type": "object", "required": ["source", "destination"], "properties":
                      {"source": {"type": "string"}, "destination": {"type": "string"}}}
                    """);

    private static final Script RIGHT =
            Script.of(
                    Script.call("move", "source", "/a", "destination", "/b"), Script.say("Done."));

    private static final Script NEARLY =
            Script.of(
                    Script.call("move", "source", "/a", "destination", "/c"), Script.say("Done."));

    private static final Script OTHER =
            Script.of(Script.call("list", "path", "/a"), Script.say("There it is."));

    private static final Script SILENT = Script.of(Script.say("Where to?"));

    private static Verdict verdict(RequestKind kind, Script answer) throws InterruptedException {
        ToolRequest request =
                new ToolRequest(
                        "r",
                        "move /a to /b",
                        RequestContext.NONE,
                        kind.calls()
                                ? List.of(
                                        new WantedCall(
                                                "move",
                                                JsonMapper.shared()
                                                        .createObjectNode()
                                                        .put("source", "/a")
                                                        .put("destination", "/b")))
                                : List.of(),
                        List.of(),
                        List.of(),
                        kind,
                        ToolRequest.Difficulty.EASY,
                        false,
                        kind.calls() ? "" : "Where to?",
                        List.of());
        RequestGym gym =
                new RequestGym(
                        List.of(MOVE),
                        _ -> request,
                        _ -> request,
                        _ -> Optional.empty(),
                        call -> "moved");
        Task task = gym.task(new TaskId(RequestGym.NAME, Split.TRAIN, 1, 0, 1));
        Episode episode = new Episode(task);
        var unused = episode.play(answer);
        return episode.verdict().orElseThrow();
    }

    @Test
    void theWantedCallHasEveryCreditAndSilenceNone() throws InterruptedException {
        assertThat(verdict(RequestKind.SINGLE, RIGHT).success()).isTrue();
        assertThat(verdict(RequestKind.SINGLE, RIGHT).partial())
                .containsEntry(RequestGym.CALLED, 1.0)
                .containsEntry(RequestGym.NAMED, 1.0)
                .containsEntry(RequestGym.ARGUED, 1.0);
        assertThat(verdict(RequestKind.SINGLE, SILENT).success()).isFalse();
        assertThat(verdict(RequestKind.SINGLE, SILENT).partial().values()).containsOnly(0.0);
    }

    @Test
    void aCallThatIsWrongIsWorthMoreThanSilenceAndTheMoreTheNearerItIs()
            throws InterruptedException {
        assertThat(verdict(RequestKind.SINGLE, OTHER).partial())
                .containsEntry(RequestGym.CALLED, 1.0)
                .containsEntry(RequestGym.NAMED, 0.0)
                .containsEntry(RequestGym.ARGUED, 0.0);
        assertThat(verdict(RequestKind.SINGLE, NEARLY).partial())
                .containsEntry(RequestGym.CALLED, 1.0)
                .containsEntry(RequestGym.NAMED, 1.0)
                .containsEntry(RequestGym.ARGUED, 1.0 / 3); // of three values
        assertThat(verdict(RequestKind.SINGLE, NEARLY).success()).isFalse();
    }

    @Test
    void whereNoCallBelongsSilenceIsPaidByItsSuccessAlone() throws InterruptedException {
        for (RequestKind kind : List.of(RequestKind.NO_TOOL, RequestKind.ASK_BACK)) {
            assertThat(verdict(kind, SILENT).success()).isTrue();
            assertThat(verdict(kind, SILENT).partial()).isEmpty();
            assertThat(verdict(kind, RIGHT).success()).isFalse();
            assertThat(verdict(kind, RIGHT).partial()).isEmpty();
        }
    }
}
