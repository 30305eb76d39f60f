package dev.baltoro.synth.evolve;

import dev.baltoro.synth.tool.Action;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/// What the verbs in tools' names mean, from `verbs.txt`.
final class Verbs {
    private static final Map<String, Action> ACTIONS = new HashMap<>();
    private static final Set<String> STATES = new HashSet<>();

    static {
        read();
    }

    private Verbs() {}

    private static void read() {
        try (InputStream in = Verbs.class.getResourceAsStream("verbs.txt")) {
            if (in == null) {
                throw new IllegalStateException("the program lacks its file verbs.txt");
            }
            new String(in.readAllBytes(), StandardCharsets.UTF_8)
                    .lines()
                    .filter(line -> !line.startsWith("#"))
                    .map(line -> line.split(": ", 2))
                    .forEach(parts -> {
                        for (String verb : parts[1].split(" ", -1)) {
                            if (parts[0].equals("STATE")) {
                                STATES.add(verb);
                            } else {
                                ACTIONS.putIfAbsent(verb, Action.valueOf(parts[0]));
                            }
                        }
                    });
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    static Optional<Action> action(String word) {
        return STATES.contains(word)
                ? Optional.of(Action.SET)
                : Optional.ofNullable(ACTIONS.get(word));
    }

    /// {@return the state that a verb puts a thing into, such as `archived`; empty if it does not}
    static Optional<String> state(String verb) {
        if (!STATES.contains(verb)) {
            return Optional.empty();
        }
        String stem =
                verb.equals("stop") || verb.equals("pin")
                        ? verb + verb.charAt(verb.length() - 1)
                        : verb;
        return Optional.of(stem.endsWith("e") ? stem + "d" : stem + "ed");
    }
}
