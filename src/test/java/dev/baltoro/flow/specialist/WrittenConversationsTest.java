package dev.baltoro.flow.specialist;

import static org.assertj.core.api.Assertions.assertThat;

import dev.baltoro.agent.evaluation.CallOutcome;
import dev.baltoro.agent.evaluation.CallOutcome.Ending;
import dev.baltoro.agent.request.ToolRequest;
import dev.baltoro.agent.request.ToolRequestFile;
import dev.baltoro.flow.check.CheckedCalls;
import dev.baltoro.flow.check.CheckedRequest;
import dev.baltoro.text.chat.ToolDeclaration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/// What is learned from, with what a server gave back to some of it.
class WrittenConversationsTest {
    private static final RequestGym GYM =
            new RequestGym(
                    List.of(
                            ToolDeclaration.function(
                                    "note",
                                    "",
                                    "{\"type\":\"object\",\"properties\":{\"text\":{\"type\":\"string\"},\"n\":{\"type\":\"integer\"}}}")),
                    number -> request("w" + number, "thing " + number),
                    number -> request("h" + number, "other " + number),
                    _ -> Optional.empty(),
                    call -> "invented");

    private static ToolRequest request(String id, String text) {
        return ToolRequestFile.parse(
                "{\"id\":\"%s\",\"request\":\"note %s\",\"expected\":[{\"name\":\"note\",\"arguments\":{\"text\":\"%s\",\"n\":3}}],\"kind\":\"single\",\"difficulty\":\"easy\"}"
                        .formatted(id, text, text));
    }

    private static CheckedRequest checked(String text, Ending ending, String result) {
        return new CheckedRequest(request(text, text), List.of(new CallOutcome(ending, result)));
    }

    /// A hundred of each of three endings, and a long result.
    private static CheckedCalls carriedOut() {
        List<CheckedRequest> all = new ArrayList<>();
        IntStream.range(0, 100)
                .forEach(i -> {
                    all.add(checked("good" + i, Ending.ACCEPTED, "kept good" + i));
                    all.add(checked("bad" + i, Ending.FAILED, "no place for bad" + i));
                    all.add(checked("lost" + i, Ending.UNANSWERED, "gone"));
                });
        all.add(checked("long", Ending.ACCEPTED, "x".repeat(5000)));
        return new CheckedCalls(all);
    }

    private static List<JsonNode> lines(RequestGym gym, double closedShare) {
        WrittenConversations written = new WrittenConversations(gym, closedShare);
        return LongStream.range(0, 4000)
                .mapToObj(i -> JsonMapper.shared().readTree(written.line(i)))
                .toList();
    }

    @Test
    void aShareOfThemGoesOnToTheServersOwnResultsForTheirOwnCalls() {
        List<JsonNode> lines = lines(GYM.on(carriedOut(), 0.05), 0);
        List<JsonNode> closed =
                lines.stream().filter(line -> line.path("messages").size() > 2).toList();
        // 4,000 draws of 0.05: 70 is five standard deviations
        assertThat(closed).hasSizeBetween(130, 270);
        for (JsonNode line : closed) {
            String text =
                    JsonMapper.shared()
                            .readTree(
                                    line.at("/messages/1/tool_calls/0/function/arguments")
                                            .asString())
                            .path("text")
                            .asString();
            String result = line.at("/messages/2/content").asString();
            String closing = line.at("/messages/3/content").asString();
            if (text.startsWith("good")) {
                assertThat(result).isEqualTo("kept " + text);
                assertThat(closing).matches("Done.*|Here you are\\.|That's it\\.");
            } else if (text.equals("long")) {
                assertThat(result).hasSize(RealResults.CHARS_MAX).endsWith("x…");
            } else {
                assertThat(result).isEqualTo("no place for " + text);
                assertThat(closing).contains("above").doesNotContain("Done");
            }
        }
        assertThat(closed)
                .extracting(line -> line.path("id").asString())
                .anyMatch(id -> id.startsWith("good"))
                .anyMatch(id -> id.startsWith("bad"));
        assertThat(closed.stream().map(line -> line.path("id").asString()).distinct())
                .as("of failures only ten a tool")
                .filteredOn(id -> id.startsWith("bad"))
                .hasSizeLessThanOrEqualTo(10);
    }

    @Test
    void oneThatWasCarriedOutIsNeverMoreThanOneInTwoThousand() {
        CheckedCalls few = new CheckedCalls(List.of(checked("good", Ending.ACCEPTED, "kept")));
        long real =
                lines(GYM.on(few, 0.5), 0).stream()
                        .filter(line -> line.path("id").asString().equals("good"))
                        .count();
        // 4,000 draws of 1/2000 are 2 of the mean; 12 and more are one in a million
        assertThat(real).isLessThan(12);
    }

    @Test
    void requestsOfAFileKeepTheirShareBesideThem() {
        RequestGym filed =
                new RequestGym(
                        GYM.tools(),
                        new ExtraRequests(GYM.seen(), List.of(request("filed", "more")), 0.05),
                        GYM.heldOut(),
                        GYM.chains(),
                        GYM.results());
        long ofTheFile =
                lines(filed.on(carriedOut(), 0.05), 0).stream()
                        .filter(line -> line.path("id").asString().equals("filed"))
                        .count();
        // 4,000 draws of 0.0475: 70 is five standard deviations
        assertThat(ofTheFile).isBetween(120L, 260L);
    }

    @Test
    void withNothingCarriedOutTheyAreAsTheyWere() {
        RequestGym same = GYM.on(CheckedCalls.NONE, 0.05);
        List<JsonNode> lines = lines(same, 0.12);
        assertThat(lines).isEqualTo(lines(GYM, 0.12));
        assertThat(lines.stream().filter(line -> line.path("messages").size() > 2))
                .hasSizeBetween(370, 590)
                .allMatch(line -> line.at("/messages/2/content").asString().equals("invented"));
    }
}
