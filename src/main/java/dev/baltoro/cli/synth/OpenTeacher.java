package dev.baltoro.cli.synth;

import dev.baltoro.agent.journal.Journal;
import dev.baltoro.agent.llm.JournalledLlm.OnFailure;
import dev.baltoro.agent.llm.Llm;
import dev.baltoro.agent.llm.LlmTerms;
import dev.baltoro.agent.llm.MeteredLlm;
import dev.baltoro.agent.llm.OfflineLlm;
import dev.baltoro.agent.llm.OpenLlm;
import dev.baltoro.agent.llm.Prices;
import dev.baltoro.agent.llm.UsageMeter;
import dev.baltoro.synth.request.RequestWriter;
import dev.baltoro.synth.teacher.TemplateTeacher;
import java.util.Optional;

/// A teacher that can be asked. All but the template are asked through a journal.
///
/// @param llm asked
/// @param now counts what is asked now
/// @param all counts every answer, also those that the journal had
/// @param prices of tokens, if known
/// @param offline counts what the journal lacks, where nothing may be asked
/// @param note said before the beginning
record OpenTeacher(
        Llm llm,
        UsageMeter now,
        UsageMeter all,
        Optional<Prices> prices,
        Optional<OfflineLlm> offline,
        String note,
        Runnable closing)
        implements AutoCloseable {
    /// {@return the teacher of some options}
    ///
    /// @param examples that the template teacher reads requests by
    static OpenTeacher open(
            TeacherOptions options, LlmTerms terms, Journal journal, RequestWriter examples) {
        if (options.isTemplate()) {
            UsageMeter now = new UsageMeter();
            return new OpenTeacher(
                    new MeteredLlm(new TemplateTeacher(examples), now),
                    now,
                    now,
                    Optional.empty(),
                    Optional.empty(),
                    TemplateTeacher.ANNOUNCEMENT,
                    () -> {});
        }
        OpenLlm model = options.place().open(terms);
        UsageMeter all = new UsageMeter();
        return new OpenTeacher(
                new MeteredLlm(model.behind(journal, OnFailure.ASK_AGAIN), all),
                model.now(),
                all,
                model.prices(),
                model.offline(),
                terms.offline() ? model.note() : "the teacher is " + model.note(),
                model::close);
    }

    @Override
    public void close() {
        closing.run();
    }
}
