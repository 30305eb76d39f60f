package dev.baltoro.cli.synth;

import dev.baltoro.agent.llm.LlmException;
import dev.baltoro.agent.llm.LlmTerms;
import dev.baltoro.agent.llm.OfflineLlm;
import dev.baltoro.cli.terminal.Failure;
import dev.baltoro.cli.terminal.WorkProgress;
import dev.baltoro.stats.SplitMix64;
import dev.baltoro.synth.request.Phrases;
import dev.baltoro.synth.request.RequestWriter;
import dev.baltoro.synth.teacher.RequestTeacher;
import dev.baltoro.synth.teacher.Taught;
import dev.baltoro.synth.teacher.Taught.Kept;
import dev.baltoro.synth.teacher.TeachingRun;
import dev.baltoro.synth.value.Surroundings;
import dev.baltoro.text.chat.ToolDeclaration;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.List;
import picocli.CommandLine.Model.CommandSpec;

/// Has a teacher say written requests anew. Killed at any moment, the same call goes on: the
/// answers that are there are not asked for again.
///
/// @param tools of the requests
/// @param count of the requests
/// @param seed of the requests
/// @param phrases of the requests
/// @param options who teaches
/// @param terms on which the teacher is asked
/// @param folder of the work
record TaughtRequests(
        List<ToolDeclaration> tools,
        int count,
        long seed,
        Phrases phrases,
        TeacherOptions options,
        LlmTerms terms,
        Path folder) {
    /// Apart from the requests' own seed: requests that a teacher learns the form from.
    private static final long EXAMPLES = 0x6578616d706c65L;

    private RequestWriter writer(long writersSeed) {
        return RequestWriter.of(tools, Surroundings.NONE, writersSeed).with(phrases);
    }

    void run(CommandSpec spec) throws IOException, InterruptedException {
        PrintWriter err = spec.commandLine().getErr();
        RequestWriter examples = writer(SplitMix64.mix(seed, EXAMPLES));
        try (TaughtFolder work = TaughtFolder.open(folder);
                OpenTeacher teacher = OpenTeacher.open(options, terms, work.journal(), examples)) {
            err.println(teacher.note());
            RequestTeacher lessons =
                    new RequestTeacher(teacher.llm(), tools, writer(seed), seed, examples);
            // Offline, the first request that is missing is the first by its number.
            TeachingRun run =
                    new TeachingRun(lessons, count, terms.offline() ? 1 : options.parallel());
            List<Taught> outcomes = run.run(listener(err, teacher));
            if (teacher.offline().stream().anyMatch(missing -> missing.missing() > 0)) {
                throw missing(teacher.offline().get());
            }
            TeachingReport report = TeachingReport.of(teacher, outcomes);
            work.write(outcomes, report.json());
            report.print(spec.commandLine().getOut());
            err.println("requests: " + work.requests());
        } catch (LlmException e) {
            throw new Failure(
                    "%s; what was answered is kept, and the same command goes on"
                            .formatted(e.getMessage()),
                    e);
        }
    }

    private Failure missing(OfflineLlm offline) {
        return new Failure(
                "offline: %,d requests, and what would be asked of their answers, are not in %s; the first ends with %s"
                        .formatted(
                                offline.missing(),
                                folder.resolve("journal.jsonl"),
                                offline.firstMissing().orElse("")));
    }

    private TeachingRun.Listener listener(PrintWriter err, OpenTeacher teacher) {
        WorkProgress progress = new WorkProgress(err, "request", count);
        int[] kept = {0};
        return (outcome, done) -> {
            kept[0] += outcome instanceof Kept ? 1 : 0;
            progress.done(
                    done,
                    () ->
                            "kept %,d  refused %,d  %s"
                                    .formatted(
                                            kept[0],
                                            done - kept[0],
                                            TeachingReport.figures(
                                                    teacher.now().spending(), teacher.prices())));
        };
    }
}
