package dev.baltoro.synth.request;

import dev.baltoro.synth.value.Slot;
import dev.baltoro.synth.value.SpokenLanguage;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.StringNode;

/// Wishes for a tool that no phrasebook knows, in the words of its declaration.
final class DeclaredFamily {
    /// Parameters beyond the required ones that get wishes of their own.
    private static final int OPTIONAL_MAX = 4;

    private static final int DESCRIPTION_MAX = 90;

    private final ToolShape tool;
    private final List<String> parameters;

    private DeclaredFamily(ToolShape tool, List<String> parameters) {
        this.tool = tool;
        this.parameters = parameters;
    }

    /// {@return wishes for what is required, and for that with one more parameter each}
    static List<Family> of(ToolShape tool) {
        List<Family> families = new ArrayList<>();
        families.add(new DeclaredFamily(tool, tool.required()).family(1));
        tool.parameters().stream()
                .filter(name -> !tool.required().contains(name))
                .limit(OPTIONAL_MAX)
                .forEach(name -> {
                    List<String> more = new ArrayList<>(tool.required());
                    more.add(name);
                    families.add(new DeclaredFamily(tool, more).family(0.4));
                });
        return families;
    }

    private Family family(double weight) {
        Map<String, Slot> slots = new LinkedHashMap<>();
        Map<String, java.util.regex.Pattern> roles = new LinkedHashMap<>();
        Map<String, JsonNode> arguments = new LinkedHashMap<>();
        for (int i = 0; i < parameters.size(); i++) {
            String name = parameters.get(i);
            slots.put(slot(i), new DeclaredSlot(DeclaredSlot.spoken(name), tool.parameter(name)));
            roles.put(
                    slot(i), java.util.regex.Pattern.compile(java.util.regex.Pattern.quote(name)));
            arguments.put(slot(i), StringNode.valueOf("{" + slot(i) + "}"));
        }
        List<Family.Lack> lacks = new ArrayList<>();
        for (int i = 0; i < tool.required().size(); i++) {
            Slot.Unsaid unsaid =
                    slots.getOrDefault(slot(i), new DeclaredSlot("", tool.schema())).unsaid();
            lacks.add(
                    new Family.Lack(
                            slot(i),
                            Sayings.english(sentences(i)),
                            unsaid.asks().stream().map(DeclaredFamily::plain).toList(),
                            unsaid.about()));
        }
        return new Family(
                "declared " + tool.name() + " " + String.join(" ", parameters),
                java.util.regex.Pattern.compile(
                        "^" + java.util.regex.Pattern.quote(tool.name()) + "$"),
                Optional.empty(),
                roles,
                Map.of(),
                arguments,
                weight,
                List.of(),
                new Sayings(
                        Map.of(
                                SpokenLanguage.ENGLISH,
                                sentences(-1).stream().map(Saying::of).toList())),
                lacks,
                "",
                "",
                false,
                Set.of(),
                Map.of(),
                List.of(),
                List.of(),
                false,
                Set.of(),
                slots);
    }

    private static Saying plain(String text) {
        return Saying.of(escaped(text));
    }

    private static String slot(int index) {
        return "p" + index;
    }

    /// {@return ways to ask for the tool}
    ///
    /// @param unsaid which parameter is left out; negative if none is
    private List<String> sentences(int unsaid) {
        String what = escaped(DeclaredSlot.spoken(tool.name()));
        List<String> named = new ArrayList<>();
        List<String> bare = new ArrayList<>();
        for (int i = 0; i < parameters.size(); i++) {
            if (i != unsaid) {
                String name = escaped(DeclaredSlot.spoken(parameters.get(i)));
                named.add(name + "( |: | = | is ){" + slot(i) + "}");
                bare.add("{" + slot(i) + "}");
            }
        }
        Set<String> says = new LinkedHashSet<>();
        if (named.isEmpty()) {
            says.addAll(
                    List.of(
                            what,
                            "(run|use|call|do) " + what,
                            what + "( now| again| for me|)",
                            "I need (you to |the |)" + what,
                            "can you " + what + "?",
                            "let's " + what,
                            "time to " + what));
        } else {
            String all = String.join("(, | and |; )", named);
            says.add(what + "(, | with | using |: )" + all);
            says.add("(run|use|call|do|try) " + what + " with " + all);
            says.add("I (need|want) (to |)" + what + ", " + all);
            says.add(all + ". (Now |Please |)" + what);
            says.add("can you " + what + "( with| using|,) " + all + "?");
            says.add(what + " (for|of|on|with|) " + bare.getFirst() + rest(named));
            says.add("(the |) " + object(what) + " (for|of) " + bare.getFirst() + rest(named));
            says.add(
                    "(what is|what's|show me|give me|I need) the "
                            + object(what)
                            + " (for|of) "
                            + bare.getFirst()
                            + rest(named));
        }
        description()
                .ifPresent(text ->
                        says.add(
                                named.isEmpty()
                                        ? text
                                        : text
                                                + "(: |, | with )"
                                                + String.join("(, | and )", named)));
        return List.copyOf(says);
    }

    private static String rest(List<String> named) {
        return named.size() == 1 ? "" : ", " + String.join(", ", named.subList(1, named.size()));
    }

    /// {@return what the tool's name speaks of: its words without the first, which is mostly a
    /// verb}
    private static String object(String what) {
        int space = what.indexOf(' ');
        return space < 0 ? what : what.substring(space + 1);
    }

    /// {@return the description's first sentence as a wish}
    private Optional<String> description() {
        String first = tool.description().strip().split("(?<=[.!?])\\s|\n", 2)[0];
        first = first.replaceAll("[.!]$", "");
        if (first.isBlank() || first.length() > DESCRIPTION_MAX) {
            return Optional.empty();
        }
        String lower = first.substring(0, 1).toLowerCase(Locale.ROOT) + first.substring(1);
        return Optional.of(
                escaped(
                        lower.replaceFirst(
                                "^(get|return|comput|search|list|creat|delet|updat|read|writ)(e?)s ",
                                "$1$2 ")));
    }

    private static String escaped(String text) {
        return text.replaceAll("([\\\\(){}|])", "\\\\$1");
    }
}
