package dev.baltoro.cli.agent;

import dev.baltoro.agent.score.Prediction;
import dev.baltoro.agent.score.PredictionFile;
import dev.baltoro.io.Durable;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Map;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

/// The folder that an evaluation leaves: `predictions.jsonl`, which grows while it runs, and
/// `scores.json`.
final class EvalFolder {
    private static final String PREDICTIONS = "predictions.jsonl";

    /// What a crash may cost.
    private static final long INTERVAL_NANOS = Duration.ofSeconds(5).toNanos();

    private final Path folder;
    private final Map<String, Prediction> predictions;
    private long written = System.nanoTime();

    private EvalFolder(Path folder, Map<String, Prediction> predictions) {
        this.folder = folder;
        this.predictions = predictions;
    }

    /// {@return the folder, made if need be}
    ///
    /// @param resume whether its predictions are kept and only the others asked for
    static EvalFolder open(Path folder, boolean resume) throws IOException {
        Files.createDirectories(folder);
        Path file = folder.resolve(PREDICTIONS);
        return new EvalFolder(
                folder,
                resume && Files.exists(file) ? PredictionFile.read(file) : new LinkedHashMap<>());
    }

    Map<String, Prediction> predictions() {
        return predictions;
    }

    Path predictionFile() {
        return folder.resolve(PREDICTIONS);
    }

    void add(Prediction prediction) {
        predictions.put(prediction.id(), prediction);
        if (System.nanoTime() - written > INTERVAL_NANOS) {
            try {
                writePredictions();
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        }
    }

    void writePredictions() throws IOException {
        PredictionFile.write(predictionFile(), predictions.values());
        written = System.nanoTime();
    }

    void writeScores(ObjectNode scores) throws IOException {
        Durable.replace(
                folder.resolve("scores.json"),
                JsonMapper.shared().writerWithDefaultPrettyPrinter().writeValueAsString(scores)
                        + "\n");
    }
}
