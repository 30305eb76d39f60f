package dev.baltoro.rl.loop;

import dev.baltoro.agent.journal.Journal;
import dev.baltoro.agent.world.Task;
import dev.baltoro.agent.world.Transcript;
import dev.baltoro.rl.reward.GroupJudge;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalDouble;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ArrayNode;

/// A judge whose scores are written into the run's journal; a rerun reads them there.
///
/// @param judge asked for what the journal has not
/// @param journal stays the caller's
record JournalledJudge(GroupJudge judge, Journal journal) implements GroupJudge {
    @Override
    public List<OptionalDouble> scores(Task.Judged task, List<Transcript> group)
            throws InterruptedException {
        try {
            JsonNode scores =
                    journal.outcome("scores/" + task.id(), () -> json(judge.scores(task, group)));
            List<OptionalDouble> all = new ArrayList<>();
            for (JsonNode score : scores) {
                all.add(
                        score.isNull()
                                ? OptionalDouble.empty()
                                : OptionalDouble.of(score.asDouble()));
            }
            return all;
        } catch (IOException e) {
            throw new UncheckedIOException("the journal cannot be written", e);
        }
    }

    private static ArrayNode json(List<OptionalDouble> scores) {
        ArrayNode json = JsonMapper.shared().createArrayNode();
        for (OptionalDouble score : scores) {
            if (score.isPresent()) {
                json.add(score.getAsDouble());
            } else {
                json.addNull();
            }
        }
        return json;
    }
}
