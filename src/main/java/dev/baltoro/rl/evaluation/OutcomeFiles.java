package dev.baltoro.rl.evaluation;

import dev.baltoro.io.Durable;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.stream.Stream;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.PropertyNamingStrategies;
import tools.jackson.databind.json.JsonMapper;

/// What a run did on held-out tasks: `held-out/00000050.jsonl` has the measurement after iteration
/// 50, a line a task.
///
/// @param folder of the files
public record OutcomeFiles(Path folder) {
    private static final String FOLDER = "held-out";
    private static final String ENDING = ".jsonl";
    private static final JsonMapper JSON =
            JsonMapper.builder()
                    .propertyNamingStrategy(PropertyNamingStrategies.SNAKE_CASE)
                    .build();

    /// {@return those of a run}
    public static OutcomeFiles of(Path run) {
        return new OutcomeFiles(run.resolve(FOLDER));
    }

    /// Writes a measurement in the place of one that an interrupted sitting made.
    public void write(long iteration, List<TaskOutcome> outcomes) throws IOException {
        Files.createDirectories(folder);
        StringBuilder lines = new StringBuilder();
        for (TaskOutcome outcome : outcomes) {
            lines.append(JSON.writeValueAsString(outcome)).append('\n');
        }
        Durable.replace(file(iteration), lines.toString());
    }

    /// Drops what an interrupted sitting measured of later iterations.
    public void dropAfter(long iteration) throws IOException {
        for (long measured : iterations()) {
            if (measured > iteration) {
                Files.delete(file(measured));
            }
        }
    }

    /// {@return the iterations after which something was measured, in order}
    public List<Long> iterations() throws IOException {
        if (!Files.isDirectory(folder)) {
            return List.of();
        }
        try (Stream<Path> files = Files.list(folder)) {
            return files.map(file -> file.getFileName().toString())
                    .filter(name -> name.matches("\\d{8,18}\\.jsonl"))
                    .map(name -> Long.parseLong(name.substring(0, name.indexOf(ENDING))))
                    .sorted()
                    .toList();
        }
    }

    /// {@return the measurement after an iteration}
    ///
    /// @throws IOException if there is none, or a line of it is no outcome
    public List<TaskOutcome> read(long iteration) throws IOException {
        List<TaskOutcome> outcomes = new ArrayList<>();
        for (String line : Files.readAllLines(file(iteration))) {
            try {
                outcomes.add(JSON.readValue(line, TaskOutcome.class));
            } catch (JacksonException e) {
                throw new IOException(
                        "%s line %d is no outcome of a task"
                                .formatted(file(iteration), outcomes.size() + 1),
                        e);
            }
        }
        return outcomes;
    }

    private Path file(long iteration) {
        return folder.resolve(String.format(Locale.ROOT, "%08d%s", iteration, ENDING));
    }
}
