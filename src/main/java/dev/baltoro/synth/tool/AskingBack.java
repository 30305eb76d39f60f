package dev.baltoro.synth.tool;

import dev.baltoro.agent.request.RequestKind;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.SplittableRandom;
import tools.jackson.databind.node.ObjectNode;

/// Requests that leave a value open that their call needs.
record AskingBack(InventedServer server, WishWriter writer) {
    /// {@return a request and what was left out of it; empty if the tool that was drawn needs
    /// nothing}
    Optional<OpenWish> request(SplittableRandom random, String id) {
        InventedTool tool = WordLists.one(random, server.tools());
        Blueprint blueprint = tool.blueprint();
        Optional<ToolWish> whole =
                new InventedRequests.Drawing(server.start()).wish(random, tool, false);
        List<ToolInput> open =
                blueprint.inputs().stream()
                        .filter(ToolInput::required)
                        .filter(input -> canBeLeftOut(blueprint, input))
                        .toList();
        if (whole.isEmpty() || open.isEmpty()) {
            return Optional.empty();
        }
        ToolInput missing = WordLists.one(random, open);
        ObjectNode arguments = whole.get().arguments().deepCopy();
        arguments.remove(blueprint.written(missing));
        String what = what(blueprint, missing);
        List<String> about =
                Arrays.stream(what.toLowerCase(Locale.ROOT).split(" ", -1))
                        .filter(word -> word.length() > 1)
                        .toList();
        return Optional.of(
                new OpenWish(
                        whole.get(),
                        missing,
                        InventedRequests.request(
                                id,
                                writer.request(
                                        random,
                                        List.of(new ToolWish(blueprint, arguments, Map.of())),
                                        false),
                                new Telling(server).facts(random, List.of()),
                                List.of(),
                                RequestKind.ASK_BACK,
                                writer.question(random, what),
                                about)));
    }

    /// {@return whether a sentence without this value still is one}
    private static boolean canBeLeftOut(Blueprint blueprint, ToolInput input) {
        return switch (input.role()) {
            case KEY -> blueprint.input(Role.OTHER_KEY).isEmpty();
            case VALUE -> blueprint.action() != Action.SET || blueprint.fixed().isEmpty();
            case DELTA -> true;
            case KEYS -> true;
            case TERM -> blueprint.action() == Action.COMPUTE && blueprint.inputs().size() > 1;
            default -> false;
        };
    }

    private static String what(Blueprint blueprint, ToolInput input) {
        return switch (input.role()) {
            case KEY, KEYS -> blueprint.table().noun();
            case DELTA -> "amount";
            default -> input.column().said();
        };
    }
}
