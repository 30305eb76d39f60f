package dev.baltoro.serve.web;

import dev.baltoro.text.chat.ToolDeclaration;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import tools.jackson.databind.node.ObjectNode;

/// Tools of a house's lights. A random model writes long strings; what it may write here is short.
final class LightTools implements PageTools {
    /// What was run, in order: the tool's name and its arguments.
    final List<String> ran = new CopyOnWriteArrayList<>();

    /// Tools that hold on until they are interrupted have begun to.
    final CountDownLatch held = new CountDownLatch(1);

    final CountDownLatch interrupted = new CountDownLatch(1);

    private final Set<String> names;

    /// All tools.
    LightTools() {
        this("look", "set_light", "paint", "recite", "break", "hold");
    }

    /// Some of them: short prompts are answered sooner.
    LightTools(String... names) {
        this.names = Set.of(names);
    }

    @Override
    public List<PageTool> tools() {
        return Stream.of(
                        tool("look", ToolEffect.NONE),
                        tool("set_light", ToolEffect.DESTROYS),
                        tool("paint", ToolEffect.UNKNOWN),
                        tool("recite", ToolEffect.NONE),
                        tool("break", ToolEffect.NONE),
                        tool("hold", ToolEffect.NONE))
                .filter(tool -> names.contains(tool.name()))
                .toList();
    }

    private static PageTool tool(String name, ToolEffect effect) {
        return new PageTool(
                "house",
                ToolDeclaration.function(
                        name,
                        "Does something in a room",
                        """
                        {"type": "object", "additionalProperties": false, "required": ["room"],
                          "properties": {"room": {"enum": ["hall"]}}}
                        """),
                effect);
    }

    @Override
    public ToolOutcome call(String name, ObjectNode arguments) throws InterruptedException {
        ran.add(name + " " + arguments);
        return switch (name) {
            case "break" -> ToolOutcome.failure("tool break: the server ended with status 7");
            case "recite" -> ToolOutcome.result("word ".repeat(100_000));
            case "hold" -> hold();
            default -> ToolOutcome.result("done: " + name);
        };
    }

    private ToolOutcome hold() throws InterruptedException {
        held.countDown();
        try {
            TimeUnit.MINUTES.sleep(10);
            return ToolOutcome.failure("was not interrupted");
        } catch (InterruptedException e) {
            interrupted.countDown();
            throw e;
        }
    }
}
