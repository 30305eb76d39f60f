package dev.baltoro.synth.teacher;

import dev.baltoro.agent.llm.Trouble;
import dev.baltoro.agent.request.ToolRequest;
import dev.baltoro.agent.request.ToolRequestFile;
import java.util.Optional;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

/// What became of one written request in a teacher's hands.
public sealed interface Taught {
    /// {@return where it came from}
    Provenance provenance();

    /// {@return it as a line of JSON, without its end}
    String line();

    /// Where a rewritten request came from.
    ///
    /// @param teacher its name
    /// @param promptHash of the teacher's prompt, as its journal has it
    /// @param seed of the written requests
    /// @param index of the written request
    record Provenance(String teacher, String promptHash, long seed, long index, Voice voice) {
        private ObjectNode json() {
            return JsonMapper.shared()
                    .createObjectNode()
                    .put("teacher", teacher)
                    .put("prompt", promptHash)
                    .put("seed", seed)
                    .put("index", index)
                    .put("voice", voice.name());
        }
    }

    /// It was rewritten, and the way back led to the same calls.
    record Kept(ToolRequest request, Provenance provenance) implements Taught {
        @Override
        public String line() {
            ObjectNode line =
                    (ObjectNode) JsonMapper.shared().readTree(ToolRequestFile.line(request));
            line.set("provenance", provenance.json());
            return line.toString();
        }
    }

    /// It was not kept.
    ///
    /// @param seed the written request
    /// @param text what the teacher made of it; empty if nothing
    /// @param detail what the way back led to, or why nothing came; empty if the reason says all
    /// @param trouble if the teacher gave no answer
    record Refused(
            RewriteRefusal reason,
            ToolRequest seed,
            String text,
            String detail,
            Optional<Trouble> trouble,
            Provenance provenance)
            implements Taught {
        @Override
        public String line() {
            ObjectNode line =
                    JsonMapper.shared()
                            .createObjectNode()
                            .put("reason", reason.words())
                            .put("request", text)
                            .put("detail", detail);
            line.set("written", JsonMapper.shared().readTree(ToolRequestFile.line(seed)));
            line.set("provenance", provenance.json());
            return line.toString();
        }
    }
}
