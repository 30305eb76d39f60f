package dev.baltoro.synth.teacher;

import dev.baltoro.agent.llm.Llm;
import dev.baltoro.agent.llm.LlmException;
import dev.baltoro.agent.llm.PromptHash;
import dev.baltoro.agent.llm.Trouble;
import dev.baltoro.agent.request.RequestKind;
import dev.baltoro.agent.request.ToolRequest;
import dev.baltoro.agent.score.Prediction;
import dev.baltoro.agent.score.PredictionFile;
import dev.baltoro.agent.score.RequestScorer;
import dev.baltoro.agent.score.RequestVerdict;
import dev.baltoro.agent.score.ToolLevelling;
import dev.baltoro.stats.SplitMix64;
import dev.baltoro.synth.request.RequestWriter;
import dev.baltoro.synth.teacher.Taught.Kept;
import dev.baltoro.synth.teacher.Taught.Provenance;
import dev.baltoro.synth.teacher.Taught.Refused;
import dev.baltoro.synth.value.Draws;
import dev.baltoro.text.chat.ChatRequest;
import dev.baltoro.text.chat.EndReason;
import dev.baltoro.text.chat.ToolDeclaration;
import dev.baltoro.text.chat.WholeAnswer;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/// Has a teacher say written requests in other words, and keeps what leads back to the calls that
/// were wanted. Any number of threads may share one.
///
/// Request `i` is a pure function of the tools, the seed and the teacher's answers.
public final class RequestTeacher {
    private static final long VOICES = 0x766f696365L;
    private static final int LONGER_MAX = 4;
    private static final int CHARS_SPARE = 400;
    private static final int WORD_LETTERS_MIN = 3;

    private final Llm teacher;
    private final List<ToolDeclaration> tools;
    private final RequestWriter seeds;
    private final long seed;
    private final ReadingPrompt reading;
    private final ToolLevelling levelling;

    /// @param teacher writes, and reads what it wrote without knowing what was wanted
    /// @param seeds writes the requests, by `seed`
    /// @param examples writes others, for the prompt of the way back
    public RequestTeacher(
            Llm teacher,
            List<ToolDeclaration> tools,
            RequestWriter seeds,
            long seed,
            RequestWriter examples) {
        this.teacher = teacher;
        this.tools = List.copyOf(tools);
        this.seeds = seeds;
        this.seed = seed;
        this.reading = ReadingPrompt.of(tools, examples);
        this.levelling = ToolLevelling.of(tools);
    }

    /// {@return what becomes of written request number `index`}
    public Taught teach(long index) throws InterruptedException {
        ToolRequest written = seeds.write(index);
        long draw = SplitMix64.mix(SplitMix64.mix(seed, VOICES), index);
        Voice voice = new Draws(draw).pick(Voice.ALL);
        ChatRequest asked = RewritePrompt.of(written, voice).request(draw);
        Provenance provenance =
                new Provenance(
                        teacher.name(), PromptHash.of(teacher.name(), asked), seed, index, voice);
        return new Lesson(written, voice, provenance).give(asked);
    }

    private final class Lesson {
        private final ToolRequest written;
        private final Voice voice;
        private final Provenance provenance;

        Lesson(ToolRequest written, Voice voice, Provenance provenance) {
            this.written = written;
            this.voice = voice;
            this.provenance = provenance;
        }

        Taught give(ChatRequest asked) throws InterruptedException {
            WholeAnswer answer;
            try {
                answer = teacher.answer(asked);
            } catch (LlmException e) {
                return failed(RewriteRefusal.NO_ANSWER, "", e);
            }
            Optional<Rewritten> rewritten = Rewritten.of(answer.content(), voice);
            if (rewritten.isEmpty()
                    || rewritten.get().text().isEmpty()
                    || answer.reason() == EndReason.LENGTH) {
                return refused(RewriteRefusal.MALFORMED, answer.content(), "");
            }
            String text = rewritten.get().text();
            Optional<RewriteRefusal> plain = looksWrong(rewritten.get());
            if (plain.isPresent()) {
                return refused(plain.get(), text, "");
            }
            return read(rewritten.get().in(written, "t%d-%d".formatted(seed, provenance.index())));
        }

        /// {@return what is wrong without asking anybody}
        private Optional<RewriteRefusal> looksWrong(Rewritten rewritten) {
            String text = rewritten.text();
            if (text.equals(written.request())) {
                return Optional.of(RewriteRefusal.UNCHANGED);
            }
            if (text.length() > LONGER_MAX * written.request().length() + CHARS_SPARE) {
                return Optional.of(RewriteRefusal.TOO_LONG);
            }
            boolean names =
                    tools.stream()
                            .map(ToolDeclaration::name)
                            .filter(name -> name.contains("_"))
                            .anyMatch(name ->
                                    text.contains(name) && !written.request().contains(name));
            if (names) {
                return Optional.of(RewriteRefusal.NAMES_TOOL);
            }
            return written.kind().calls() || sharesAWord(text)
                    ? Optional.empty()
                    : Optional.of(RewriteRefusal.ASTRAY);
        }

        private boolean sharesAWord(String text) {
            Set<String> said = words(written.request());
            return said.isEmpty() || words(text).stream().anyMatch(said::contains);
        }

        private Taught read(ToolRequest request) throws InterruptedException {
            WholeAnswer answer;
            try {
                answer = teacher.answer(reading.request(request));
            } catch (LlmException e) {
                return failed(RewriteRefusal.UNREAD, request.request(), e);
            }
            Optional<Prediction> prediction =
                    ReadingPrompt.prediction(request.id(), answer.content());
            if (prediction.isEmpty()) {
                return refused(RewriteRefusal.UNREAD, request.request(), answer.content());
            }
            RequestVerdict verdict = new RequestScorer(request, levelling).judge(prediction.get());
            return verdict.right()
                    ? new Kept(request, provenance)
                    : refused(
                            reason(request.kind(), verdict),
                            request.request(),
                            PredictionFile.line(prediction.get()));
        }

        private Taught refused(RewriteRefusal reason, String text, String detail) {
            return new Refused(reason, written, text, detail, Optional.empty(), provenance);
        }

        private Taught failed(RewriteRefusal reason, String text, LlmException why) {
            Trouble trouble = why.trouble();
            return new Refused(
                    reason,
                    written,
                    text,
                    String.valueOf(why.getMessage()),
                    Optional.of(trouble),
                    provenance);
        }
    }

    /// {@return the words of a text in lower case, without the shortest}
    private static Set<String> words(String text) {
        return RequestWords.of(text).words().stream()
                .map(RequestWords.Word::plain)
                .filter(word -> word.length() >= WORD_LETTERS_MIN)
                .collect(Collectors.toSet());
    }

    private static RewriteRefusal reason(RequestKind kind, RequestVerdict verdict) {
        if (!kind.calls()) {
            return verdict.called() ? RewriteRefusal.CALL : RewriteRefusal.NOT_ASKED;
        }
        if (!verdict.called()) {
            return RewriteRefusal.NO_CALL;
        }
        return verdict.names() ? RewriteRefusal.OTHER_ARGUMENTS : RewriteRefusal.OTHER_TOOLS;
    }
}
