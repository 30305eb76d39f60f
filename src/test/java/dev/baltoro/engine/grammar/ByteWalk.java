package dev.baltoro.engine.grammar;

import dev.baltoro.engine.grammar.automaton.Automaton;
import dev.baltoro.engine.grammar.automaton.Rule;
import dev.baltoro.engine.grammar.regex.Distance;
import dev.baltoro.engine.grammar.schema.Definition;
import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.util.Random;

/// Walks through the values of a schema byte by byte, without a vocabulary.
final class ByteWalk {
    private ByteWalk() {}

    static boolean accepts(Definition definition, String json) {
        Rule rule = new Automaton().value(definition, 0);
        for (byte next : json.getBytes(StandardCharsets.UTF_8)) {
            rule = rule.next(next & 0xFF);
        }
        return rule.nullable();
    }

    /// {@return a random value, which comes to its end behind about `bytes` bytes}
    static String draw(Definition definition, Random random, int bytes) {
        Rule rule = new Automaton().value(definition, 0);
        ByteArrayOutputStream text = new ByteArrayOutputStream();
        while (true) {
            boolean closing = text.size() >= bytes;
            if (rule.nullable() && (closing || random.nextInt(4) == 0)) {
                return text.toString(StandardCharsets.UTF_8);
            }
            int next = closing ? closing(rule) : any(rule, random);
            if (next < 0) {
                if (rule.nullable()) {
                    return text.toString(StandardCharsets.UTF_8);
                }
                throw new AssertionError("no way on behind " + text);
            }
            text.write(next);
            rule = rule.next(next);
        }
    }

    private static int any(Rule rule, Random random) {
        for (int tries = 0; tries < 8; tries++) {
            int next = ' ' + random.nextInt('~' - ' ');
            if (rule.next(next).distance() < Distance.NONE) {
                return next;
            }
        }
        int from = random.nextInt(Byte.MAX_VALUE * 2 + 2);
        for (int i = 0; i < 256; i++) {
            int next = from + i & 0xFF;
            if (rule.next(next).distance() < Distance.NONE) {
                return next;
            }
        }
        return -1;
    }

    /// {@return the byte after which the end is nearest; it must be nearer than before}
    private static int closing(Rule rule) {
        int best = -1;
        int distance = rule.distance();
        for (int next = 0; next < 256; next++) {
            int behind = rule.next(next).distance();
            if (behind < distance) {
                best = next;
                distance = behind;
            }
        }
        return best;
    }
}
