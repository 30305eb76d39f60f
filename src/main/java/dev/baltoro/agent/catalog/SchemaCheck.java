package dev.baltoro.agent.catalog;

import dev.baltoro.agent.mcp.McpTool;
import dev.baltoro.engine.grammar.regex.LanguageException;
import dev.baltoro.engine.grammar.regex.Patience;
import dev.baltoro.engine.grammar.schema.SchemaException;
import dev.baltoro.engine.grammar.schema.SchemaReader;
import java.util.Optional;

/// Whether a tool's schema is one, has values, and is one that calls can be held to: it is read as
/// it would be for a grammar.
final class SchemaCheck {
    private static final int CHARS_MAX = 1 << 20;

    private SchemaCheck() {}

    /// {@return what is wrong, beginning with the place in the schema; empty if nothing is}
    static Optional<String> problem(McpTool tool) {
        String schema = tool.inputSchema().toString();
        if (schema.length() > CHARS_MAX) {
            return Optional.of("the schema has %,d characters".formatted(schema.length()));
        }
        try {
            Patience.limited(() -> SchemaReader.readObject(SchemaReader.parse(schema), "#"));
            return Optional.empty();
        } catch (SchemaException | LanguageException e) {
            return Optional.of(String.valueOf(e.getMessage()));
        }
    }
}
