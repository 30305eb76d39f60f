package dev.baltoro.rl.gym;

import dev.baltoro.agent.world.Episode;
import dev.baltoro.agent.world.Task;
import dev.baltoro.text.chat.Message;
import dev.baltoro.text.chat.ToolDeclaration;
import dev.baltoro.text.openai.MessageWriter;
import java.util.List;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/// A task as a line of JSON, in OpenAI's format: what `baltoro sft` reads.
public final class TaskRecord {
    private TaskRecord() {}

    /// {@return the line, without its end}
    ///
    /// @param messages the conversation, as far as it goes
    public static String line(Task task, List<Message> messages, List<ToolDeclaration> tools) {
        ObjectNode record =
                JsonMapper.shared()
                        .createObjectNode()
                        .put("gym", task.id().gym())
                        .put("id", task.id().toString())
                        .put("kind", task.kind());
        record.set("messages", MessageWriter.messages(messages));
        if (!tools.isEmpty()) {
            ArrayNode declared = record.putArray("tools");
            for (ToolDeclaration tool : tools) {
                declared.add(JsonMapper.shared().readTree(tool.json()));
            }
        }
        return record.toString();
    }

    /// {@return the task and its own solver's turns as a line}
    ///
    /// @throws IllegalStateException if the solver fails
    public static String solved(Task.Verified task) throws InterruptedException {
        Episode episode = new Episode(task);
        if (episode.play(task.solver().get()).reward() < 1) {
            throw new IllegalStateException("the solver of " + task.id() + " failed");
        }
        return line(task, episode.transcript().messages(), episode.tools());
    }
}
