package dev.baltoro.train.sft;

import dev.baltoro.train.recipe.SftRecipe;
import dev.baltoro.train.run.Checkpoint;
import dev.baltoro.train.run.Metric;
import dev.baltoro.train.run.MetricsLog;
import dev.baltoro.train.run.ProgressLine;
import dev.baltoro.train.run.Report;
import dev.baltoro.train.run.RunFolder;
import dev.baltoro.train.run.StepDetail;
import dev.baltoro.train.step.PassResult;
import java.io.IOException;
import java.util.Map;
import java.util.Optional;

/// Records what the loop reports.
final class SftRecorder implements FineTuning.Watcher {
    private final RunFolder<SftRecipe> folder;
    private final MetricsLog metrics;
    private final ProgressLine progress;
    private final SftEvaluation evaluation;
    private final Checkpoint.Writer writer;
    private final long reportNanos;
    private long nextReport = System.nanoTime();
    private long savedStep = -1;

    SftRecorder(
            RunFolder<SftRecipe> folder,
            MetricsLog metrics,
            ProgressLine progress,
            SftEvaluation evaluation,
            Checkpoint.Writer writer) {
        this.folder = folder;
        this.metrics = metrics;
        this.progress = progress;
        this.evaluation = evaluation;
        this.writer = writer;
        this.reportNanos = folder.plan().reportEverySeconds() * 1_000_000_000L;
    }

    @Override
    public void step(Metric.Step step, PassResult pass) throws IOException {
        metrics.write(step);
        if (StepDetail.isDue(step.step())) {
            StepDetail.write(
                    metrics, step.step(), pass.telemetry().maxLogits(), pass.telemetry().loads());
        }
        progress.show(step);
        if (System.nanoTime() >= nextReport) {
            metrics.sync();
            folder.draw(Report.Status.RUNNING);
            nextReport = System.nanoTime() + reportNanos;
        }
    }

    @Override
    public void evaluate(long step) throws IOException {
        Optional<SftEvaluation.Result> measured = evaluation.measure(step);
        if (measured.isEmpty()) {
            return;
        }
        SftEvaluation.Result result = measured.get();
        metrics.write(
                new Metric.HeldOut(step, Map.of("answers", result.loss().orElseThrow()), Map.of()));
        if (!result.answers().isEmpty()) {
            metrics.write(new Metric.Answers(step, result.answers()));
        }
        for (Metric.Sample sample : result.samples()) {
            metrics.write(sample);
        }
        progress.say(result.text(step));
    }

    @Override
    public void checkpoint(long step) throws IOException {
        metrics.sync();
        Checkpoint unused = folder.publish(step, writer);
        savedStep = step;
    }

    /// {@return the step of the last checkpoint that this wrote; -1 before the first}
    long savedStep() {
        return savedStep;
    }
}
