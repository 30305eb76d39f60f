package dev.baltoro.rl.rollout;

import dev.baltoro.agent.journal.Journal;
import dev.baltoro.agent.world.Task;
import dev.baltoro.agent.world.Transcript;
import dev.baltoro.agent.world.Turn;
import dev.baltoro.agent.world.Verdict;
import dev.baltoro.agent.world.World;
import dev.baltoro.text.chat.Message;
import dev.baltoro.text.chat.ToolDeclaration;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

/// Tasks whose worlds or verifiers depend on what no seed decides, such as a sandbox: what came of
/// each turn is written into a journal, and a rerun reads it instead of doing it again.
///
/// @param journal stays the caller's
public record OutsideOutcomes(Journal journal) {
    private static final String FAILURE = "failure";

    /// What is asked outside.
    @FunctionalInterface
    private interface Asked {
        JsonNode ask();
    }

    /// {@return a task with the journal between the rollout and its world and verifier}
    ///
    /// @param key of the attempt: one task is attempted several times
    public Task.Verified of(Task.Verified task, String key) {
        return new Task.Verified(
                task.id(),
                task.kind(),
                task.turnsMax(),
                () -> new Journalled(task.world(), key),
                (state, transcript) -> verdict(task, state, transcript, key),
                task.solver());
    }

    private Verdict verdict(Task.Verified task, JsonNode state, Transcript transcript, String key) {
        JsonNode json =
                outcome(key + "/verdict", () -> json(task.verifier().verify(state, transcript)));
        Map<String, Double> partial = new TreeMap<>();
        json.path("partial").forEachEntry((name, credit) -> partial.put(name, credit.asDouble()));
        return Verdict.of(json.path("success").asBoolean(), json.path("reason").asString(""))
                .with(partial);
    }

    private static JsonNode json(Verdict verdict) {
        ObjectNode json = JsonMapper.shared().createObjectNode();
        json.put("success", verdict.success()).put("reason", verdict.reason());
        ObjectNode partial = json.putObject("partial");
        verdict.partial().forEach(partial::put);
        return json;
    }

    /// A failure is an outcome too: a rerun fails in the same place.
    private JsonNode outcome(String key, Asked asked) {
        JsonNode outcome;
        try {
            outcome =
                    journal.outcome(
                            key,
                            () -> {
                                try {
                                    return asked.ask();
                                } catch (RuntimeException e) {
                                    return JsonMapper.shared()
                                            .createObjectNode()
                                            .put(FAILURE, String.valueOf(e.getMessage()));
                                }
                            });
        } catch (IOException e) {
            throw new UncheckedIOException("the journal cannot be written", e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("interrupted", e);
        }
        if (outcome.has(FAILURE)) {
            throw new IllegalStateException(outcome.path(FAILURE).asString(""));
        }
        return outcome;
    }

    /// A world whose steps are in the journal, with the state after each.
    private final class Journalled implements World {
        private final World world;
        private final String key;
        private int steps;

        Journalled(World world, String key) {
            this.world = world;
            this.key = key;
        }

        @Override
        public List<ToolDeclaration> tools() {
            return world.tools();
        }

        @Override
        public List<Message> reset() {
            steps = 0;
            return world.reset();
        }

        @Override
        public Reply step(Turn turn) {
            boolean[] asked = {false};
            JsonNode outcome =
                    outcome(
                            key + "/" + steps++,
                            () -> {
                                asked[0] = true;
                                return stepped(turn);
                            });
            if (!asked[0]) {
                world.restore(outcome.path("state"));
            }
            List<Message> observation = new ArrayList<>();
            outcome.path("observation").forEach(one -> observation.add(message(one)));
            return new Reply(observation, outcome.path("terminated").asBoolean());
        }

        private JsonNode stepped(Turn turn) {
            Reply reply = world.step(turn);
            ObjectNode json = JsonMapper.shared().createObjectNode();
            json.put("terminated", reply.terminated());
            var observation = json.putArray("observation");
            reply.observation().forEach(message -> observation.add(json(message)));
            json.set("state", world.snapshot());
            return json;
        }

        private static JsonNode json(Message message) {
            ObjectNode json = JsonMapper.shared().createObjectNode();
            switch (message) {
                case Message.System _ -> json.put("role", "system");
                case Message.User _ -> json.put("role", "user");
                case Message.ToolResult result ->
                        json.put("role", "tool").put("call", result.toolCallId());
                case Message.Assistant _ ->
                        throw new IllegalStateException("a world does not speak for the model");
            }
            return json.put("name", message.name()).put("content", message.content());
        }

        private static Message message(JsonNode json) {
            String name = json.path("name").asString("");
            String content = json.path("content").asString("");
            return switch (json.path("role").asString("")) {
                case "system" -> new Message.System(name, content);
                case "user" -> new Message.User(name, content);
                default -> new Message.ToolResult(name, json.path("call").asString(""), content);
            };
        }

        @Override
        public JsonNode snapshot() {
            return world.snapshot();
        }

        @Override
        public void restore(JsonNode snapshot) {
            world.restore(snapshot);
        }
    }
}
