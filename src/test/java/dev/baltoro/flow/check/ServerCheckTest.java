package dev.baltoro.flow.check;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import dev.baltoro.agent.evaluation.CallOutcome;
import dev.baltoro.agent.evaluation.CallOutcome.Ending;
import dev.baltoro.agent.evaluation.EvaluationFailure;
import dev.baltoro.agent.evaluation.FixturePaths;
import dev.baltoro.agent.evaluation.FreshServer;
import dev.baltoro.agent.request.ToolRequest;
import dev.baltoro.agent.request.ToolRequestFile;
import dev.baltoro.flow.Host;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.function.LongFunction;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/// The step before training, on a server in a process of its own.
@Timeout(240)
class ServerCheckTest {
    private static final LongFunction<ToolRequest> WRITTEN =
            number ->
                    switch ((int) (number % 6)) {
                        case 0 -> request(number, call("put", "item", "nut"));
                        case 1 -> request(number, call("find", "item", "bolt"));
                        case 2 -> request(number, call("find", "item", "nut"));
                        case 3 ->
                                request(
                                        number,
                                        "{\"name\":\"label\",\"arguments\":{\"item\":\"i%d\",\"colour\":\"red\"}}"
                                                .formatted(number));
                        case 4 -> request(number, call("label", "item", "bolt"));
                        default -> request(number, "");
                    };

    @TempDir Path folder;

    private final ByteArrayOutputStream told = new ByteArrayOutputStream();

    private static String call(String tool, String name, String value) {
        return "{\"name\":\"%s\",\"arguments\":{\"%s\":\"%s\"}}".formatted(tool, name, value);
    }

    private static ToolRequest request(long number, String calls) {
        return ToolRequestFile.parse(
                "{\"id\":\"r%d\",\"request\":\"please\",\"expected\":[%s],\"kind\":\"%s\",\"difficulty\":\"easy\"}"
                        .formatted(number, calls, calls.isEmpty() ? "no-tool" : "single"));
    }

    private Path shelf() {
        return folder.resolve("the shelf");
    }

    private Path run() {
        return folder.resolve("run");
    }

    private ServerCheck check(int requests, boolean reset) throws IOException {
        if (!reset) {
            Files.writeString(shelf(), "bolt\n");
        }
        return new ServerCheck(
                run(),
                new ServerCheck.Limits(requests, 3),
                reset,
                () ->
                        FreshServer.open(
                                ShelfServer.command("serve", shelf()),
                                reset
                                        ? Optional.of(ShelfServer.command("reset", shelf()))
                                        : Optional.empty(),
                                FixturePaths.PLAIN,
                                false),
                Host.printing(new PrintStream(told, true, StandardCharsets.UTF_8)));
    }

    private String told() {
        return told.toString(StandardCharsets.UTF_8);
    }

    private JsonNode report() throws IOException {
        return JsonMapper.shared().readTree(Files.readString(run().resolve("checked_tools.json")));
    }

    private static List<CallOutcome> outcomes(CheckedCalls checked, String call) {
        return checked.calls().stream()
                .filter(carried ->
                        (carried.call().name() + carried.call().arguments()).equals(call))
                .map(CheckedCalls.Carried::outcome)
                .distinct()
                .toList();
    }

    @Test
    void eachToolsAcceptedFailedAndMalformedCallsAreCounted() throws Exception {
        CheckedCalls checked = check(10, true).run(WRITTEN);
        assertThat(checked.requests()).hasSize(10);
        assertThat(outcomes(checked, "put{\"item\":\"nut\"}"))
                .as("the shelf is as new for each")
                .containsExactly(new CallOutcome(Ending.ACCEPTED, "on the shelf: bolt, nut"));
        assertThat(outcomes(checked, "find{\"item\":\"nut\"}"))
                .containsExactly(new CallOutcome(Ending.FAILED, "no nut here"));
        JsonNode report = report();
        assertThat(report.at("/tools/find/accepted").asInt()).isEqualTo(2);
        assertThat(report.at("/tools/find/failed").asInt()).isEqualTo(2);
        assertThat(report.at("/tools/label/accepted").asInt()).isEqualTo(2);
        assertThat(report.at("/tools/label/malformed").asInt()).isEqualTo(2);
        assertThat(report.at("/tools/find/examples/failed/0/result").asString())
                .isEqualTo("no nut here");
        assertThat(report.path("tools_not_run").toString()).isEqualTo("[\"weigh\"]");
        assertThat(told())
                .containsPattern("tool +calls +accepted +failed +malformed +no answer")
                .containsPattern("find +4 +2 +2 +0 +0")
                .contains("no call was run of: weigh");
    }

    @Test
    void shapesThatAreAlwaysRefusedAreLeftOutCountedAndSaid() throws Exception {
        CheckedCalls checked = check(10, true).run(WRITTEN);
        assertThat(told())
                .contains("refuses as malformed, 2 of these 10 requests")
                .contains(
                        "  label(colour: string, item: string): error: tool label: error -32602: colour is not what it should be");
        assertThat(report().at("/left_out_of_training/0/call").asString())
                .isEqualTo("label(colour: string, item: string)");
        LongFunction<ToolRequest> kept = checked.keptOf(WRITTEN);
        List<ToolRequest> requests = LongStream.range(0, 60).mapToObj(kept).toList();
        assertThat(requests)
                .noneMatch(request -> request.expected().toString().contains("colour"))
                .anyMatch(request -> request.expected().toString().contains("label"));
        assertThat(requests).isEqualTo(LongStream.range(0, 60).mapToObj(kept).toList());
        assertThat(requests.getFirst()).isEqualTo(WRITTEN.apply(0));
    }

    @Test
    void whatIsDoneIsNotDoneAgainAndWhatIsMissingIs() throws Exception {
        CheckedCalls first = check(10, true).run(WRITTEN);
        assertThat(ShelfServer.made(shelf())).hasSize(10);
        CheckedCalls again = check(10, true).run(WRITTEN);
        assertThat(ShelfServer.made(shelf())).hasSize(10);
        assertThat(again.requests().stream().map(CheckedRequest::line))
                .containsExactlyElementsOf(
                        first.requests().stream().map(CheckedRequest::line).toList());
        assertThat(told()).contains("carried out on the server already");

        Path calls = run().resolve("checked_calls.jsonl");
        Files.write(calls, Files.readAllLines(calls).subList(0, 6));
        Files.delete(run().resolve("checked_tools.json"));
        assertThat(check(10, true).run(WRITTEN).requests()).hasSize(10);
        assertThat(ShelfServer.made(shelf())).hasSize(14);
        assertThat(report().path("requests").asInt()).isEqualTo(10);
    }

    @Test
    void withoutACopyOfItsStateOnlyToolsThatChangeNothingAreRun() throws Exception {
        CheckedCalls checked = check(6, false).run(WRITTEN);
        assertThat(checked.requests()).hasSize(6);
        assertThat(ShelfServer.made(shelf())).hasSize(6).doesNotContain("put");
        assertThat(told())
                .contains(
                        "without a copy of the server's state (--reset) only tools that say they change nothing are run on it, 3 of 4;")
                .contains("no call was run of: put, weigh");
        assertThat(check(6, false).isDone()).isTrue();
        assertThat(check(6, true).isDone()).as("more may be run now").isFalse();
    }

    @Test
    void itEndsWhenItsTimeIsOverAndAServerThatIsNotThereIsSaid() throws Exception {
        ServerCheck whole = check(10, true);
        ServerCheck brief =
                new ServerCheck(
                        run(),
                        new ServerCheck.Limits(10, 1e-9),
                        true,
                        whole.servers(),
                        whole.host());
        assertThat(brief.run(WRITTEN).requests()).isEmpty();
        assertThat(told()).contains("the time for it is over");
        ServerCheck nowhere =
                new ServerCheck(
                        folder.resolve("other"),
                        new ServerCheck.Limits(10, 1),
                        true,
                        () ->
                                FreshServer.open(
                                        "no-such-program-here",
                                        Optional.empty(),
                                        FixturePaths.PLAIN,
                                        false),
                        whole.host());
        assertThatExceptionOfType(EvaluationFailure.class)
                .isThrownBy(() -> nowhere.run(WRITTEN))
                .withMessageStartingWith("the tools' server: ");
    }

    @Test
    void aServerThatRefusesEverythingIsNothingToLearnFrom() throws Exception {
        assertThatExceptionOfType(EvaluationFailure.class)
                .isThrownBy(() -> check(4, true).run(number -> WRITTEN.apply(number * 6 + 3)))
                .withMessageStartingWith("the server refuses nearly all calls as malformed");
    }
}
