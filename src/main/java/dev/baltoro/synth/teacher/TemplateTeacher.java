package dev.baltoro.synth.teacher;

import dev.baltoro.agent.llm.Llm;
import dev.baltoro.agent.llm.LlmException;
import dev.baltoro.synth.request.RequestWriter;
import dev.baltoro.synth.value.Draws;
import dev.baltoro.text.chat.ChatRequest;
import dev.baltoro.text.chat.EndReason;
import dev.baltoro.text.chat.Usage;
import dev.baltoro.text.chat.WholeAnswer;
import java.util.List;
import java.util.Optional;

/// A teacher that is no model, to try things with: it says requests anew by rules and a grammar of
/// openings and closings, and reads them, without those, by analogy to written ones. The same
/// question has the same answer.
public final class TemplateTeacher implements Llm {
    /// What it is called in provenance.
    public static final String NAME = "template";

    /// What is said of it before it begins.
    public static final String ANNOUNCEMENT =
            "the teacher is `template`: rules and a grammar, no model; its texts are less varied than"
                    + " people's, and each names it";

    private final TemplateRewriter rewriter = TemplateRewriter.standard();
    private final AnalogyReader reader;

    /// @param examples writes the requests that it reads others by; must not be those that it is
    ///   asked to rewrite
    public TemplateTeacher(RequestWriter examples) {
        this.reader = AnalogyReader.of(examples);
    }

    @Override
    public WholeAnswer answer(ChatRequest request) throws LlmException {
        Optional<RewritePrompt> rewrite = RewritePrompt.read(request);
        if (rewrite.isPresent()) {
            long seed = request.decoding().sampling().seed().orElse(0);
            return said(rewriter.rewrite(rewrite.get(), new Draws(seed)));
        }
        Optional<ReadingPrompt.Task> read = ReadingPrompt.read(request);
        if (read.isPresent()) {
            return said(reader.answer(rewriter.grammar().bare(read.get().text())));
        }
        throw new LlmException(
                "the template teacher only says requests anew and reads them; name a model for anything else");
    }

    private static WholeAnswer said(String text) {
        return new WholeAnswer(text, List.of(), List.of(), EndReason.STOP, new Usage(0, 0, 0));
    }

    @Override
    public String name() {
        return NAME;
    }
}
