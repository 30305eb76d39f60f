package dev.baltoro.text.chat;

import static dev.baltoro.text.chat.ByteChat.ENCODER;
import static dev.baltoro.text.chat.ByteChat.events;
import static dev.baltoro.text.chat.ByteChat.ids;
import static org.assertj.core.api.Assertions.assertThat;

import dev.baltoro.text.chat.AnswerEvent.Arguments;
import dev.baltoro.text.chat.AnswerEvent.CallBegan;
import dev.baltoro.text.chat.AnswerEvent.Text;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/// What parsers of K2's answers were seen to get wrong in servers, one test a bug. The one that is
/// about rendering, empty content, is in [ChatTemplateTest].
class KnownParserBugsTest {
    private static final String SECTION = "<|tool_calls_section_begin|>";
    private static final String SECTION_END = "<|tool_calls_section_end|>";
    private static final String CALL = "<|tool_call_begin|>";
    private static final String ARGUMENTS = "<|tool_call_argument_begin|>";
    private static final String CALL_END = "<|tool_call_end|>";
    private static final String END = "<|im_end|>";

    @Test
    void dashesDotsAndDigitsInNamesAreNotCut() {
        for (String name : List.of("get-weather", "mcp.files.read_2", "a.b-c.4", "functions.x")) {
            assertThat(calls(section(call("functions." + name + ":0", "{}"))))
                    .containsExactly(ToolCall.of(name, 0, "{}"));
        }
    }

    @Test
    void callBeforeAMissingEndMarkerIsNotLost() {
        String open = CALL + "functions.f:0" + ARGUMENTS + "{\"a\":1}";
        List<ToolCall> both = List.of(ToolCall.of("f", 0, "{\"a\":1}"), ToolCall.of("g", 1, "{}"));
        assertThat(calls(section(open + call("functions.g:1", "{}")))).isEqualTo(both);
        String last = CALL + "functions.g:1" + ARGUMENTS + "{}";
        assertThat(calls(SECTION + open + last + SECTION_END + END)).isEqualTo(both);
        assertThat(calls(SECTION + open + last + END)).isEqualTo(both);
    }

    @Test
    void endAndBeginGivenInOneStepDoNotTruncateArguments() {
        String text = section(call("functions.f:0", "{\"a\":12}") + call("functions.g:1", "{}"));
        int[] ids = ids(text);
        List<ToolCall> wanted =
                List.of(ToolCall.of("f", 0, "{\"a\":12}"), ToolCall.of("g", 1, "{}"));
        for (int step = 1; step <= ids.length; step++) {
            assertThat(ParsedAnswer.of(eventsInSteps(ids, step)).toolCalls())
                    .as("%d tokens a step", step)
                    .isEqualTo(wanted);
        }
    }

    /// As a server sees it that gets several tokens from one decode step.
    private static List<AnswerEvent> eventsInSteps(int[] ids, int step) {
        AnswerStream stream = new AnswerStream(ENCODER, 0);
        List<AnswerEvent> events = new ArrayList<>();
        for (int start = 0; start < ids.length; start += step) {
            List<AnswerEvent> ofStep = new ArrayList<>();
            for (int i = start; i < Math.min(start + step, ids.length); i++) {
                ofStep.addAll(stream.push(ids[i]));
            }
            events.addAll(ofStep);
        }
        events.addAll(stream.finish());
        return events;
    }

    @Test
    void lineEndsInIdsAndArgumentsDoNotHideTheCall() {
        String text = section("\n" + call("\nfunctions.f:0\r\n", "\n{\"a\":\n\n1}\n") + "\n");
        assertThat(calls(text)).containsExactly(ToolCall.of("f", 0, "{\"a\":\n\n1}"));
    }

    @Test
    void longSectionsAreNotCapped() {
        String json = "{\"a\":\"" + "é".repeat(20_000) + "\"}";
        String many =
                IntStream.range(0, 300)
                        .mapToObj(number -> call("functions.f:" + number, "{}"))
                        .reduce("", String::concat);
        List<ToolCall> calls = calls(section(many + call("functions.long:300", json)));
        assertThat(calls).hasSize(301);
        assertThat(calls.getLast()).isEqualTo(ToolCall.of("long", 300, json));
    }

    @Test
    void neitherMarkersNorSpaceLeakIntoContentOnceCallsBegan() {
        String text =
                "Let me look.\n\n"
                        + SECTION
                        + " \n"
                        + call("functions.f:0", "{}")
                        + "\nand\n"
                        + call("functions.g:1", "{}")
                        + SECTION_END
                        + "\n\nDone. "
                        + END;
        assertThat(events(ids(text)).stream().filter(Text.class::isInstance).map(this::delta))
                .hasSize("Let me look.".replace(" ", "").length())
                .last()
                .isEqualTo(".");
        assertThat(ENCODER.parse(ids(text)))
                .isEqualTo(
                        new ParsedAnswer(
                                "Let me look.",
                                List.of(ToolCall.of("f", 0, "{}"), ToolCall.of("g", 1, "{}")),
                                true));
    }

    @Test
    void parallelStreamsDoNotGiveEmptyDeltas() {
        int streams = 14;
        String text = "Схід 月之暗面 😀 " + section(call("functions.f:0", "{\"city\": \"北京\"}"));
        int[] ids = ids(text);
        List<AnswerStream> open =
                IntStream.range(0, streams).mapToObj(_ -> new AnswerStream(ENCODER, 0)).toList();
        List<List<AnswerEvent>> events =
                IntStream.range(0, streams)
                        .<List<AnswerEvent>>mapToObj(_ -> new ArrayList<>())
                        .toList();
        // Each stream is one token behind the one before it.
        for (int at = 0; at < ids.length + streams; at++) {
            for (int i = 0; i < streams; i++) {
                int own = at - i;
                if (own >= 0 && own < ids.length) {
                    events.get(i).addAll(open.get(i).push(ids[own]));
                }
            }
        }
        for (List<AnswerEvent> ofStream : events) {
            assertThat(ofStream).noneMatch(event -> delta(event).isEmpty());
            assertThat(ParsedAnswer.of(ofStream))
                    .isEqualTo(
                            new ParsedAnswer(
                                    "Схід 月之暗面 😀",
                                    List.of(ToolCall.of("f", 0, "{\"city\": \"北京\"}")),
                                    true));
        }
    }

    @Test
    void callsInsideUnclosedThinkingOrWithoutSectionMarkersAreFound() {
        assertThat(ENCODER.parse(ids("<think>Hm." + section(call("functions.f:0", "{}")))))
                .isEqualTo(
                        new ParsedAnswer("<think>Hm.", List.of(ToolCall.of("f", 0, "{}")), true));
        String bare = call("functions.f:0", "{}") + call("functions.g:1", "{}");
        assertThat(calls(bare + END))
                .containsExactly(ToolCall.of("f", 0, "{}"), ToolCall.of("g", 1, "{}"));
        assertThat(calls(bare + SECTION_END + END)).hasSize(2);
        assertThat(calls(SECTION + bare)).hasSize(2);
    }

    @Test
    void bareJsonIsContentAndNoCall() {
        String json = "[{\"name\":\"f\",\"parameters\":{}}]";
        assertThat(ENCODER.parse(ids(json + END)))
                .isEqualTo(new ParsedAnswer(json, List.of(), true));
    }

    @Test
    void idsAreInTheFormOfK2WhateverTheModelWrote() {
        String text =
                section(
                        call("f", "{}")
                                + call("g.h-2:0", "{}")
                                + call("functions.f", "{}")
                                + call("functions.f:", "{}")
                                + call("functions.f:x", "{}")
                                + call("functions.f:99999999999999999999", "{}")
                                + call("call_1:f", "{}")
                                + call("", "{}"));
        assertThat(ENCODER.parse(ids(text), 7).toolCalls())
                .containsExactly(
                        ToolCall.of("f", 7, "{}"),
                        ToolCall.of("g.h-2", 8, "{}"),
                        ToolCall.of("f", 9, "{}"),
                        ToolCall.of("f", 10, "{}"),
                        ToolCall.of("f:x", 11, "{}"),
                        ToolCall.of("f", 12, "{}"),
                        ToolCall.of("call_1:f", 13, "{}"),
                        ToolCall.of("", 14, "{}"));
    }

    @Test
    void numbersThatRestartWithEachTurnDoNotRepeatAnId() {
        String text = section(call("functions.f:0", "{}") + call("functions.f:0", "{}"));
        assertThat(ENCODER.parse(ids(text), 2).toolCalls())
                .extracting(ToolCall::id)
                .containsExactly("functions.f:2", "functions.f:3");
        assertThat(calls(text))
                .extracting(ToolCall::id)
                .containsExactly("functions.f:0", "functions.f:1");
        // The model's own count is kept where it runs ahead of what the caller knows.
        assertThat(calls(section(call("functions.f:5", "{}") + call("g", "{}"))))
                .extracting(ToolCall::id)
                .containsExactly("functions.f:5", "functions.g:6");
    }

    private static String call(String id, String arguments) {
        return CALL + id + ARGUMENTS + arguments + CALL_END;
    }

    private static String section(String calls) {
        return SECTION + calls + SECTION_END + END;
    }

    private static List<ToolCall> calls(String text) {
        ParsedAnswer answer = ENCODER.parse(ids(text));
        assertThat(answer.content()).isEmpty();
        return answer.toolCalls();
    }

    private String delta(AnswerEvent event) {
        return switch (event) {
            case Text text -> text.delta();
            case Arguments part -> part.delta();
            case CallBegan began -> began.name();
            case AnswerEvent.CallEnded _, AnswerEvent.Ended _ -> "no delta";
        };
    }
}
