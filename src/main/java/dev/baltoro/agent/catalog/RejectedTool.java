package dev.baltoro.agent.catalog;

import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

/// Something that is left out.
///
/// @param tool what it calls itself
/// @param why one line
/// @param entry the tool as it came; a missing node where there is none
public record RejectedTool(
        String server, String source, String tool, Reason reason, String why, JsonNode entry) {
    /// The kinds of reasons.
    public enum Reason {
        /// A file or a server that gives no list of tools.
        UNREADABLE("unreadable", "no list of tools"),
        /// An entry without a name, or whose arguments are no object.
        NO_TOOL("no-tool", "not a tool"),
        /// A part of the web page that the list was read off.
        ARTEFACT("artefact", "part of a web page"),
        /// A schema that is none, or that the model cannot be held to.
        SCHEMA("schema", "broken schema"),
        /// Name, description and schema of a tool that is kept.
        DUPLICATE("duplicate", "equal to a kept one"),
        /// Name and parameters of a tool that is kept, and nearly its description.
        NEAR_DUPLICATE("near-duplicate", "nearly equal to a kept one");

        private final String id;
        private final String words;

        Reason(String id, String words) {
            this.id = id;
            this.words = words;
        }

        /// {@return the name in files}
        public String id() {
            return id;
        }

        /// {@return it in words}
        public String words() {
            return words;
        }
    }

    /// {@return its line of `rejected.jsonl`}
    ObjectNode line() {
        ObjectNode written =
                JsonMapper.shared()
                        .createObjectNode()
                        .put("server", server)
                        .put("source", source)
                        .put("name", tool)
                        .put("reason", reason.id())
                        .put("why", why);
        if (!entry.isMissingNode()) {
            written.set("tool", entry);
        }
        return written;
    }
}
