package dev.baltoro.rl.loop;

import dev.baltoro.agent.world.Split;
import dev.baltoro.agent.world.TaskId;
import dev.baltoro.io.Durable;
import dev.baltoro.rl.rollout.RolloutJson;
import dev.baltoro.rl.rollout.TokenRecord;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/// The groups that wait between two iterations, as `groups.jsonl` of a checkpoint: those under way,
/// and those that are over and not learned from yet. Of a rollout its tokens are enough: its world
/// takes the same steps again.
///
/// @param underWay in the order in which they began
/// @param over and not learned from
record WaitingGroups(List<Waiting> underWay, List<Waiting> over) {
    private static final String FILE = "groups.jsonl";
    private static final String OWED = "owed";

    /// A group that waits.
    ///
    /// @param number of the group
    /// @param task what is attempted
    /// @param samples each rollout's tokens
    /// @param owed each rollout's time until it needs the result of a step under way; 0 if none is
    record Waiting(long number, TaskId task, List<TokenRecord> samples, List<Long> owed) {}

    static WaitingGroups none() {
        return new WaitingGroups(List.of(), List.of());
    }

    void write(Path checkpoint) throws IOException {
        StringBuilder lines = new StringBuilder();
        underWay.forEach(group -> lines.append(json(group, false)).append('\n'));
        over.forEach(group -> lines.append(json(group, true)).append('\n'));
        Durable.replace(checkpoint.resolve(FILE), lines.toString());
    }

    private static ObjectNode json(Waiting group, boolean over) {
        ObjectNode json = JsonMapper.shared().createObjectNode();
        json.put("group", group.number).put("over", over);
        json.putObject("task")
                .put("gym", group.task.gym())
                .put("split", group.task.split().name())
                .put("seed", group.task.seed())
                .put("index", group.task.index())
                .put("difficulty", group.task.difficulty());
        ArrayNode samples = json.putArray("samples");
        for (int i = 0; i < group.samples.size(); i++) {
            samples.add(RolloutJson.tokens(group.samples.get(i)).put(OWED, group.owed.get(i)));
        }
        return json;
    }

    static WaitingGroups read(Path checkpoint) throws IOException {
        List<Waiting> underWay = new ArrayList<>();
        List<Waiting> over = new ArrayList<>();
        try {
            for (String line : Files.readAllLines(checkpoint.resolve(FILE))) {
                JsonNode json = JsonMapper.shared().readTree(line);
                (json.path("over").asBoolean() ? over : underWay).add(waiting(json));
            }
        } catch (JacksonException e) {
            throw new IOException(
                    checkpoint + " is damaged: remove it to go on from the one before", e);
        }
        return new WaitingGroups(underWay, over);
    }

    private static Waiting waiting(JsonNode json) {
        JsonNode task = json.path("task");
        List<TokenRecord> samples = new ArrayList<>();
        List<Long> owed = new ArrayList<>();
        for (JsonNode sample : json.path("samples")) {
            samples.add(RolloutJson.read(sample));
            owed.add(sample.path(OWED).asLong(0));
        }
        return new Waiting(
                json.path("group").asLong(),
                new TaskId(
                        task.path("gym").asString(""),
                        Split.valueOf(task.path("split").asString("")),
                        task.path("seed").asLong(),
                        task.path("index").asLong(),
                        task.path("difficulty").asInt()),
                samples,
                owed);
    }
}
