package dev.baltoro.cli;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import picocli.CommandLine.Help;

/// What a command is for; the list of commands is read by these.
enum CommandGroup {
    START("Start here:", List.of("quickstart", "doctor")),
    OWN("An agent for your own tools:", List.of("agent", "tools", "synth", "review")),
    PREPARE("Prepare text:", List.of("tokenizer", "data", "gym", "synth")),
    TRAIN("Train:", List.of("plan", "pretrain", "sft", "rl", "agentic", "experiment")),
    USE("Use a model:", List.of("chat", "serve", "generate", "logprobs")),
    MEASURE("Measure:", List.of("bench"));

    private static final int NAME_WIDTH = 14;

    private final String heading;

    @SuppressWarnings("ImmutableEnumChecker") // of List.of
    private final List<String> commands;

    CommandGroup(String heading, List<String> commands) {
        this.heading = heading;
        this.commands = commands;
    }

    /// {@return the commands of `help` by group; those of no group come last}
    static String list(Help help) {
        Map<String, Help> left = new LinkedHashMap<>(help.subcommands());
        StringBuilder text = new StringBuilder();
        for (CommandGroup group : values()) {
            List<String> lines = new ArrayList<>();
            for (String name : group.commands) {
                Help command = left.remove(name);
                if (command != null) {
                    lines.add(line(name, command));
                }
            }
            append(text, group.heading, lines);
        }
        List<String> rest = new ArrayList<>();
        left.forEach((name, command) -> rest.add(line(name, command)));
        append(text, "Other:", rest);
        return text.toString();
    }

    private static void append(StringBuilder text, String heading, List<String> lines) {
        if (!lines.isEmpty()) {
            text.append("%n%s%n".formatted(heading));
            lines.forEach(text::append);
        }
    }

    private static String line(String name, Help command) {
        String[] description = command.commandSpec().usageMessage().description();
        String padding = " ".repeat(Math.max(1, NAME_WIDTH - name.length()));
        return "  %s%s%s%n".formatted(name, padding, description.length == 0 ? "" : description[0]);
    }
}
