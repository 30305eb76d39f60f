package dev.baltoro.engine.grammar;

import dev.baltoro.TarGz;
import dev.baltoro.TestData;
import dev.baltoro.engine.grammar.schema.SchemaReader;
import java.util.List;
import tools.jackson.databind.JsonNode;

/// The schemas of JSONSchemaBench, each with values that are valid or not, where they are at hand.
final class MaskBench {
    /// One file of it.
    ///
    /// @param tests objects with `data` and `valid`
    record Case(String name, JsonNode schema, List<JsonNode> tests) {}

    private MaskBench() {}

    /// {@return all of them in the order of their names; skips the test where there are none}
    static List<Case> cases() {
        return TarGz.jsonFiles(TestData.require("jsonschemabench/maskbench.tar.gz"))
                .entrySet()
                .stream()
                .map(file -> read(file.getKey(), file.getValue()))
                .toList();
    }

    private static Case read(String name, String json) {
        JsonNode root = SchemaReader.parse(json);
        return new Case(name, root.path("schema"), root.path("tests").valueStream().toList());
    }
}
