package dev.baltoro.cli.mcp;

import dev.baltoro.engine.chat.ChatEngine;
import dev.baltoro.engine.grammar.schema.SchemaException;
import dev.baltoro.serve.web.PageTool;
import dev.baltoro.text.chat.ChatRequest;
import dev.baltoro.text.chat.DecodingOptions;
import dev.baltoro.text.chat.KnownTools;
import dev.baltoro.text.chat.Sampling;
import dev.baltoro.text.chat.ToolDeclaration;
import dev.baltoro.text.chat.ToolUse;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

/// Finds out which tools a model can call: whose schemas a grammar can hold, and which it knows, if
/// it was trained with tools of its own.
///
/// @param notes is told, a line each, what is left out
record SpokenTools(ChatEngine model, Consumer<String> notes) {
    private static final int NAMES_MAX = 5;

    List<PageTool> of(List<PageTool> tools) {
        List<PageTool> known = new ArrayList<>();
        List<String> unknown = new ArrayList<>();
        KnownTools trained = model.encoder().template().known();
        for (PageTool tool : tools) {
            if (trained.refusal(List.of(tool.declaration())).isEmpty()) {
                known.add(tool);
            } else {
                unknown.add(tool.name());
            }
        }
        if (!unknown.isEmpty()) {
            notes.accept(
                    "warning: this model was trained with other tools: the page leaves out %s; train a model with them (baltoro agent --mcp)"
                            .formatted(shown(unknown)));
        }
        List<PageTool> usable = new ArrayList<>();
        known.forEach(tool -> usable(tool).ifPresent(usable::add));
        return List.copyOf(usable);
    }

    private static String shown(List<String> names) {
        String some = String.join(", ", names.subList(0, Math.min(NAMES_MAX, names.size())));
        return names.size() > NAMES_MAX
                ? "%s and %d more".formatted(some, names.size() - NAMES_MAX)
                : some;
    }

    /// {@return the tool; less strict where no grammar can hold all of its schema}
    private Optional<PageTool> usable(PageTool tool) {
        if (problem(tool).isEmpty()) {
            return Optional.of(tool);
        }
        PageTool relaxed = relaxed(tool);
        Optional<String> problem = problem(relaxed);
        problem.ifPresent(why ->
                notes.accept(
                        "warning: %s: tool %s is left out: %s"
                                .formatted(tool.source(), tool.name(), why)));
        return problem.isEmpty() ? Optional.of(relaxed) : Optional.empty();
    }

    private static PageTool relaxed(PageTool tool) {
        JsonNode json = JsonMapper.shared().readTree(tool.declaration().json());
        if (json.path("function") instanceof ObjectNode function) {
            function.put("strict", false);
        }
        return new PageTool(tool.source(), ToolDeclaration.parse(json.toString()), tool.effect());
    }

    private Optional<String> problem(PageTool tool) {
        ChatRequest request =
                ChatRequest.of(List.of(), DecodingOptions.of(Sampling.OPEN))
                        .withTools(ToolUse.auto(List.of(tool.declaration())));
        try {
            var unused = model.relaxed(request);
            return Optional.empty();
        } catch (SchemaException e) {
            return Optional.of(String.valueOf(e.getMessage()));
        }
    }
}
