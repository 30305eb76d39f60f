package dev.baltoro.engine.grammar;

import dev.baltoro.text.chat.ToolDeclaration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.function.Supplier;
import tools.jackson.databind.json.JsonMapper;

/// Sets of tools of all kinds, up to thirty at once.
///
/// @param schemas their parameters by name
record RandomTools(Map<String, String> schemas) {
    private static final String[] NAMES = {
        "city", "unit", "名前", "größe", "a b", "quote\"d", "x", "list", "émoji😀", "when"
    };
    private static final int DEPTH_MAX = 3;

    static RandomTools draw(Random random) {
        Map<String, String> schemas = new LinkedHashMap<>();
        int count = random.nextInt(5) == 0 ? 30 : 1 + random.nextInt(4);
        for (int i = 0; i < count; i++) {
            String name = List.of("get_", "mcp.", "my-", "t").get(random.nextInt(4)) + i;
            schemas.put(name, new Drawing(random).object(0, true));
        }
        return new RandomTools(schemas);
    }

    List<ToolDeclaration> declarations() {
        return schemas.entrySet().stream()
                .map(tool -> ToolDeclaration.function(tool.getKey(), "", tool.getValue()))
                .toList();
    }

    private record Drawing(Random random) {
        String schema(int depth) {
            List<Supplier<String>> kinds =
                    new ArrayList<>(
                            List.of(
                                    this::text,
                                    this::number,
                                    () -> "{\"type\":\"boolean\"}",
                                    () -> "{\"type\":[\"integer\",\"null\"]}",
                                    () -> "{\"enum\":[\"rouge\",\"vert\\n\",\"青\",null,3]}",
                                    () -> "{\"const\":{\"a\":[1,\"é\"]}}",
                                    () -> "{\"type\":\"string\",\"enum\":[\"a\",\"ab\",\"b c\"]}"));
            if (depth < DEPTH_MAX) {
                kinds.add(() -> object(depth + 1, false));
                kinds.add(() -> object(depth + 1, false));
                kinds.add(() -> array(depth + 1));
                kinds.add(() -> array(depth + 1));
                kinds.add(() ->
                        "{\"anyOf\":[%s,%s]}".formatted(schema(depth + 1), schema(depth + 1)));
                kinds.add(() -> "{\"$ref\":\"#/$defs/tree\"}");
                kinds.add(() ->
                        "{\"type\":\"object\",\"additionalProperties\":%s}"
                                .formatted(schema(depth + 1)));
                kinds.add(() -> "{}");
            }
            return kinds.get(random.nextInt(kinds.size())).get();
        }

        private String text() {
            return switch (random.nextInt(4)) {
                case 0 -> "{\"type\":\"string\"}";
                case 1 ->
                        "{\"type\":\"string\",\"minLength\":%d,\"maxLength\":%d}"
                                .formatted(random.nextInt(4), 4 + random.nextInt(20));
                case 2 -> "{\"type\":\"string\",\"pattern\":\"^[a-zé]{1,5}(-[0-9]{2})?$\"}";
                default -> "{\"type\":\"string\",\"pattern\":\"@\",\"maxLength\":12}";
            };
        }

        private String number() {
            int low = random.nextInt(2_000) - 1_000;
            int high = low + random.nextInt(500);
            return switch (random.nextInt(5)) {
                case 0 -> "{\"type\":\"integer\"}";
                case 1 -> "{\"type\":\"number\"}";
                case 2 ->
                        "{\"type\":\"integer\",\"minimum\":%d,\"maximum\":%d}".formatted(low, high);
                case 3 ->
                        "{\"type\":\"number\",\"exclusiveMinimum\":%d.%d,\"maximum\":%d.5}"
                                .formatted(low - 2, random.nextInt(100), high);
                default ->
                        "{\"type\":\"integer\",\"minimum\":%d,\"multipleOf\":%d}"
                                .formatted(low, 1 + random.nextInt(12));
            };
        }

        private String array(int depth) {
            int least = random.nextInt(3);
            return "{\"type\":\"array\",\"items\":%s,\"minItems\":%d%s}"
                    .formatted(
                            schema(depth),
                            least,
                            random.nextBoolean() ? ",\"maxItems\":" + (least + 2) : "");
        }

        String object(int depth, boolean root) {
            List<String> properties = new ArrayList<>();
            List<String> required = new ArrayList<>();
            for (String name : NAMES) {
                if (random.nextInt(4) == 0) {
                    String json = JsonMapper.shared().writeValueAsString(name);
                    properties.add(json + ":" + schema(depth));
                    if (random.nextBoolean()) {
                        required.add(json);
                    }
                }
            }
            String more =
                    switch (random.nextInt(4)) {
                        case 0 -> ",\"additionalProperties\":false";
                        case 1 -> ",\"additionalProperties\":{\"type\":\"integer\"}";
                        default -> "";
                    };
            String tree =
                    ",\"$defs\":{\"tree\":{\"type\":\"object\",\"properties\":{\"value\":{\"type\":\"integer\"},\"children\":{\"type\":\"array\",\"items\":{\"$ref\":\"#/$defs/tree\"}}},\"required\":[\"value\"]}}";
            return "{\"type\":\"object\",\"properties\":{%s},\"required\":[%s]%s%s}"
                    .formatted(
                            String.join(",", properties),
                            String.join(",", required),
                            more,
                            root ? tree : "");
        }
    }
}
