package dev.baltoro.synth.value;

import dev.baltoro.synth.value.Surroundings.Entity;
import dev.baltoro.synth.value.Surroundings.Link;
import dev.baltoro.synth.value.Value.Said;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import tools.jackson.databind.node.StringNode;

/// Entities of a store, what it knows about them, and what is new.
enum EntitySlots implements Slot {
    /// A stored entity; forms `name`, `type`, `short`.
    ENTITY,
    /// Something that the store knows about `entity`: said as it stands or by what it is about.
    OBSERVATION,
    /// A stored relation; forms `from`, `type`, `to`, each for calls and sentences.
    LINK,
    /// A name that the store does not have, with forms `type` and `fact` that go with it.
    NAME,
    /// The type of `name`.
    TYPE,
    /// Something new about `entity` or `name`: said as `plays the cello`, the argument `Plays the
    /// cello`.
    FACT,
    /// A new relation from `entity` to `entity.2`: `works at`, the argument `works_at`.
    RELATION,
    /// A word that stored facts have.
    QUERY;

    private static final String ENTITY_KNOWN = Need.ENTITY;
    private static final String TYPE_KNOWN = Need.TYPE;
    private static final String FACTS_KNOWN = Need.FACTS;
    private static final String LINK_KNOWN = Need.LINK;

    @Override
    public Value draw(Situation situation, int index) {
        return switch (this) {
            case ENTITY -> entity(situation);
            case OBSERVATION -> observation(situation, index);
            case LINK -> link(situation);
            case NAME -> name(situation);
            case TYPE -> type(situation, index);
            case FACT -> fact(situation, index);
            case RELATION -> relation(situation);
            case QUERY -> query(situation);
        };
    }

    private static Value entity(Situation situation) {
        Draws draw = situation.draw();
        List<Entity> fit =
                situation.surroundings().entities().stream()
                        .filter(entity ->
                                !situation.wants("observation") || !entity.facts().isEmpty())
                        .toList();
        return said(
                situation.surroundings(),
                fit.isEmpty() ? InventedEntities.entity(draw) : draw.pick(fit));
    }

    static Value said(Surroundings around, Entity entity) {
        String name = entity.name();
        String need = ENTITY_KNOWN + name;
        List<Said> said = new ArrayList<>();
        Places.add(said, name, "", 6);
        String first = name.contains(" ") ? name.substring(0, name.indexOf(' ')) : name;
        boolean person = InventedEntities.isPerson(entity.type());
        if (person && name.contains(" ") && alone(around, first + " ")) {
            Places.add(said, first, need, 4);
        }
        String type = entity.type().replace('_', ' ').toLowerCase(Locale.ROOT);
        boolean only =
                around.entities().stream()
                                .filter(other -> other.type().equals(entity.type()))
                                .count()
                        == 1;
        if (!person && only) {
            Places.add(said, "the " + type, TYPE_KNOWN + name, 2);
            Places.add(said, "that " + type, TYPE_KNOWN + name, 1);
        }
        if (!person && name.contains(" ") && Character.isLetter(name.charAt(name.length() - 1))) {
            Places.add(said, "the " + name.toLowerCase(Locale.ROOT), need, 1);
        }
        Places.add(said, "'" + name + "'", "", name.contains("'") ? 0 : 1);
        Places.add(said, "\"" + name + "\"", "", 1);
        Places.add(said, name.toLowerCase(Locale.ROOT), need, 1);
        Map<String, List<Said>> forms = new LinkedHashMap<>();
        forms.put("name", List.of(new Said(name)));
        forms.put("type", List.of(new Said(entity.type())));
        forms.put("short", List.of(new Said(person ? first : name, person ? need : "")));
        return new Value(StringNode.valueOf(name), said, forms);
    }

    private static boolean alone(Surroundings around, String start) {
        return around.entities().stream().filter(entity -> entity.name().startsWith(start)).count()
                == 1;
    }

    private static Value observation(Situation situation, int index) {
        Entity entity = entity(situation, index);
        List<String> known = entity.facts().isEmpty() ? List.of("Unknown") : entity.facts();
        String fact = situation.draw().pick(known);
        String need = FACTS_KNOWN + entity.name();
        List<Said> said = new ArrayList<>();
        Places.add(said, "'" + fact + "'", "", fact.contains("'") ? 0 : 3);
        Places.add(said, "\"" + fact + "\"", "", 3);
        Places.add(said, KnownFacts.lower(fact), "", 2);
        Places.add(said, "“" + fact + "”", "", 1);
        Map<String, List<Said>> forms = new LinkedHashMap<>();
        forms.put("name", List.of(new Said(fact)));
        forms.put("bare", List.of(new Said(KnownFacts.lower(fact))));
        forms.put("about", List.of(new Said(KnownFacts.keyword(situation.draw(), fact), need)));
        return new Value(StringNode.valueOf(fact), said, forms);
    }

    /// {@return the entity that a fact is about: the one of the same number, otherwise the first}
    private static Entity entity(Situation situation, int index) {
        for (String key : List.of(Situation.key("entity", index), "entity")) {
            if (situation.value(key).isPresent()) {
                String name = situation.value(key).get().json().asString();
                return situation
                        .surroundings()
                        .entity(name)
                        .orElseGet(() -> new Entity(name, "thing", List.of()));
            }
        }
        throw new IllegalStateException("{observation} needs {entity} before it");
    }

    private static Value link(Situation situation) {
        Draws draw = situation.draw();
        Surroundings around = situation.surroundings();
        Link link =
                around.links().isEmpty()
                        ? draw.pick(InventedEntities.invent(draw).links())
                        : draw.pick(around.links());
        String need = LINK_KNOWN + link.from() + "\n" + link.type() + "\n" + link.to();
        Map<String, List<Said>> forms = new LinkedHashMap<>();
        forms.put("from", List.of(new Said(link.from())));
        forms.put("to", List.of(new Said(link.to())));
        forms.put("type", List.of(new Said(link.type())));
        forms.put(
                "a",
                around.entity(link.from())
                        .map(one -> said(around, one).said())
                        .orElse(List.of(new Said(link.from()))));
        forms.put(
                "b",
                around.entity(link.to())
                        .map(one -> said(around, one).said())
                        .orElse(List.of(new Said(link.to()))));
        forms.put(
                "verb",
                List.of(new Said(link.type()), new Said(link.type().replace('_', ' '), need)));
        return new Value(
                StringNode.valueOf(link.from() + " " + link.type() + " " + link.to()),
                List.of(
                        new Said(link.from() + " " + link.type() + " " + link.to()),
                        new Said(
                                link.from() + " " + link.type().replace('_', ' ') + " " + link.to(),
                                need),
                        new Said(link.from() + " → " + link.to(), need)),
                forms);
    }

    private static Value name(Situation situation) {
        Draws draw = situation.draw();
        Entity entity = InventedEntities.entity(draw);
        Value value =
                Value.of(entity.name())
                        .also(entity.name(), 6)
                        .also("'" + entity.name() + "'")
                        .also("\"" + entity.name() + "\"");
        return value.form("name", entity.name()).form("type", entity.type());
    }

    private static Value type(Situation situation, int index) {
        String type =
                situation
                        .value(Situation.key("name", index))
                        .map(value -> value.forms().get("type"))
                        .map(ways -> ways == null ? "thing" : ways.getFirst().text())
                        .orElseGet(() -> InventedEntities.type(situation.draw()));
        return Value.of(type);
    }

    private static Value fact(Situation situation, int index) {
        String type = "thing";
        for (String key :
                List.of(
                        Situation.key("entity", index),
                        Situation.key("name", index),
                        "entity",
                        "name")) {
            if (situation.value(key).isPresent()
                    && situation.value(key).get().forms().containsKey("type")) {
                type =
                        situation
                                .value(key)
                                .get()
                                .forms()
                                .getOrDefault("type", List.of())
                                .getFirst()
                                .text();
                break;
            }
        }
        String fact = KnownFacts.of(situation.draw(), type);
        return new Value(
                StringNode.valueOf(CommonWords.capital(fact)),
                List.of(new Said(fact)),
                Map.of(
                        "quoted",
                                List.of(
                                        new Said("'" + CommonWords.capital(fact) + "'"),
                                        new Said("\"" + CommonWords.capital(fact) + "\"")),
                        "bare", List.of(new Said(fact)),
                        "capital", List.of(new Said(CommonWords.capital(fact)))));
    }

    private static Value relation(Situation situation) {
        String type = InventedEntities.relation(situation.draw());
        String spoken = type.replace('_', ' ');
        return new Value(
                StringNode.valueOf(type),
                List.of(new Said(spoken), new Said(spoken), new Said(type)),
                Map.of("type", List.of(new Said(type)), "words", List.of(new Said(spoken))));
    }

    private static Value query(Situation situation) {
        Draws draw = situation.draw();
        List<Entity> known = situation.surroundings().entities();
        if (!known.isEmpty() && draw.chance(0.5)) {
            Entity entity = draw.pick(known);
            if (!entity.facts().isEmpty()) {
                return QuotedText.said(KnownFacts.keyword(draw, draw.pick(entity.facts())));
            }
        }
        return Value.of(draw.chance(0.4) ? CommonWords.place(draw) : CommonWords.word(draw));
    }

    @Override
    public Unsaid unsaid() {
        return switch (this) {
            case ENTITY ->
                    new Unsaid(
                            List.of(
                                    "that one",
                                    "it",
                                    "them",
                                    "the other one",
                                    "X",
                                    "someone",
                                    "you know who",
                                    "this person",
                                    "that thing",
                                    "the entity"),
                            List.of(
                                    "Who or what do you mean?",
                                    "Which entry do you mean?",
                                    "Which one?",
                                    "What is the name?"),
                            List.of("which", "who", "name", "what"));
            case OBSERVATION ->
                    new Unsaid(
                            List.of(
                                    "that note",
                                    "something",
                                    "one of the notes",
                                    "the wrong one",
                                    "that remark"),
                            List.of("Which note do you mean?", "Which observation should I take?"),
                            List.of("which", "what"));
            case FACT ->
                    new Unsaid(
                            List.of("something", "a fact", "some news", "X", "a detail"),
                            List.of("What should I note?", "What should it say?"),
                            List.of("what", "note"));
            case RELATION ->
                    new Unsaid(
                            List.of("…", "somehow related to", "linked to"),
                            List.of("How are the two related?", "What is the relation?"),
                            List.of("how", "relat"));
            case LINK, NAME, TYPE, QUERY -> Unsaid.NONE;
        };
    }

    @Override
    public List<String> pronouns() {
        return switch (this) {
            case ENTITY -> List.of("it", "that one", "that entry", "that", "this one");
            default -> List.of();
        };
    }
}
