package dev.baltoro.synth.graph;

import dev.baltoro.synth.value.Draws;
import dev.baltoro.synth.value.Need;
import dev.baltoro.synth.value.Situation;
import dev.baltoro.synth.value.Surroundings.Link;
import dev.baltoro.synth.value.Value;
import dev.baltoro.synth.value.Value.Said;
import dev.baltoro.synth.words.WordFile;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import tools.jackson.databind.node.StringNode;

/// Relations. A tie holds between `{entity}` and `{entity.2}` and fits what they are: `works at`
/// stands for `works_at`; form `type` is said as it is noted. A peer is a stored relation that
/// another one is to be like; forms `a`, `to`, `type`.
final class Ties {
    private static final List<String> LINES = WordFile.lines("ties");

    private Ties() {}

    static Value tie(Situation situation, int index) {
        Draws draw = situation.draw();
        String kinds =
                kind(Predicates.type(situation, 1)) + "-" + kind(Predicates.type(situation, 2));
        List<String> fit = LINES.stream().filter(line -> fits(line, kinds)).toList();
        String line = draw.pick(fit.isEmpty() ? LINES : fit);
        String verb =
                draw.pick(
                        List.of(line.substring(line.indexOf(':') + 1).strip().split("\\s*,\\s*")));
        String code = code(verb);
        String written =
                switch (draw.weighted(8, 1, 1)) {
                    case 0 -> code;
                    case 1 -> code.toUpperCase(Locale.ROOT);
                    default -> camel(code.replace('_', ' '));
                };
        return Value.of(StringNode.valueOf(code), verb)
                .form("written", written)
                .form("quoted", draw.pick("'%s'", "\"%s\"", "%s").formatted(written))
                .form("verb", verb);
    }

    /// {@return `member_of` for `is a member of`}
    static String code(String verb) {
        return verb.replaceFirst("^(is|was) ((a|an|the) )?", "").replace(' ', '_');
    }

    private static String camel(String verb) {
        StringBuilder out = new StringBuilder();
        for (String word : verb.split(" ")) {
            out.append(
                    out.isEmpty()
                            ? word
                            : Character.toUpperCase(word.charAt(0)) + word.substring(1));
        }
        return out.toString();
    }

    private static boolean fits(String line, String kinds) {
        String head = line.substring(0, line.indexOf(':'));
        return List.of(head.split(" ")).contains(kinds);
    }

    private static String kind(String type) {
        return Predicates.isPerson(type) ? "person" : Predicates.rule(type);
    }

    static Value peer(Situation situation, int index) {
        Link link = stored(situation);
        String need = Need.LINK + link.from() + "\n" + link.type() + "\n" + link.to();
        return new Value(
                StringNode.valueOf(link.from()),
                List.of(
                        new Said(link.from(), need),
                        new Said(shortly(link.from(), situation), need)),
                Map.of(
                        "to", List.of(new Said(link.to(), need)),
                        "type", List.of(new Said(link.type(), need))));
    }

    /// {@return a stored relation of which only the ends are said: forms `a` and `b`; the system
    /// message tells what it is}
    static Value bond(Situation situation, int index) {
        Link link = stored(situation);
        String need = Need.LINK + link.from() + "\n" + link.type() + "\n" + link.to();
        return new Value(
                StringNode.valueOf(link.type()),
                List.of(new Said(link.from() + " " + link.type() + " " + link.to())),
                Map.of(
                        "from", List.of(new Said(link.from())),
                        "to", List.of(new Said(link.to())),
                        "type", List.of(new Said(link.type())),
                        "a", ends(link.from(), need, situation),
                        "b", ends(link.to(), need, situation)));
    }

    private static List<Said> ends(String name, String need, Situation situation) {
        return List.of(
                new Said(name, need),
                new Said(name, need),
                new Said(shortly(name, situation), need),
                new Said(name.contains("'") ? name : "'" + name + "'", need));
    }

    private static Link stored(Situation situation) {
        List<Link> links = situation.surroundings().links();
        return links.isEmpty() ? new Link("A", "knows", "B") : situation.draw().pick(links);
    }

    /// {@return a person's first name, the whole name of anything else}
    private static String shortly(String name, Situation situation) {
        boolean person =
                situation.surroundings().entity(name).stream()
                        .anyMatch(entity -> Predicates.isPerson(entity.type()));
        return person && name.contains(" ") ? name.substring(0, name.indexOf(' ')) : name;
    }
}
