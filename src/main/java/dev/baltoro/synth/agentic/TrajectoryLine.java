package dev.baltoro.synth.agentic;

import dev.baltoro.agent.tool.Tool;
import dev.baltoro.synth.agentic.review.Review;
import dev.baltoro.synth.agentic.review.RuleVerdict;
import dev.baltoro.synth.agentic.simulator.ProposedTransition;
import dev.baltoro.synth.agentic.talk.Trajectory;
import dev.baltoro.synth.agentic.talk.Trajectory.StateStep;
import dev.baltoro.synth.agentic.task.AgentTask;
import dev.baltoro.synth.agentic.task.Slip;
import dev.baltoro.synth.agentic.task.TaskCriterion;
import dev.baltoro.synth.tool.Lineage;
import dev.baltoro.text.openai.MessageWriter;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/// Writes a conversation as a line of `trajectories.jsonl`: `id`, `stratum`, `task` with its
/// criteria, `messages` in OpenAI's form, `states` (what each call changed), `rules`, `judge`, and
/// `provenance`.
public final class TrajectoryLine {
    /// Its name in an output folder.
    public static final String FILE = "trajectories.jsonl";

    private final JudgedTrajectory judged;
    private final Trajectory trajectory;
    private final AgentTask task;

    private TrajectoryLine(JudgedTrajectory judged) {
        this.judged = judged;
        this.trajectory = judged.trajectory();
        this.task = trajectory.task();
    }

    /// {@return the line's JSON}
    public static ObjectNode of(JudgedTrajectory judged) {
        return new TrajectoryLine(judged).json();
    }

    private ObjectNode json() {
        ObjectNode json =
                JsonMapper.shared()
                        .createObjectNode()
                        .put("id", task.id())
                        .put("stratum", task.stratum());
        ObjectNode about = json.putObject("task").put("text", task.text());
        ArrayNode criteria = about.putArray("criteria");
        for (TaskCriterion criterion : task.criteria()) {
            criteria.addObject()
                    .put("id", criterion.id())
                    .put("text", criterion.text())
                    .put("checkable", criterion.part().isCheckable());
        }
        json.set("messages", MessageWriter.messages(trajectory.transcript().messages()));
        states(json.putArray("states"));
        RuleVerdict rules = judged.rules();
        ObjectNode verdict = json.putObject("rules").put("accepted", rules.isAccepted());
        rules.reasons().forEach(verdict.putArray("reasons")::add);
        judged.review().ifPresent(review -> judge(json, review));
        json.set("provenance", provenance());
        return json;
    }

    /// Writes a review into a line in place of the one that it has.
    static void judge(ObjectNode line, Review review) {
        ObjectNode judge =
                line.putObject("judge")
                        .put("accepted", review.accepted())
                        .put("score", review.score());
        review.reasons().forEach(judge.putArray("reasons")::add);
        judge.put("by", review.by());
    }

    private void states(ArrayNode states) {
        for (StateStep step : trajectory.states()) {
            Map<String, List<ObjectNode>> byTable =
                    step.changes().stream()
                            .collect(
                                    Collectors.groupingBy(
                                            change -> change.table(),
                                            LinkedHashMap::new,
                                            Collectors.mapping(
                                                    change -> change.json(), Collectors.toList())));
            byTable.forEach((table, changes) -> {
                ObjectNode state =
                        states.addObject()
                                .put("after_message", step.afterMessage())
                                .put("table", table);
                changes.forEach(state.putArray("changes")::add);
            });
        }
    }

    private ObjectNode provenance() {
        ObjectNode json = JsonMapper.shared().createObjectNode();
        json.put("generator", "baltoro synth")
                .put("agent_by", judged.agent())
                .put("user_by", judged.user())
                .put("tools_by", task.server().simulator())
                .put("task_by", Lineage.TEMPLATE_TEACHER)
                .put("difficulty", task.difficulty())
                .put("server", task.server().name());
        json.putObject("agent").put("id", task.agent().id()).put("prompt", task.agent().prompt());
        ObjectNode persona = json.putObject("persona").put("told", task.persona().told());
        persona.put("patience", task.persona().patience())
                .put("attentive", task.persona().attentive());
        criteria(json.putObject("criteria"));
        json.put("cause", word(judged.rules().cause()));
        userMistakes(json.putArray("user_mistakes"));
        ArrayNode mistakes = json.putArray("agent_mistakes");
        trajectory
                .mistakes()
                .forEach(one ->
                        mistakes.addObject().put("kind", word(one.kind())).put("goal", one.goal()));
        json.set("mishaps", trajectory.mishaps());
        JsonNode refused = trajectory.end().path(Tool.ASIDE).path(ProposedTransition.REFUSED);
        if (!refused.isEmpty()) {
            json.set("refused_proposals", refused);
        }
        ArrayNode tools = json.putArray("tools");
        task.server()
                .declared()
                .forEach(tool -> tools.add(JsonMapper.shared().readTree(tool.json())));
        return json;
    }

    private void criteria(ObjectNode json) {
        judged.rules().criteria().forEach(json::put);
    }

    private void userMistakes(ArrayNode mistakes) {
        for (int i = 0; i < task.goals().size(); i++) {
            Optional<Slip> slip = task.goals().get(i).slip();
            if (slip.isPresent()) {
                ObjectNode json =
                        mistakes.addObject()
                                .put("kind", word(slip.get().kind()))
                                .put("goal", i)
                                .put("what", slip.get().what())
                                .put("noticed", slip.get().noticed());
                json.set("said", slip.get().said().arguments());
                json.set("meant", task.goals().get(i).calls().getFirst().arguments());
            }
            boolean unknown = task.goals().get(i).open().map(open -> !open.known()).orElse(false);
            if (unknown) {
                mistakes.addObject().put("kind", "absent_information").put("goal", i);
            }
        }
    }

    private static String word(Enum<?> value) {
        return value.name().toLowerCase(Locale.ROOT);
    }
}
