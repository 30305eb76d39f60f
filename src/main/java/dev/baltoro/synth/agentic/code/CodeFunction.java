package dev.baltoro.synth.agentic.code;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;

/// A function that can be broken, read from `functions.txt`, which says how it is written.
///
/// @param name of the function
/// @param does what it does, in words
/// @param code that is right
/// @param faults that can be put in
/// @param calls arguments that it is tested with, each a JSON list
record CodeFunction(String name, String does, String code, List<Fault> faults, List<String> calls) {
    CodeFunction {
        faults = List.copyOf(faults);
        calls = List.copyOf(calls);
    }

    /// A piece of the code, and what stands in its place.
    record Fault(String right, String wrong) {}

    /// {@return the code with a fault}
    String broken(Fault fault) {
        return code.replace(fault.right(), fault.wrong());
    }

    /// {@return its first line and what it does, without a body}
    String missing() {
        return code.lines().findFirst().orElseThrow() + "\n    raise NotImplementedError";
    }

    /// {@return all functions, in the file's order}
    static List<CodeFunction> all() {
        List<CodeFunction> all = new ArrayList<>();
        List<String> block = new ArrayList<>();
        for (String line : lines()) {
            if (line.startsWith("= ") && !block.isEmpty()) {
                all.add(of(block));
                block = new ArrayList<>();
            }
            block.add(line);
        }
        all.add(of(block));
        return List.copyOf(all);
    }

    private static List<String> lines() {
        try (InputStream in = CodeFunction.class.getResourceAsStream("functions.txt")) {
            if (in == null) {
                throw new IllegalStateException("the program lacks its file functions.txt");
            }
            return new String(in.readAllBytes(), StandardCharsets.UTF_8)
                    .lines()
                    .filter(line -> !line.isBlank() && !line.startsWith("#"))
                    .toList();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static CodeFunction of(List<String> block) {
        String[] head = block.getFirst().substring(2).split(": ", 2);
        List<String> code = new ArrayList<>();
        List<Fault> faults = new ArrayList<>();
        List<String> calls = new ArrayList<>();
        for (String line : block.subList(1, block.size())) {
            if (line.startsWith("~ ")) {
                String[] parts = line.substring(2).replace("\\n", "\n").split(" -> ", 2);
                faults.add(new Fault(parts[0], parts[1]));
            } else if (line.startsWith("? ")) {
                calls.add(line.substring(2));
            } else {
                code.add(line);
            }
        }
        return new CodeFunction(head[0], head[1], String.join("\n", code) + "\n", faults, calls);
    }
}
