package dev.baltoro.train.run;

import dev.baltoro.io.Durable;
import dev.baltoro.io.FolderLock;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Stream;

/// A run's folder: `recipe.yaml` as run, `environment.json`, `metrics.jsonl`, `checkpoints/` and
/// `report.html`. While it is open no other process can use it.
///
/// @param <P> the recipe of what is trained
public final class RunFolder<P extends RunPlan> implements AutoCloseable {
    /// The name of the file with the recipe as run.
    public static final String RECIPE = "recipe.yaml";

    private static final String LOCK = ".lock";
    private static final String CHECKPOINTS = "checkpoints";

    private final Path folder;
    private final P plan;
    private final ReportKind<? super P> kind;
    private final CheckpointShelf checkpoints;
    private final FolderLock lock;

    /// What the report has read already; begun anew when metrics are cut.
    private MetricsTail tail;

    private RunFolder(Path folder, P plan, ReportKind<? super P> kind, FolderLock lock)
            throws IOException {
        this.folder = folder;
        this.plan = plan;
        this.kind = kind;
        this.tail = new MetricsTail(folder.resolve(MetricsLog.FILE));
        this.lock = lock;
        this.checkpoints = new CheckpointShelf(folder.resolve(CHECKPOINTS), plan.checkpointsKept());
    }

    /// Refuses a folder that holds a run, before anything expensive is done for a new one.
    ///
    /// @throws IOException if a run is there already
    public static void requireNone(Path folder) throws IOException {
        if (Files.exists(folder.resolve(RECIPE))) {
            throw new IOException(
                    "a run is already in "
                            + folder
                            + ": continue it with --resume, or name another folder");
        }
        for (String left : List.of(CHECKPOINTS, MetricsLog.FILE)) {
            if (holdsSomething(folder.resolve(left))) {
                throw new IOException(
                        "%s holds the %s of a run whose %s is gone; put that back to go on (each checkpoint has a copy), or name another folder"
                                .formatted(folder, left, RECIPE));
            }
        }
    }

    private static boolean holdsSomething(Path path) throws IOException {
        if (!Files.isDirectory(path)) {
            return Files.exists(path) && Files.size(path) > 0;
        }
        try (Stream<Path> children = Files.list(path)) {
            return children.findAny().isPresent();
        }
    }

    /// Starts a new run that learns from text in `folder`, which is made if need be.
    ///
    /// @throws IOException if a run is there already, or another process uses it
    public static <P extends RunPlan> RunFolder<P> create(Path folder, P plan) throws IOException {
        return create(folder, plan, PretrainingReport::body);
    }

    /// Starts a new run in `folder`, which is made if need be.
    ///
    /// @param kind of its report
    /// @throws IOException if a run is there already, or another process uses it
    public static <P extends RunPlan> RunFolder<P> create(
            Path folder, P plan, ReportKind<? super P> kind) throws IOException {
        Files.createDirectories(folder);
        FolderLock lock = lock(folder);
        try {
            requireNone(folder);
            RunFolder<P> run = new RunFolder<>(folder, plan, kind, lock);
            run.describe(Environment.ofThisMachine());
            Durable.replace(folder.resolve(RECIPE), plan.toYaml().getBytes(StandardCharsets.UTF_8));
            return run;
        } catch (IOException | RuntimeException e) {
            lock.close();
            throw e;
        }
    }

    /// Opens the run that learns from text in `folder` to continue it with the recipe it was
    /// started with.
    ///
    /// @param reader reads the recipe's file
    /// @throws IOException if there is no run, or another process uses it
    public static <P extends RunPlan> RunFolder<P> resume(Path folder, Function<Path, P> reader)
            throws IOException {
        return resume(folder, reader, PretrainingReport::body);
    }

    /// Opens the run in `folder` to continue it with the recipe it was started with.
    ///
    /// @param reader reads the recipe's file
    /// @param kind of its report
    /// @throws IOException if there is no run, or another process uses it
    public static <P extends RunPlan> RunFolder<P> resume(
            Path folder, Function<Path, P> reader, ReportKind<? super P> kind) throws IOException {
        if (!Files.exists(folder.resolve(RECIPE))) {
            requireNone(folder); // says more where only the recipe is gone
            throw new IOException("no run to continue in " + folder + ": it has no " + RECIPE);
        }
        FolderLock lock = lock(folder);
        try {
            return new RunFolder<>(folder, reader.apply(folder.resolve(RECIPE)), kind, lock);
        } catch (IOException | RuntimeException e) {
            lock.close();
            throw e;
        }
    }

    /// {@return the newest undamaged checkpoint of a run that may be going on; empty if `folder` is
    /// no run's or has none}
    ///
    /// @throws IOException if it has some and all are damaged
    public static Optional<Checkpoint> newestCheckpoint(Path folder) throws IOException {
        Path checkpoints = folder.resolve(CHECKPOINTS);
        return Files.isDirectory(checkpoints)
                ? CheckpointShelf.readOnly(checkpoints).latest()
                : Optional.empty();
    }

    /// {@return the recipe as run}
    public P plan() {
        return plan;
    }

    /// {@return the folder itself}
    public Path path() {
        return folder;
    }

    /// {@return the HTML report's file}
    public Path report() {
        return folder.resolve(Report.FILE);
    }

    /// Writes what the run runs on; the report shows it.
    public void describe(Environment environment) throws IOException {
        Durable.replace(folder.resolve(Report.ENVIRONMENT), environment.json());
    }

    /// Opens the metrics to go on after `step` optimizer steps: lines of later steps are dropped.
    public MetricsLog metricsAfter(long step) throws IOException {
        MetricsLog log = MetricsLog.open(folder.resolve(MetricsLog.FILE), step);
        tail = new MetricsTail(folder.resolve(MetricsLog.FILE));
        return log;
    }

    /// Writes the checkpoint of `step` as a whole or not at all, then deletes all but the newest
    /// few.
    ///
    /// Everything the metrics say of `step` must have been written before, or a resumed run would
    /// write it twice.
    public Checkpoint publish(long step, Checkpoint.Writer writer) throws IOException {
        return checkpoints.publish(step, writer);
    }

    /// {@return all undamaged checkpoints, oldest first}
    public List<Checkpoint> checkpoints() throws IOException {
        return checkpoints.list();
    }

    /// {@return the folders of damaged checkpoints, oldest first; a resumed run passes them over}
    public List<Path> damagedCheckpoints() throws IOException {
        return checkpoints.damaged();
    }

    /// {@return the newest undamaged checkpoint, if the run has any}
    ///
    /// @throws IOException if it has some and all are damaged, or if the metrics go further than a
    ///   run without a checkpoint can
    public Optional<Checkpoint> latest() throws IOException {
        Optional<Checkpoint> newest = checkpoints.latest();
        long told = MetricsLog.lastStep(folder.resolve(MetricsLog.FILE));
        if (newest.isEmpty() && told > plan.checkpointEverySteps()) {
            throw new IOException(
                    "%s has no checkpoint, but its %s goes up to step %d: put the checkpoints back, or remove that file to begin the run anew"
                            .formatted(folder, MetricsLog.FILE, told));
        }
        return newest;
    }

    /// {@return the last step that the metrics tell of, 0 if none}
    public long lastStepTold() throws IOException {
        return MetricsLog.lastStep(folder.resolve(MetricsLog.FILE));
    }

    /// Draws the report from what is in the folder; of the metrics it reads what is new.
    public void draw(Report.Status status) throws IOException {
        Report.draw(folder, plan, kind, tail.read(), status);
    }

    /// {@return lines of metrics that drawing has read since they were opened}
    long linesRead() {
        return tail.lines();
    }

    /// Removes what a run has written that refused to begin, so that one with another recipe can
    /// begin here. What a run does not write stays.
    ///
    /// @throws IOException if it has a checkpoint: then it did begin
    public void forget() throws IOException {
        if (holdsSomething(folder.resolve(CHECKPOINTS))) {
            throw new IOException(folder + " has checkpoints; what it holds stays");
        }
        for (String file :
                List.of(RECIPE, MetricsLog.FILE, Report.FILE, Report.ENVIRONMENT, CHECKPOINTS)) {
            Files.deleteIfExists(folder.resolve(file));
        }
    }

    @Override
    public void close() throws IOException {
        lock.close();
    }

    private static FolderLock lock(Path folder) throws IOException {
        return FolderLock.tryLock(folder.resolve(LOCK))
                .orElseThrow(() -> new IOException(inUse(folder)));
    }

    private static String inUse(Path folder) {
        return "another run is using " + folder + ": wait until it ends, or name another folder";
    }
}
