package dev.baltoro.synth.value;

import dev.baltoro.synth.value.Surroundings.Entity;
import dev.baltoro.synth.value.Surroundings.Link;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.TreeSet;

/// Entities that somebody's store might have.
final class InventedEntities {
    private static final List<String> TYPES =
            List.of(
                    "person",
                    "person",
                    "person",
                    "person",
                    "organisation",
                    "company",
                    "group",
                    "device",
                    "device",
                    "room",
                    "place",
                    "project",
                    "pet",
                    "vehicle",
                    "event",
                    "book",
                    "team",
                    "machine",
                    "building",
                    "product",
                    "boat",
                    "plant",
                    "recipe",
                    "instrument",
                    "server",
                    "club",
                    "city",
                    "song",
                    "game",
                    "course");
    private static final List<String> RELATIONS =
            List.of(
                    "works_at",
                    "member_of",
                    "knows",
                    "lives_in",
                    "owns",
                    "manages",
                    "married_to",
                    "stands_in",
                    "part_of",
                    "located_in",
                    "friend_of",
                    "sister_of",
                    "brother_of",
                    "reports_to",
                    "founded",
                    "uses",
                    "depends_on",
                    "made_by",
                    "teaches",
                    "studies_at",
                    "belongs_to",
                    "supplies",
                    "plays_in",
                    "leads",
                    "mentors",
                    "hosts",
                    "repairs",
                    "rents",
                    "sponsors",
                    "borrowed_from",
                    "replaced_by",
                    "neighbour_of",
                    "parent_of",
                    "created",
                    "attends",
                    "supports",
                    "maintains",
                    "connected_to",
                    "is_in",
                    "employs",
                    "advises",
                    "drives",
                    "looks_after");
    private static final Set<String> PEOPLE =
            Set.of("person", "people", "human", "friend", "colleague", "customer", "employee");

    private static final double NAMESAKES = 0.15;
    private static final double ODD_NAMES = 0.12;

    private InventedEntities() {}

    static Surroundings invent(Draws draw) {
        List<Entity> entities = new ArrayList<>();
        Set<String> names = new TreeSet<>();
        int count = draw.between(3, 8);
        while (entities.size() < count) {
            Entity entity = entity(draw);
            if (names.add(entity.name().toLowerCase(Locale.ROOT))) {
                entities.add(entity);
            }
        }
        if (draw.chance(NAMESAKES)) {
            entities.stream()
                    .filter(entity -> isPerson(entity.type()) && entity.name().contains(" "))
                    .findFirst()
                    .map(entity -> namesake(draw, entity))
                    .filter(entity -> names.add(entity.name().toLowerCase(Locale.ROOT)))
                    .ifPresent(entities::add);
        }
        List<Link> links = new ArrayList<>();
        int related = draw.between(1, 4);
        for (int i = 0; i < related; i++) {
            Entity from = draw.pick(entities);
            Entity to = draw.pick(entities);
            if (!from.equals(to)) {
                links.add(new Link(from.name(), relation(draw), to.name()));
            }
        }
        if (links.isEmpty()) {
            links.add(
                    new Link(
                            entities.getFirst().name(), relation(draw), entities.getLast().name()));
        }
        return new Surroundings(List.of(), List.of(), entities, links);
    }

    private static Entity namesake(Draws draw, Entity entity) {
        String first = entity.name().substring(0, entity.name().indexOf(' '));
        return new Entity(first + " " + CommonWords.lastName(draw), entity.type(), List.of());
    }

    static boolean isPerson(String type) {
        return PEOPLE.contains(type.toLowerCase(Locale.ROOT));
    }

    static String type(Draws draw) {
        return draw.chance(0.9) ? draw.pick(TYPES) : CommonWords.pick(draw, "noun");
    }

    static String relation(Draws draw) {
        return draw.chance(0.85)
                ? draw.pick(RELATIONS)
                : CommonWords.pick(draw, "verb").split(" ")[0]
                        + draw.pick("s_with", "s_for", "_by", "ed_by", "s");
    }

    static Entity entity(Draws draw) {
        String type = type(draw);
        List<String> facts = new ArrayList<>();
        for (int i = draw.between(0, 3); i > 0; i--) {
            String fact = CommonWords.capital(KnownFacts.of(draw, type));
            if (!facts.contains(fact)) {
                facts.add(fact);
            }
        }
        return new Entity(name(draw, type), type, facts);
    }

    static String name(Draws draw, String type) {
        if (draw.chance(ODD_NAMES)) {
            return OddWords.phrase(draw);
        }
        if (isPerson(type)) {
            return switch (draw.weighted(80, 12, 4, 4)) {
                case 0 -> CommonWords.firstName(draw) + " " + CommonWords.lastName(draw);
                case 1 -> CommonWords.firstName(draw);
                case 2 -> draw.pick("Dr. ", "Prof. ", "Ms ", "Mr ") + CommonWords.lastName(draw);
                default ->
                        draw.pick("田中", "佐藤", "王", "김", "李", "山本")
                                + draw.pick("健", "美咲", "伟", "민준", "さくら", "一郎");
            };
        }
        return switch (type) {
            case "organisation", "company" ->
                    draw.pick(
                                    CommonWords.lastName(draw),
                                    CommonWords.capital(CommonWords.coined(draw)),
                                    CommonWords.place(draw),
                                    CommonWords.capital(CommonWords.word(draw)))
                            + " "
                            + CommonWords.pick(draw, "company");
            case "group", "team", "club" ->
                    draw.pick(
                                    CommonWords.place(draw),
                                    CommonWords.capital(CommonWords.pick(draw, "noun")),
                                    CommonWords.capital(CommonWords.pick(draw, "hobby")))
                            + " "
                            + CommonWords.pick(draw, "group");
            case "device", "machine", "server" -> device(draw);
            case "room" ->
                    CommonWords.pick(draw, "room")
                            + " "
                            + draw.pick(
                                    CommonWords.code(draw), Integer.toString(draw.between(1, 20)));
            case "place", "city" -> CommonWords.place(draw);
            case "pet" ->
                    CommonWords.capital(
                            draw.chance(0.5)
                                    ? CommonWords.pick(draw, "noun")
                                    : CommonWords.coined(draw));
            case "vehicle" ->
                    CommonWords.pick(draw, "brand")
                            + draw.pick(" ", " ", " " + CommonWords.pick(draw, "adjective") + " ")
                            + draw.pick("van", "truck", "bike", "car", CommonWords.code(draw));
            case "book", "song", "game" -> CommonWords.title(draw);
            case "boat" ->
                    draw.chance(0.2)
                            ? CommonWords.pick(draw, "kanji") + "丸"
                            : draw.pick("", "MS ", "SY ")
                                    + CommonWords.capital(CommonWords.word(draw));
            case "event" ->
                    CommonWords.capital(CommonWords.pick(draw, "noun"))
                            + " "
                            + draw.pick("Fair", "Festival", "Day", "Night", "Conference", "Meeting")
                            + draw.pick("", " " + draw.between(2023, 2030));
            case "building" ->
                    CommonWords.capital(CommonWords.word(draw))
                            + " "
                            + draw.pick("House", "Tower", "Hall", "Mill", "Centre");
            case "recipe" -> CommonWords.capital(CommonWords.pick(draw, "dish"));
            case "instrument" ->
                    draw.pick("the ", "", "old ") + CommonWords.pick(draw, "instrument");
            default -> CommonWords.title(draw);
        };
    }

    private static String device(Draws draw) {
        return switch (draw.below(4)) {
            case 0 -> CommonWords.word(draw) + "-" + "%02d".formatted(draw.between(1, 40));
            case 1 -> CommonWords.pick(draw, "brand") + " " + CommonWords.code(draw);
            case 2 ->
                    CommonWords.capital(CommonWords.pick(draw, "device"))
                            + " "
                            + draw.between(1, 9);
            default ->
                    CommonWords.coined(draw)
                            + draw.pick("-", "_", "")
                            + CommonWords.code(draw).toLowerCase(Locale.ROOT);
        };
    }
}
