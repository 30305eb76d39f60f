package dev.baltoro.synth.agentic.task;

import dev.baltoro.agent.request.ToolRequest;
import dev.baltoro.agent.request.WantedCall;
import dev.baltoro.agent.tool.Tool;
import dev.baltoro.synth.agentic.simulator.SimulatedServer;
import dev.baltoro.synth.request.RequestWriter;
import dev.baltoro.synth.value.Draws;
import dev.baltoro.synth.value.Surroundings;
import dev.baltoro.synth.words.Lexicon;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import tools.jackson.databind.node.ObjectNode;

/// Goals for tools of which only declarations are known, from requests that are written for these.
/// Where the world says the same each time, a goal counts only if its calls can be done.
final class RequestedGoals {
    private static final Lexicon PEOPLE = Lexicon.named("personas");
    private static final int DRAWS_MAX = 60;
    private static final int REQUESTS = 1 << 20;
    private static final int SHOWN_CHARS_MAX = 160;

    private final SimulatedServer server;
    private final RequestWriter writer;
    private final Draws draws;
    private final boolean tried;
    private ObjectNode state;
    private String facts = "";
    private boolean begun;

    /// @param tried whether calls are made beforehand, on a copy of the state
    RequestedGoals(SimulatedServer server, Draws draws, boolean tried) {
        this.server = server;
        this.draws = draws;
        this.tried = tried;
        this.state = server.start();
        this.writer = RequestWriter.of(server.declared(), Surroundings.NONE, draws.bits());
    }

    ObjectNode state() {
        return state.deepCopy();
    }

    String facts() {
        return facts;
    }

    /// {@return the next goal; empty if none was found}
    Optional<UserGoal> next() {
        for (int i = 0; i < DRAWS_MAX; i++) {
            ToolRequest request = writer.write(draws.below(REQUESTS));
            boolean alone =
                    request.context().turns().isEmpty()
                            && (!begun || request.context().facts().isEmpty());
            Optional<UserGoal> goal = alone ? goal(request) : Optional.empty();
            if (goal.isPresent()) {
                facts = begun ? facts : request.context().facts();
                begun = true;
                return goal;
            }
        }
        return Optional.empty();
    }

    private Optional<UserGoal> goal(ToolRequest request) {
        return switch (request.kind()) {
            case NO_TOOL -> Optional.of(of(request, Optional.empty(), request.reply()));
            case ASK_BACK ->
                    !request.reply().contains("?") // such a user answers questions alone
                            ? Optional.empty()
                            : Optional.of(
                                    of(
                                            request,
                                            Optional.of(
                                                    new OpenQuestion(
                                                            request.reply(),
                                                            request.askAbout(),
                                                            PEOPLE.say("unknown", draws),
                                                            false)),
                                            Sentences.LEAVE.say(draws)));
            case SINGLE, MULTI_STEP, PARALLEL ->
                    request.needsResults() ? Optional.empty() : granted(request);
        };
    }

    private static UserGoal of(ToolRequest request, Optional<OpenQuestion> open, String closing) {
        return new UserGoal(
                request.request(),
                request.kind(),
                List.of(),
                List.of(),
                open,
                Optional.empty(),
                List.of(),
                closing);
    }

    private Optional<UserGoal> granted(ToolRequest request) {
        ObjectNode after = state.deepCopy();
        String last = "";
        List<Set<String>> accepted = new ArrayList<>();
        for (WantedCall call : request.expected()) {
            accepted.add(Set.of(call.name()));
            if (tried) {
                last = made(after, call);
                if (last.startsWith("error: ")) {
                    return Optional.empty();
                }
            }
        }
        state = after;
        boolean changes =
                request.expected().stream()
                        .anyMatch(call -> server.changing().contains(call.name()));
        String closing =
                changes || last.isEmpty()
                        ? Sentences.DONE.say(draws)
                        : Sentences.SHOWN.say(Map.of("row", shortened(last)), draws);
        return Optional.of(
                new UserGoal(
                        request.request(),
                        request.kind(),
                        request.expected(),
                        accepted,
                        Optional.empty(),
                        Optional.empty(),
                        List.of(),
                        closing));
    }

    private String made(ObjectNode world, WantedCall call) {
        for (Tool tool : server.tools()) {
            if (tool.name().equals(call.name())) {
                return tool.call(world, call.arguments().toString());
            }
        }
        return Tool.malformed("there is no tool " + call.name());
    }

    private static String shortened(String result) {
        return result.length() <= SHOWN_CHARS_MAX
                ? result
                : result.substring(0, SHOWN_CHARS_MAX) + "…";
    }
}
