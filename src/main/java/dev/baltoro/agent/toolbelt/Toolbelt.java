package dev.baltoro.agent.toolbelt;

import dev.baltoro.agent.domain.ToolWords;
import dev.baltoro.agent.mcp.McpException;
import dev.baltoro.agent.mcp.McpTool;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

/// The tools that an agent sees: those that search, show, add, drop and call, and those that it has
/// added. What it adds is bounded in number and in tokens. Any number of threads may call.
public final class Toolbelt {
    /// Characters of a name in an answer.
    private static final int SHOWN_NAME_MAX = 80;

    private final ToolShelf shelf;
    private final ToolSearch search;
    private final BeltLimits limits;
    private final Runnable changed;
    private final Map<String, ShelvedTool> added = new LinkedHashMap<>();

    /// @param changed told after the agent's tools have become others
    public Toolbelt(ToolShelf shelf, ToolSearch search, BeltLimits limits, Runnable changed) {
        this.shelf = shelf;
        this.search = search;
        this.limits = limits;
        this.changed = changed;
    }

    /// {@return what is declared to the agent now}
    public List<McpTool> tools() {
        List<McpTool> tools = new ArrayList<>(MetaTools.declared());
        synchronized (added) {
            added.values().forEach(one -> tools.add(one.declared()));
        }
        return tools;
    }

    /// {@return what a call of one of [#tools] comes to; it never throws for what a model wrote}
    public BeltAnswer call(String name, JsonNode arguments) throws InterruptedException {
        if (!(arguments instanceof ObjectNode given)) {
            return BeltAnswer.failed("the arguments have to be a JSON object");
        }
        return switch (name) {
            case MetaTools.SEARCH -> search(given);
            case MetaTools.INSPECT ->
                    named(given).map(this::inspect).orElseGet(() -> unnamed(given));
            case MetaTools.ADD -> named(given).map(this::add).orElseGet(() -> unnamed(given));
            case MetaTools.DROP -> drop(name(given));
            case MetaTools.CALL -> {
                JsonNode inner = given.path("arguments");
                yield inner instanceof ObjectNode object
                        ? run(name(given), object)
                        : BeltAnswer.failed("call_tool needs the tool's arguments as an object");
            }
            default -> run(name, given);
        };
    }

    private static String name(ObjectNode arguments) {
        return arguments.path("name").asString("");
    }

    private Optional<ShelvedTool> named(ObjectNode arguments) {
        return shelf.find(name(arguments));
    }

    private BeltAnswer unnamed(ObjectNode arguments) {
        String name = shown(name(arguments));
        List<String> near =
                search.find(ToolWords.spaced(name), 3).stream().map(ShelvedTool::name).toList();
        String advice =
                near.isEmpty() ? "search_tools finds some" : "near: " + String.join(", ", near);
        return BeltAnswer.failed("there is no tool \"%s\"; %s".formatted(name, advice));
    }

    private static String shown(String name) {
        return name.length() <= SHOWN_NAME_MAX ? name : name.substring(0, SHOWN_NAME_MAX) + "…";
    }

    private BeltAnswer search(ObjectNode arguments) {
        String query = arguments.path("query").asString("");
        if (query.isBlank()) {
            return BeltAnswer.failed("search_tools needs a query: what is to be done");
        }
        int limit =
                Math.clamp(arguments.path("limit").asInt(limits.results()), 1, limits.results());
        List<ShelvedTool> found = search.find(query, limit);
        if (found.isEmpty()) {
            return BeltAnswer.of(
                    "no tool of %,d fits; try other words".formatted(shelf.tools().size()));
        }
        StringBuilder text = new StringBuilder();
        for (ShelvedTool one : found) {
            text.append(one.name())
                    .append(": ")
                    .append(ToolWords.firstSentence(one.tool().description()))
                    .append(" [")
                    .append(shown(one.server()))
                    .append("]\n");
        }
        return BeltAnswer.of(cut(text.toString().strip()));
    }

    private BeltAnswer inspect(ShelvedTool tool) {
        return BeltAnswer.of(cut(tool.declared().json().toPrettyString()));
    }

    private String cut(String text) {
        return text.length() <= limits.answerChars()
                ? text
                : text.substring(0, limits.answerChars()) + "… (cut)";
    }

    private static int chars(ShelvedTool tool) {
        return tool.declared().declaration().json().length();
    }

    private BeltAnswer add(ShelvedTool tool) {
        synchronized (added) {
            if (!added.containsKey(tool.name())) {
                String room = "drop one of %s first".formatted(String.join(", ", added.keySet()));
                if (added.size() >= limits.tools()) {
                    return BeltAnswer.failed(
                            "%d tools are added, which is the most; %s"
                                    .formatted(added.size(), room));
                }
                int most = limits.declaredTokens() * BeltLimits.CHARS_A_TOKEN;
                int chars = added.values().stream().mapToInt(Toolbelt::chars).sum();
                if (chars(tool) > most) {
                    return BeltAnswer.failed(
                            "its declaration alone has about %,d tokens, more than the %,d that all may have"
                                    .formatted(tokens(chars(tool)), limits.declaredTokens()));
                }
                if (chars + chars(tool) > most) {
                    return BeltAnswer.failed(
                            "its declaration of about %,d tokens does not fit beside the others' %,d of %,d; %s"
                                    .formatted(
                                            tokens(chars(tool)),
                                            tokens(chars),
                                            limits.declaredTokens(),
                                            room));
                }
                added.put(tool.name(), tool);
            }
        }
        changed.run();
        return BeltAnswer.of(
                "added: " + JsonMapper.shared().writeValueAsString(tool.declared().json()));
    }

    private static int tokens(int chars) {
        return Math.ceilDiv(chars, BeltLimits.CHARS_A_TOKEN);
    }

    private BeltAnswer drop(String name) {
        synchronized (added) {
            if (added.remove(name) == null) {
                return BeltAnswer.failed(
                        "\"%s\" is not added; added are: %s"
                                .formatted(shown(name), String.join(", ", added.keySet())));
            }
        }
        changed.run();
        return BeltAnswer.of("dropped " + name);
    }

    private BeltAnswer run(String name, ObjectNode arguments) throws InterruptedException {
        Optional<ShelvedTool> tool;
        synchronized (added) {
            tool = Optional.ofNullable(added.get(name));
        }
        if (tool.isEmpty()) {
            String why =
                    shelf.find(name).isPresent()
                            ? "is not added; add_tool adds it"
                            : "is no tool here";
            return BeltAnswer.failed("\"%s\" %s".formatted(shown(name), why));
        }
        try {
            return tool.get().caller().call(tool.get().tool().name(), arguments);
        } catch (McpException e) {
            return BeltAnswer.failed(String.valueOf(e.getMessage()));
        }
    }
}
