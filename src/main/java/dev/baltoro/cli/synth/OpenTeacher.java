package dev.baltoro.cli.synth;

import dev.baltoro.agent.journal.Journal;
import dev.baltoro.agent.llm.EndpointLlm;
import dev.baltoro.agent.llm.JournalledLlm;
import dev.baltoro.agent.llm.JournalledLlm.OnFailure;
import dev.baltoro.agent.llm.Llm;
import dev.baltoro.agent.llm.LocalLlm;
import dev.baltoro.agent.llm.MeteredLlm;
import dev.baltoro.agent.llm.OfflineLlm;
import dev.baltoro.agent.llm.UsageMeter;
import dev.baltoro.agent.llm.WaitingClock;
import dev.baltoro.engine.chat.LocalModel;
import dev.baltoro.io.Sums;
import dev.baltoro.synth.request.RequestWriter;
import dev.baltoro.synth.teacher.TemplateTeacher;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/// A teacher that can be asked. All but the template are asked through a journal.
///
/// @param llm asked
/// @param now counts what is asked now
/// @param all counts every answer, also those that the journal had
/// @param offline counts what the journal lacks, where nothing may be asked
/// @param note said before the beginning
record OpenTeacher(
        Llm llm,
        UsageMeter now,
        UsageMeter all,
        Optional<OfflineLlm> offline,
        String note,
        Runnable closing)
        implements AutoCloseable {
    private static final int NAME_DIGITS = 12;

    /// {@return the teacher of some options}
    ///
    /// @param examples that the template teacher reads requests by
    static OpenTeacher open(TeacherOptions options, Journal journal, RequestWriter examples)
            throws IOException {
        UsageMeter now = new UsageMeter();
        if (options.isTemplate()) {
            return plain(new TemplateTeacher(examples), now);
        }
        if (options.isOffline()) {
            String name =
                    options.place().isEndpoint()
                            ? options.place().name().orElseThrow()
                            : name(options.place().folder());
            OfflineLlm offline = new OfflineLlm(name);
            return journalled(
                    offline,
                    journal,
                    now,
                    Optional.of(offline),
                    "offline: %s is not asked; its answers come from the journal".formatted(name),
                    () -> {});
        }
        if (options.place().isEndpoint()) {
            EndpointLlm far = new EndpointLlm(options.endpoint(), now, WaitingClock.SYSTEM);
            return journalled(
                    far,
                    journal,
                    now,
                    Optional.empty(),
                    "the teacher is %s".formatted(options.endpoint()),
                    far::close);
        }
        Path folder = options.place().folder();
        LocalModel model = LocalModel.open(folder);
        String name = name(folder);
        return journalled(
                new LocalLlm(model.chat(), name),
                journal,
                now,
                Optional.empty(),
                "the teacher is %s, in this process".formatted(name),
                model::close);
    }

    private static OpenTeacher plain(TemplateTeacher teacher, UsageMeter now) {
        return new OpenTeacher(
                new MeteredLlm(teacher, now),
                now,
                now,
                Optional.empty(),
                TemplateTeacher.ANNOUNCEMENT,
                () -> {});
    }

    private static OpenTeacher journalled(
            Llm model,
            Journal journal,
            UsageMeter now,
            Optional<OfflineLlm> offline,
            String note,
            Runnable closing) {
        UsageMeter all = new UsageMeter();
        Llm asked = new JournalledLlm(new MeteredLlm(model, now), journal, OnFailure.ASK_AGAIN);
        return new OpenTeacher(new MeteredLlm(asked, all), now, all, offline, note, closing);
    }

    /// {@return a folder's name and the sum of its weights: trained anew, it is another model}
    private static String name(Path folder) throws IOException {
        List<Path> weights;
        try (Stream<Path> files = Files.list(folder)) {
            weights =
                    files.filter(file -> file.toString().endsWith(".safetensors"))
                            .sorted()
                            .toList();
        }
        StringBuilder sums = new StringBuilder();
        for (Path file : weights) {
            sums.append(Sums.sha256(file));
        }
        String sum = Sums.sha256(sums.toString().getBytes(StandardCharsets.UTF_8));
        return LocalModel.nameOf(folder) + "@" + sum.substring(0, NAME_DIGITS);
    }

    @Override
    public void close() {
        closing.run();
    }
}
