package dev.baltoro.agent.world.files;

import dev.baltoro.agent.tool.Tool;
import dev.baltoro.agent.tool.ToolFailure;
import dev.baltoro.agent.tool.ToolParameter;
import java.util.Map;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

/// A store of text files. The state is `{"files": {name: text}}`; nothing of it is on a disk.
public final class FileTools {
    private static final ToolParameter NAME = ToolParameter.text("name");

    public static final Tool READ =
            Tool.declare("read", "Read a file.", NAME)
                    .returning((state, arguments) -> text(state, arguments));

    public static final Tool WRITE =
            Tool.declare("write", "Write a file.", NAME, ToolParameter.text("text"))
                    .doing((state, arguments) -> {
                        files(state)
                                .put(
                                        arguments.path("name").asString(),
                                        arguments.path("text").asString());
                    });

    public static final Tool DELETE =
            Tool.declare("delete", "Delete a file.", NAME)
                    .doing((state, arguments) -> {
                        String unused = text(state, arguments);
                        files(state).remove(arguments.path("name").asString());
                    });

    public static final Tool LIST =
            Tool.declare("list", "List all files.")
                    .returning((state, _) ->
                            files(state).isEmpty()
                                    ? "nothing"
                                    : String.join(", ", files(state).propertyNames()));

    private FileTools() {}

    /// {@return a state}
    public static ObjectNode state(Map<String, String> texts) {
        ObjectNode state = JsonMapper.shared().createObjectNode();
        texts.forEach(state.putObject("files")::put);
        return state;
    }

    private static ObjectNode files(ObjectNode state) {
        return state.withObject("/files");
    }

    private static String text(ObjectNode state, JsonNode arguments) throws ToolFailure {
        String name = arguments.path("name").asString();
        JsonNode text = state.path("files").path(name);
        if (text.isMissingNode()) {
            throw new ToolFailure("no file " + name);
        }
        return text.asString();
    }
}
