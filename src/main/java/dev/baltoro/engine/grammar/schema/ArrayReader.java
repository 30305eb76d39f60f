package dev.baltoro.engine.grammar.schema;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import tools.jackson.databind.node.BooleanNode;

/// Arrays: `items`, `prefixItems` (or a list under `items`, as older drafts have it), `minItems`,
/// `maxItems`.
final class ArrayReader {
    private ArrayReader() {}

    static Shape shape(SchemaReader reader, Conjunction all, String path) {
        int most = all.most("maxItems");
        for (Located unique : all.each("uniqueItems")) {
            if (unique.node().asBoolean(false) && most > 1) {
                throw unique.error("a grammar cannot express this keyword; leave it out");
            }
        }
        int prefix = all.parts().stream().mapToInt(part -> prefix(part).size()).max().orElse(0);
        List<Definition> first = new ArrayList<>();
        for (int i = 0; i < prefix; i++) {
            first.add(reader.definition(item(all, i, path)));
        }
        Definition rest = reader.definition(item(all, prefix, path));
        return new Shape.Items(first, Optional.of(rest), all.least("minItems"), most);
    }

    private static List<Located> prefix(Located part) {
        if (part.has("prefixItems")) {
            return Conjunction.list(part.child("prefixItems"));
        }
        return part.node().path("items").isArray()
                ? Conjunction.list(part.child("items"))
                : List.of();
    }

    private static List<Located> item(Conjunction all, int index, String path) {
        List<Located> schemas = new ArrayList<>();
        schemas.add(new Located(BooleanNode.TRUE, path + " (any item)"));
        for (Located part : all.parts()) {
            List<Located> prefix = prefix(part);
            if (index < prefix.size()) {
                schemas.add(prefix.get(index));
            } else if (part.has("items") && !part.node().path("items").isArray()) {
                schemas.add(part.child("items"));
            }
        }
        return schemas;
    }
}
