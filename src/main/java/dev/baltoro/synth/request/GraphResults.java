package dev.baltoro.synth.request;

import dev.baltoro.agent.request.WantedCall;
import dev.baltoro.synth.value.Draws;
import dev.baltoro.synth.value.Situation;
import dev.baltoro.synth.value.Surroundings.Entity;
import dev.baltoro.synth.value.Surroundings.Link;
import dev.baltoro.synth.value.Value;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/// What a store of entities gives back, and how an assistant sums it up.
final class GraphResults {
    private static final Pattern SHOWS =
            Pattern.compile(
                    "(?i)(open|search|find|read|get|show|list|fetch|dump)_?.*(node|graph|entit).*");

    /// Entities of a result.
    private static final int MOST = 3;

    /// Links of a result.
    private static final int LINKS_MAX = 3;

    private static final double INDENTED = 0.6;

    private final Situation situation;
    private final List<Entity> entities;
    private final List<Link> links;

    private GraphResults(Situation situation, List<Entity> entities) {
        this.situation = situation;
        this.entities = entities;
        Set<String> names = entities.stream().map(Entity::name).collect(Collectors.toSet());
        this.links =
                situation.surroundings().links().stream()
                        .filter(link -> names.contains(link.from()) || names.contains(link.to()))
                        .limit(LINKS_MAX)
                        .toList();
    }

    /// {@return what a call shows; empty if it shows no entities}
    static Optional<Results.Given> of(WantedCall call, Situation situation) {
        return of(call, situation, List.of());
    }

    /// {@return what a call shows, an entity first; empty if it shows no entities}
    static Optional<Results.Given> about(WantedCall call, Value entity, Situation situation) {
        return situation
                .surroundings()
                .entity(entity.plain())
                .flatMap(one -> of(call, situation, List.of(one)));
    }

    private static Optional<Results.Given> of(
            WantedCall call, Situation situation, List<Entity> first) {
        List<Entity> known = situation.surroundings().entities();
        if (!SHOWS.matcher(call.name()).matches() || known.isEmpty()) {
            return Optional.empty();
        }
        Draws draw = situation.draw();
        Set<Entity> shown = new LinkedHashSet<>(first);
        String asked = call.arguments().toString();
        known.stream().filter(one -> asked.contains('"' + one.name() + '"')).forEach(shown::add);
        int count = call.arguments().isEmpty() ? MOST : 1;
        for (int i = 0; i < count && shown.size() < count; i++) {
            shown.add(draw.pick(known));
        }
        GraphResults results = new GraphResults(situation, List.copyOf(shown));
        return Optional.of(new Results.Given(results.json(), results.summary()));
    }

    private String json() {
        ObjectNode json = JsonMapper.shared().createObjectNode();
        ArrayNode all = json.putArray("entities");
        for (Entity entity : entities) {
            ArrayNode facts =
                    all.addObject()
                            .put("name", entity.name())
                            .put("entityType", entity.type())
                            .putArray("observations");
            entity.facts().forEach(facts::add);
        }
        ArrayNode relations = json.putArray("relations");
        links.forEach(link ->
                relations
                        .addObject()
                        .put("from", link.from())
                        .put("to", link.to())
                        .put("relationType", link.type()));
        return situation.draw().chance(INDENTED) ? indented(json) : json.toString();
    }

    private static String indented(JsonNode json) {
        return JsonMapper.shared().writerWithDefaultPrettyPrinter().writeValueAsString(json);
    }

    private String summary() {
        Draws draw = situation.draw();
        List<String> lines = new ArrayList<>();
        for (int i = 0; i < entities.size(); i++) {
            String number = entities.size() > 1 ? draw.pick("- ", (i + 1) + ". ", "* ") : "";
            lines.add(number + said(entities.get(i)));
        }
        String text = String.join(entities.size() > 1 ? "\n" : " ", lines);
        if (!links.isEmpty() && draw.chance(0.6)) {
            String linked = links.stream().map(this::said).collect(Collectors.joining("; "));
            text += draw.pick(" ", "\n") + draw.pick("", "Linked: ", "Links: ") + linked + ".";
        }
        return draw.pick("", "", "Here it is: ", "I found this:\n", "Found: ", "That is ") + text;
    }

    private String said(Link link) {
        return "%s %s %s"
                .formatted(
                        link.from(),
                        situation.draw().chance(0.5) ? link.type() : link.type().replace('_', ' '),
                        link.to());
    }

    private String said(Entity entity) {
        Draws draw = situation.draw();
        String type = entity.type().replace('_', ' ');
        String facts =
                entity.facts().stream()
                        .map(fact ->
                                draw.chance(0.4)
                                        ? fact.substring(0, 1).toLowerCase(Locale.ROOT)
                                                + fact.substring(1)
                                        : fact)
                        .collect(Collectors.joining(draw.pick("; ", ", ", " and ")));
        String noted = facts.isEmpty() ? "nothing noted yet" : facts;
        return switch (draw.below(6)) {
            case 0 -> "%s (%s): %s.".formatted(entity.name(), type, noted);
            case 1 -> "%s, a %s: %s.".formatted(entity.name(), type, noted);
            case 2 -> "%s is a %s. Noted: %s.".formatted(entity.name(), type, noted);
            case 3 -> "%s: %s".formatted(entity.name(), noted);
            case 4 -> "%s – %s".formatted(entity.name(), noted);
            default -> "%s (%s). It says %s.".formatted(entity.name(), type, noted);
        };
    }
}
