package dev.baltoro.synth.teacher;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.baltoro.agent.llm.Llm;
import dev.baltoro.agent.llm.LlmException;
import dev.baltoro.agent.llm.PromptHash;
import dev.baltoro.agent.llm.Trouble;
import dev.baltoro.agent.request.RequestKind;
import dev.baltoro.agent.request.ToolRequest;
import dev.baltoro.agent.request.ToolRequestFile;
import dev.baltoro.synth.request.KindMix;
import dev.baltoro.synth.request.RequestWriter;
import dev.baltoro.synth.teacher.Taught.Kept;
import dev.baltoro.synth.teacher.Taught.Refused;
import dev.baltoro.synth.value.Surroundings;
import dev.baltoro.text.chat.ChatRequest;
import dev.baltoro.text.chat.EndReason;
import dev.baltoro.text.chat.Message;
import dev.baltoro.text.chat.ToolDeclaration;
import dev.baltoro.text.chat.Usage;
import dev.baltoro.text.chat.WholeAnswer;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.UnaryOperator;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/// Requests in a teacher's hands; the teacher is a program whose answers the test writes.
class RequestTeacherTest {
    private static final List<ToolDeclaration> TOOLS =
            List.of(
                    ToolDeclaration.function(
                            "search_notes",
                            "Finds notes.",
                            "{\"type\":\"object\",\"properties\":{\"query\":{\"type\":\"string\",\"maxLength\":9000}},\"required\":[\"query\"]}"),
                    ToolDeclaration.function(
                            "delete_note",
                            "Deletes a note.",
                            "{\"type\":\"object\",\"properties\":{\"title\":{\"type\":\"string\"}},\"required\":[\"title\"]}"));

    private static final KindMix SINGLE = new KindMix(1, 0, 0, 0, 0);
    private static final long SEED = 5;

    private static RequestWriter writer(KindMix kinds, long seed) {
        return RequestWriter.of(TOOLS, Surroundings.NONE, seed).with(kinds);
    }

    /// Rewrites by one function and reads by another.
    private record Scripted(UnaryOperator<String> rewrite, UnaryOperator<String> read)
            implements Llm {
        @Override
        public WholeAnswer answer(ChatRequest request) throws LlmException {
            String text =
                    RewritePrompt.read(request)
                            .map(prompt -> said(prompt.voice(), rewrite.apply(prompt.text())))
                            .orElseGet(() ->
                                    read.apply(ReadingPrompt.read(request).orElseThrow().text()));
            if (text.startsWith("!")) {
                throw new LlmException(Trouble.BUSY, text.substring(1));
            }
            EndReason reason = text.endsWith("…") ? EndReason.LENGTH : EndReason.STOP;
            return new WholeAnswer(text, List.of(), List.of(), reason, new Usage(7, 0, 3));
        }

        private static String said(Voice voice, String text) {
            boolean talk = voice.twice() && !text.isBlank() && !text.startsWith("!");
            return talk ? "hi\nhello\n" + text : text;
        }

        @Override
        public String name() {
            return "scripted";
        }
    }

    private static Taught teach(
            KindMix kinds, UnaryOperator<String> rewrite, UnaryOperator<String> read)
            throws InterruptedException {
        return new RequestTeacher(
                        new Scripted(rewrite, read),
                        TOOLS,
                        writer(kinds, SEED),
                        SEED,
                        writer(KindMix.USUAL, SEED + 1))
                .teach(0);
    }

    private static RewriteRefusal refusal(UnaryOperator<String> rewrite, UnaryOperator<String> read)
            throws InterruptedException {
        Taught taught = teach(SINGLE, rewrite, read);
        assertThat(taught).isInstanceOf(Refused.class);
        JsonNode line = JsonMapper.shared().readTree(taught.line());
        assertThat(line.path("reason").asString("")).isEqualTo(((Refused) taught).reason().words());
        assertThat(line.at("/provenance/index").asLong(-1)).isZero();
        return ((Refused) taught).reason();
    }

    private static String wanted() {
        return answer(writer(SINGLE, SEED).write(0));
    }

    private static String answer(ToolRequest request) {
        return "{\"calls\":%s,\"text\":\"\"}"
                .formatted(
                        JsonMapper.shared()
                                .readTree(ToolRequestFile.line(request))
                                .path("expected"));
    }

    @Test
    void whatLeadsBackToTheWantedCallsIsKeptWithWhereItCameFrom() throws Exception {
        Taught taught = teach(SINGLE, text -> "Erm, " + text, _ -> "Sure: " + wanted());
        assertThat(taught).isInstanceOf(Kept.class);
        ToolRequest seed = writer(SINGLE, SEED).write(0);
        ToolRequest kept = ToolRequestFile.parse(taught.line()); // provenance is passed over
        assertThat(kept.request()).isEqualTo("Erm, " + seed.request());
        assertThat(kept.expected()).isEqualTo(seed.expected());
        JsonNode provenance = JsonMapper.shared().readTree(taught.line()).path("provenance");
        assertThat(provenance.path("teacher").asString("")).isEqualTo("scripted");
        assertThat(provenance.path("seed").asLong(0)).isEqualTo(SEED);
        assertThat(provenance.path("index").asLong(-1)).isZero();
        assertThat(Voice.named(provenance.path("voice").asString(""))).isPresent();
        assertThat(provenance.path("prompt").asString("")).matches("[0-9a-f]{64}");
    }

    @Test
    void everyReasonToRefuseIsTold() throws Exception {
        UnaryOperator<String> other = text -> "Well, " + text;
        assertThat(refusal(_ -> "!busy", _ -> wanted())).isEqualTo(RewriteRefusal.NO_ANSWER);
        assertThat(refusal(_ -> "  ", _ -> wanted())).isEqualTo(RewriteRefusal.MALFORMED);
        assertThat(refusal(text -> text + " and…", _ -> wanted()))
                .isEqualTo(RewriteRefusal.MALFORMED);
        assertThat(refusal(text -> text, _ -> wanted())).isEqualTo(RewriteRefusal.UNCHANGED);
        assertThat(refusal(text -> "ha".repeat(900) + text, _ -> wanted()))
                .isEqualTo(RewriteRefusal.TOO_LONG);
        assertThat(refusal(text -> "use search_notes: " + text, _ -> wanted()))
                .isEqualTo(RewriteRefusal.NAMES_TOOL);
        assertThat(refusal(other, _ -> "!busy")).isEqualTo(RewriteRefusal.UNREAD);
        assertThat(refusal(other, _ -> "{\"calls\": 3}")).isEqualTo(RewriteRefusal.UNREAD);
        assertThat(refusal(other, _ -> "{\"calls\":[],\"text\":\"Which?\"}"))
                .isEqualTo(RewriteRefusal.NO_CALL);
        String name = writer(SINGLE, SEED).write(0).expected().getFirst().name();
        assertThat(
                        refusal(
                                other,
                                _ ->
                                        "{\"calls\":[{\"name\":\"%s\",\"arguments\":{\"x\":1}}]}"
                                                .formatted(name)))
                .isEqualTo(RewriteRefusal.OTHER_ARGUMENTS);
        assertThat(refusal(other, _ -> "{\"calls\":[{\"name\":\"z\",\"arguments\":{}}]}"))
                .isEqualTo(RewriteRefusal.OTHER_TOOLS);
    }

    @Test
    void whereNoCallBelongsNoneMayBeReadAndAQuestionHasToBeAsked() throws Exception {
        KindMix asking = new KindMix(0, 0, 0, 0, 1);
        ToolRequest seed = writer(asking, SEED).write(0);
        assertThat(seed.kind()).isEqualTo(RequestKind.ASK_BACK);
        UnaryOperator<String> other = text -> "Well, " + text;
        assertThat(teach(asking, other, _ -> "{\"calls\":[],\"text\":\"Which one?\"}"))
                .isInstanceOf(Kept.class);
        assertThat(teach(asking, other, _ -> "{\"calls\":[],\"text\":\"Done.\"}"))
                .isInstanceOfSatisfying(
                        Refused.class,
                        it -> assertThat(it.reason()).isEqualTo(RewriteRefusal.NOT_ASKED));
        assertThat(teach(asking, _ -> "Qqq zzz.", _ -> "{\"calls\":[],\"text\":\"Which one?\"}"))
                .isInstanceOfSatisfying(
                        Refused.class,
                        it -> assertThat(it.reason()).isEqualTo(RewriteRefusal.ASTRAY));
        assertThat(teach(asking, other, _ -> wanted()))
                .isInstanceOfSatisfying(
                        Refused.class,
                        it -> assertThat(it.reason()).isEqualTo(RewriteRefusal.CALL));
    }

    @Test
    void ofTwoEqualTextsTheFirstIsKeptWhateverCameFirst() throws Exception {
        // one tool, one thing to say: the same words are bound to come again
        RequestTeacher teacher =
                new RequestTeacher(
                        new Scripted(
                                text ->
                                        "say less, "
                                                + text.replaceFirst(
                                                        "(?s)^.*?(\\p{L}{3,}|$).*", "$1"),
                                _ -> "{\"calls\":[],\"text\":\"Which?\"}"),
                        TOOLS,
                        writer(new KindMix(0, 0, 0, 0, 1), SEED),
                        SEED,
                        writer(KindMix.USUAL, SEED + 1));
        List<Taught> one = new TeachingRun(teacher, 30, 1).run((_, _) -> {});
        List<Taught> eight = new TeachingRun(teacher, 30, 8).run((_, _) -> {});
        assertThat(eight).isEqualTo(one);
        List<Taught> keptOrTwice =
                one.stream()
                        .filter(it ->
                                !(it instanceof Refused refused)
                                        || refused.reason() == RewriteRefusal.TWICE)
                        .toList();
        assertThat(keptOrTwice.getFirst()).isInstanceOf(Kept.class);
        assertThat(one.stream().filter(Kept.class::isInstance)).hasSizeLessThan(30);
        assertThat(one)
                .filteredOn(Refused.class::isInstance)
                .extracting(it -> ((Refused) it).reason())
                .contains(RewriteRefusal.TWICE)
                .isSubsetOf(RewriteRefusal.TWICE, RewriteRefusal.ASTRAY);
    }

    @Test
    void aTeacherThatIsNotThereEndsTheRun() {
        AtomicInteger done = new AtomicInteger();
        RequestTeacher teacher =
                new RequestTeacher(
                        new Scripted(_ -> "!nobody", _ -> ""),
                        TOOLS,
                        writer(SINGLE, SEED),
                        SEED,
                        writer(KindMix.USUAL, SEED + 1));
        assertThatThrownBy(() ->
                        new TeachingRun(teacher, 1000, 1).run((_, _) -> done.incrementAndGet()))
                .isInstanceOf(LlmException.class)
                .hasMessageContaining("5 times in a row: nobody");
        assertThat(done).hasValue(TeachingRun.FAILURES_MAX);
    }

    @Test
    void theSameNumberAsksTheSameAndOthersAskOtherwise() {
        ToolRequest seed = writer(SINGLE, SEED).write(3);
        RewritePrompt prompt = RewritePrompt.of(seed, Voice.ALL.getFirst());
        String hash = PromptHash.of("m", prompt.request(1L << 40));
        assertThat(PromptHash.of("m", prompt.request(1L << 40))).isEqualTo(hash);
        assertThat(PromptHash.of("m", prompt.request(1L << 41))).isNotEqualTo(hash);
        assertThat(RewritePrompt.read(prompt.request(9))).hasValue(prompt);
    }

    @Test
    void theWayBackShowsSignaturesExamplesAndFactsAndNotTheCall() {
        ReadingPrompt reading = ReadingPrompt.of(TOOLS, writer(KindMix.USUAL, SEED + 1));
        ToolRequest seed = writer(SINGLE, SEED).write(0);
        ChatRequest asked = reading.request(seed);
        assertThat(asked.messages().getFirst().content()).contains("search_notes(query: string)");
        assertThat(asked.messages().getLast()).isInstanceOf(Message.User.class);
        assertThat(asked.messages().getLast().content())
                .contains(seed.request())
                .contains(seed.context().facts());
        assertThat(asked.messages()).hasSizeGreaterThan(5); // worked examples
        assertThat(asked.format().toString())
                .contains("search_notes")
                .doesNotContain("maxLength\":9000");
    }
}
