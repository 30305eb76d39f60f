package dev.baltoro.train.run;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import tools.jackson.core.type.TypeReference;
import tools.jackson.databind.json.JsonMapper;

/// What a run ran on and what it trained: facts by name, as the report shows them.
public record Environment(Map<String, String> facts) {
    private static final JsonMapper JSON =
            JsonMapper.builder()
                    .enable(tools.jackson.databind.SerializationFeature.INDENT_OUTPUT)
                    .build();

    /// {@return this machine's JDK, operating system, processor and memory}
    public static Environment ofThisMachine() {
        Map<String, String> facts = new LinkedHashMap<>();
        facts.put("JDK", Runtime.version() + " (" + System.getProperty("java.vendor") + ")");
        facts.put(
                "operating system",
                System.getProperty("os.name") + " " + System.getProperty("os.version"));
        facts.put("processor", processor());
        facts.put("cores", Integer.toString(Runtime.getRuntime().availableProcessors()));
        return new Environment(facts);
    }

    /// {@return these facts and one more}; for instance `threads`, `device`, `model`.
    public Environment with(String fact, String value) {
        Map<String, String> more = new LinkedHashMap<>(facts);
        more.put(fact, value);
        return new Environment(more);
    }

    static Environment read(Path file) throws IOException {
        if (!Files.exists(file)) {
            return new Environment(Map.of());
        }
        return new Environment(
                JSON.readValue(
                        Files.readAllBytes(file),
                        new TypeReference<LinkedHashMap<String, String>>() {}));
    }

    byte[] json() {
        return JSON.writeValueAsBytes(facts);
    }

    /// Linux says the processor's name; elsewhere its architecture has to do.
    private static String processor() {
        String architecture = System.getProperty("os.arch", "unknown");
        Path linux = Path.of("/proc/cpuinfo");
        if (!Files.isReadable(linux)) {
            return architecture;
        }
        try (var lines = Files.lines(linux)) {
            return lines.filter(line -> line.toLowerCase(Locale.ROOT).startsWith("model name"))
                    .map(line ->
                            line.substring(line.indexOf(':') + 1).strip() + ", " + architecture)
                    .findFirst()
                    .orElse(architecture);
        } catch (IOException | java.io.UncheckedIOException e) {
            return architecture;
        }
    }
}
