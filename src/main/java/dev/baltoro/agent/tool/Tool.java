package dev.baltoro.agent.tool;

import dev.baltoro.text.chat.ToolDeclaration;
import java.util.List;
import java.util.Optional;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/// A tool over a world's state.
///
/// @param declaration what the model reads of it
/// @param function what it does
public record Tool(ToolDeclaration declaration, Function function) {
    /// The part of a state that is no part of what a task is about: what a simulated user has said
    /// already, how often a tool has failed. Verifiers do not look at it.
    public static final String ASIDE = "aside";

    private static final String MALFORMED = "error: bad call: ";

    /// What a tool does.
    @FunctionalInterface
    public interface Function {
        /// {@return what the model reads as the result}
        ///
        /// @param state the world's, which it may change
        /// @param arguments a JSON object that the declaration's schema allows
        /// @throws ToolFailure if it cannot be done; the state is then put back as it was
        String call(ObjectNode state, JsonNode arguments) throws ToolFailure;
    }

    /// What a tool does that changes the world and has nothing to tell.
    @FunctionalInterface
    public interface Change {
        /// Makes the change.
        ///
        /// @param state the world's
        /// @param arguments a JSON object that the declaration's schema allows
        /// @throws ToolFailure if it cannot be made; the state is then put back as it was
        void make(ObjectNode state, JsonNode arguments) throws ToolFailure;
    }

    /// What a model reads of a tool, before it is said what the tool does.
    public record Declared(ToolDeclaration declaration) {
        /// {@return a tool whose result is what the function returns}
        public Tool returning(Function function) {
            return new Tool(declaration, function);
        }

        /// {@return a tool that changes the world, and whose result is `ok`}
        public Tool doing(Change change) {
            return new Tool(
                    declaration,
                    (state, arguments) -> {
                        change.make(state, arguments);
                        return "ok";
                    });
        }
    }

    /// {@return a tool}
    ///
    /// @param parameters a JSON Schema of the arguments
    public static Tool of(String name, String description, String parameters, Function function) {
        return new Tool(ToolDeclaration.function(name, description, parameters), function);
    }

    /// {@return a tool's declaration; its arguments are plain values}
    public static Declared declare(String name, String description, ToolParameter... parameters) {
        ObjectNode schema = JsonMapper.shared().createObjectNode().put("type", "object");
        ObjectNode properties = schema.putObject("properties");
        ArrayNode required = schema.putArray("required");
        for (ToolParameter parameter : parameters) {
            parameter.declare(properties);
            if (parameter.required()) {
                required.add(parameter.name());
            }
        }
        return new Declared(ToolDeclaration.function(name, description, schema.toString()));
    }

    /// {@return the names of the parameters that each call has, in the order of the declaration}
    public List<String> required() {
        return declaration
                .parameters()
                .path("required")
                .valueStream()
                .map(JsonNode::asString)
                .toList();
    }

    /// {@return what the model calls it}
    public String name() {
        return declaration.name();
    }

    /// {@return the result of a call, which begins with `error: ` if it could not be done}
    ///
    /// @param state the world's, which a call that could be done may change
    /// @param argumentsJson as the model wrote them
    public String call(ObjectNode state, String argumentsJson) {
        ObjectNode before = state.deepCopy();
        try {
            JsonNode arguments = JsonMapper.shared().readTree(argumentsJson);
            Optional<String> problem = ArgumentCheck.problem(declaration.parameters(), arguments);
            return problem.isPresent() ? malformed(problem.get()) : function.call(state, arguments);
        } catch (JacksonException e) {
            return malformed("the arguments are not JSON");
        } catch (ToolFailure e) {
            state.removeAll();
            state.setAll(before);
            return "error: " + e.getMessage();
        }
    }

    /// {@return the result of a call that is no proper call}
    public static String malformed(String why) {
        return MALFORMED + why;
    }

    /// {@return whether a result says that its call was no proper call, whatever it asked for}
    public static boolean isMalformed(String result) {
        return result.startsWith(MALFORMED);
    }

    /// {@return the same tool, but its first calls in a world fail, as a server that is busy does}
    public Tool failingFirst(int times) {
        return new Tool(
                declaration,
                (state, arguments) -> {
                    ObjectNode failures = state.withObject("/" + ASIDE + "/failures");
                    int failed = failures.path(name()).asInt(0);
                    if (failed < times) {
                        failures.put(name(), failed + 1);
                        return "error: busy, try again";
                    }
                    return function.call(state, arguments);
                });
    }
}
