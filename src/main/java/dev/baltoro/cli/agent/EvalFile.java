package dev.baltoro.cli.agent;

import dev.baltoro.agent.evaluation.EvaluationScores;
import dev.baltoro.agent.evaluation.RunCost;
import java.io.IOException;
import java.nio.file.Path;
import tools.jackson.databind.node.ObjectNode;

/// What `scores.json` says of a run, beside its scores.
///
/// @param model what was asked
/// @param requests the file
/// @param carriedOut whether a server carried out the calls
/// @param declared what prompts declared
/// @param temperature of the draws
record EvalFile(
        String model, Path requests, boolean carriedOut, String declared, double temperature) {
    /// Writes it into the run's folder.
    void write(EvalFolder folder, EvaluationScores scores, RunCost cost) throws IOException {
        ObjectNode json = scores.json();
        json.put("model", model).put("requests_file", requests.toString());
        json.put("calls_carried_out", carriedOut).put("declared", declared);
        json.put("temperature", temperature).set("cost", cost.json());
        folder.writeScores(json);
    }
}
