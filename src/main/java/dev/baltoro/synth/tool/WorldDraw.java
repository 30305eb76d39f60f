package dev.baltoro.synth.tool;

import dev.baltoro.agent.tool.ToolFailure;
import java.util.SplittableRandom;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

/// Rows for tables, such as a world begins with.
public final class WorldDraw {
    private static final int TRIES_MAX = 100;

    private WorldDraw() {}

    /// Fills a table with rows that its rules allow.
    public static void fill(SplittableRandom random, TableState table, int rows) {
        int tries = 0;
        while (table.rows().size() < rows && tries++ < TRIES_MAX) {
            try {
                table.add(row(random, table.table(), table.style()));
            } catch (ToolFailure taken) {
                continue; // two rows were to be called the same: another is drawn
            }
        }
    }

    /// {@return a row without a key; three in four optional columns have a value}
    static ObjectNode row(SplittableRandom random, TypedTable table, NamingStyle style) {
        ObjectNode row = JsonMapper.shared().createObjectNode();
        for (Column column : table.columns()) {
            if (!column.optional() || random.nextInt(4) > 0) {
                row.set(column.key(), ValueDraw.value(random, column, style));
            }
        }
        return row;
    }
}
