package dev.baltoro.rl.gym.tools;

import dev.baltoro.agent.tool.Tool;
import dev.baltoro.agent.world.Script;
import dev.baltoro.agent.world.ToolWorld;
import dev.baltoro.agent.world.Turn;
import dev.baltoro.rl.gym.Check;
import dev.baltoro.text.chat.ToolCall;
import java.util.List;
import java.util.Optional;
import tools.jackson.databind.node.ObjectNode;

/// A task in a tool world, all of it: what there is, what the user wants, how it must end, and one
/// way to get there.
///
/// @param instance everything that makes two instances of a kind the same task
/// @param tools the ones declared
/// @param start the world's state at the beginning
/// @param goal the state at the end, exactly
/// @param request what the user says first
/// @param told what the user answers to a question; empty for one who ends the talk
/// @param answer decides whether the last turn is right
/// @param solution of the task; one without calls says that none is needed, and then none is
///   allowed
public record Plan(
        String instance,
        List<Tool> tools,
        ObjectNode start,
        ObjectNode goal,
        String request,
        Optional<String> told,
        Check answer,
        Script solution) {
    public Plan {
        tools = List.copyOf(tools);
    }

    /// {@return a plan that leaves the world as it is}
    public static Plan of(
            String instance,
            List<Tool> tools,
            ObjectNode start,
            String request,
            Check answer,
            Script solution) {
        return new Plan(instance, tools, start, start, request, Optional.empty(), answer, solution);
    }

    /// {@return a plan that leaves the world as its solution does}
    ///
    /// @param solution a turn each
    public static Plan solved(
            String instance,
            List<Tool> tools,
            ObjectNode start,
            String request,
            Check answer,
            Script.Line... solution) {
        Script script = Script.of(solution);
        ToolWorld world = new ToolWorld(tools, start, List.of(), ToolWorld.User.SILENT);
        for (Script.Call call : script.calls()) {
            var unused = world.step(Turn.call(ToolCall.of(call.tool(), 0, call.argumentsJson())));
        }
        return of(instance, tools, start, request, answer, script)
                .leaving((ObjectNode) world.snapshot());
    }

    /// {@return the same with another state at the end}
    public Plan leaving(ObjectNode goal) {
        return new Plan(instance, tools, start, goal, request, told, answer, solution);
    }

    /// {@return the same with a user who answers a question}
    public Plan telling(String told) {
        return new Plan(instance, tools, start, goal, request, Optional.of(told), answer, solution);
    }

    /// {@return tools of which one fails when it is called first}
    static List<Tool> failingFirst(List<Tool> tools, String name) {
        return tools.stream()
                .map(tool -> tool.name().equals(name) ? tool.failingFirst(1) : tool)
                .toList();
    }
}
