package dev.baltoro.synth.tool;

import dev.baltoro.stats.SplitMix64;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.IdentityHashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

/// Servers and tools without number, each a pure function of a seed and an index.
public final class InventedTools {
    private static final int TOOLS_MIN = 3;
    private static final int TOOLS_MAX = 20;
    private static final int ROWS_MIN = 3;
    private static final int ROWS_MAX = 9;

    private InventedTools() {}

    /// {@return a server with the tools of one application}
    ///
    /// @param seed of the universe
    /// @param index of the server in it, from 0
    public static InventedServer server(long seed, long index) {
        SplittableRandom random = new SplittableRandom(SplitMix64.mix(seed, index));
        Application application = WordLists.one(random, DomainBook.applications());
        House house = House.draw(random, application);
        Application keyed =
                new Application(
                        application.domain(),
                        application.name(),
                        application.about(),
                        application.tables().stream().map(house::keyed).toList());
        List<Blueprint> all = shuffled(drafts(random, house, keyed), random);
        int wanted = TOOLS_MIN + random.nextInt(TOOLS_MAX - TOOLS_MIN + 1);
        Map<String, InventedTool> tools = new LinkedHashMap<>();
        for (Blueprint draft : all) {
            if (tools.size() == wanted) {
                break;
            }
            Lineage lineage =
                    new Lineage(
                            "invented-%d-%d-%d".formatted(seed, index, tools.size()),
                            "invent",
                            List.of(application.domain() + "/" + application.name()),
                            draft.action() + " " + draft.table().noun(),
                            Lineage.TEMPLATE_TEACHER);
            InventedTool tool = InventedTool.of(draft, house.explains(), lineage);
            if (!tools.containsKey(draft.name())
                    && FunctionalCheck.problem(tool, SplitMix64.mix(seed, index)).isEmpty()) {
                tools.put(draft.name(), tool);
            }
        }
        return new InventedServer(
                keyed, house, List.copyOf(tools.values()), start(random, house, keyed));
    }

    /// {@return all tools that an application asks for}
    public static List<Blueprint> drafts(
            SplittableRandom random, House house, Application application) {
        List<Blueprint> all = new ArrayList<>();
        for (TypedTable table : application.tables()) {
            all.addAll(TableTools.of(random, house, application, table));
        }
        if (random.nextInt(3) == 0) {
            all.addAll(TableTools.computing(random, house, application));
        }
        return all;
    }

    private static ObjectNode start(SplittableRandom random, House house, Application application) {
        ObjectNode state = JsonMapper.shared().createObjectNode();
        for (TypedTable table : application.tables()) {
            WorldDraw.fill(
                    random,
                    new TableState(state, table, house.style()),
                    ROWS_MIN + random.nextInt(ROWS_MAX - ROWS_MIN + 1));
        }
        return state;
    }

    /// {@return a random order in which what servers often have comes early}
    public static List<Blueprint> shuffled(List<Blueprint> all, SplittableRandom random) {
        Map<Blueprint, Double> place = new IdentityHashMap<>();
        for (Blueprint one : all) {
            place.put(one, -StrictMath.log(1 - random.nextDouble()) / weight(one.action()));
        }
        return all.stream().sorted(Comparator.comparing(place::get)).toList();
    }

    private static int weight(Action action) {
        return switch (action) {
            case CREATE, LIST, SEARCH -> 6;
            case GET, UPDATE, DELETE -> 4;
            case SET, COUNT, TAG, TRANSFER, CONVERT, COMPUTE -> 2;
            default -> 1;
        };
    }
}
