package dev.baltoro.agent.mcp;

import java.nio.file.Path;
import java.util.List;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/// What a server is answered when it asks: its ping, and the roots. It gets no model's text and no
/// user's word from here, and is told so at once.
final class ServerRequests {
    private final List<Path> roots;

    ServerRequests(List<Path> roots) {
        this.roots = roots;
    }

    /// {@return what this client says that it can do}
    ObjectNode capabilities() {
        ObjectNode capabilities = Json.object();
        capabilities.putObject("roots").put("listChanged", false);
        return capabilities;
    }

    /// {@return the `result` or the `error` of the answer}
    ObjectNode answer(String method, JsonNode params) {
        ObjectNode answer = Json.object();
        switch (method) {
            case "ping" -> answer.putObject("result");
            case "roots/list" -> list(answer.putObject("result").putArray("roots"));
            case "sampling/createMessage" -> refuse(answer, "this client lends no model");
            case "elicitation/create" -> refuse(answer, "there is no user to ask");
            default -> refuse(answer, "this client has no " + OneLine.of(method, 100));
        }
        return answer;
    }

    private void list(ArrayNode list) {
        for (Path root : roots) {
            Path folder = root.toAbsolutePath().normalize();
            Path name = folder.getFileName();
            list.addObject()
                    .put("uri", folder.toUri().toString())
                    .put("name", name == null ? folder.toString() : name.toString());
        }
    }

    private static void refuse(ObjectNode answer, String why) {
        answer.putObject("error").put("code", RpcSession.NO_METHOD).put("message", why);
    }
}
