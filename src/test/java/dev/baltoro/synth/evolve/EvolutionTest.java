package dev.baltoro.synth.evolve;

import static org.assertj.core.api.Assertions.assertThat;

import dev.baltoro.ChildJvm;
import dev.baltoro.synth.tool.Action;
import dev.baltoro.synth.tool.FunctionalCheck;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.zip.CRC32C;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.json.JsonMapper;

class EvolutionTest {
    private static final long SEED = 7;
    private static final int TOOLS = 120;

    /// With two orders of an immutable map, a fault that rests on one shows in half of the
    /// processes.
    private static final int PROCESSES = 1;

    private static final List<SeedTool> SEEDS =
            List.of(
                    seed(
                            "create_ticket",
                            "{\"title\":{\"type\":\"string\"},\"priority\":{\"enum\":[\"low\",\"high\"]}}",
                            "title"),
                    seed("get_ticket", "{\"ticket_id\":{\"type\":\"integer\"}}", "ticket_id"),
                    seed("closeTicket", "{\"ticketId\":{\"type\":\"integer\"}}", "ticketId"),
                    seed(
                            "search-articles",
                            "{\"query\":{\"type\":\"string\"},\"limit\":{\"type\":\"integer\"}}",
                            "query"),
                    seed(
                            "update_order",
                            "{\"order_id\":{\"type\":\"string\"},\"quantity\":{\"type\":\"integer\"}}",
                            "order_id"),
                    seed("frobnicate", "{}", ""));

    private static final AdoptedTools PARENTS = AdoptedTools.of(SEEDS);

    private static SeedTool seed(String name, String properties, String required) {
        String needed = required.isEmpty() ? "[]" : "[\"" + required + "\"]";
        return new SeedTool(
                "desk",
                name,
                "Does what " + name + " says.",
                JsonMapper.shared()
                        .readTree(
                                "{\"type\":\"object\",\"properties\":%s,\"required\":%s}"
                                        .formatted(properties, needed)));
    }

    private static final Evolution EVOLUTION = evolution();

    private static Evolution evolution() {
        Evolution evolution = new Evolution(SEED, PARENTS);
        evolution.run(TOOLS, made -> {});
        return evolution;
    }

    @Test
    void toolsThatExistAreReadForWhatTheyDo() {
        Map<String, Action> actions = new HashMap<>();
        PARENTS.adopted().forEach(one -> actions.put(one.seed().name(), one.blueprint().action()));
        assertThat(actions)
                .containsEntry("create_ticket", Action.CREATE)
                .containsEntry("get_ticket", Action.GET)
                .containsEntry("closeTicket", Action.SET)
                .containsEntry("search-articles", Action.SEARCH)
                .containsEntry("update_order", Action.UPDATE);
        assertThat(PARENTS.adopted())
                .allSatisfy(one -> assertThat(one.blueprint().name()).isEqualTo(one.seed().name()));
        assertThat(PARENTS.refused().values())
                .containsExactly("its name has no verb that is known");
    }

    @Test
    void everyChildDoesWhatItDeclaresAndComesFromWhatWasThereBefore() {
        Evolution evolution = EVOLUTION;
        assertThat(evolution.tools()).hasSize(TOOLS);
        Set<String> there = SEEDS.stream().map(SeedTool::id).collect(Collectors.toSet());
        Set<String> operators = new HashSet<>();
        for (Evolved one : evolution.tools()) {
            assertThat(FunctionalCheck.problem(one.tool(), SEED))
                    .as(one.line().toString())
                    .isEmpty();
            operators.add(one.tool().lineage().operator());
            assertThat(one.tool().lineage().teacher()).isEqualTo("template");
            if (!one.tool().lineage().operator().equals("invent")) {
                assertThat(there)
                        .containsAll(one.tool().lineage().parents()); // so no line is a circle
            }
            there.add(one.tool().lineage().id());
        }
        assertThat(operators).hasSize(Operator.values().length);
        assertThat(evolution.refused()).isNotEmpty();
    }

    /// All pairs are compared here, and only few by [NearDuplicates].
    @Test
    void noTwoChildrenAreNear() {
        List<Set<String>> words =
                EVOLUTION.tools().stream()
                        .map(one -> NearDuplicates.words(one.tool().blueprint()))
                        .toList();
        for (int i = 0; i < words.size(); i++) {
            for (int j = 0; j < i; j++) {
                Set<String> both = new HashSet<>(words.get(i));
                both.retainAll(words.get(j));
                int all = words.get(i).size() + words.get(j).size() - both.size();
                assertThat((double) both.size() / all)
                        .as("%s and %s", words.get(i), words.get(j))
                        .isLessThanOrEqualTo(NearDuplicates.SIMILARITY_MAX);
            }
        }
    }

    @Test
    void theSameWordsInAnotherStyleAreADuplicate() {
        NearDuplicates near = new NearDuplicates();
        assertThat(near.add("a", NearDuplicates.words(SEEDS.get(2)))).isEmpty();
        assertThat(near.add("b", NearDuplicates.words(SEEDS.get(0)))).isEmpty();
        SeedTool same =
                new SeedTool(
                        "x", "close-ticket", "does what close ticket says", SEEDS.get(2).schema());
        assertThat(near.add("c", NearDuplicates.words(same))).contains("a");
    }

    @Test
    void everyProcessMakesTheSameTools() throws Exception {
        List<Process> others = new ArrayList<>();
        for (int i = 0; i < PROCESSES; i++) {
            others.add(
                    new ProcessBuilder(ChildJvm.command(EvolutionTest.class))
                            .redirectError(ProcessBuilder.Redirect.INHERIT)
                            .start());
        }
        String own = sum();
        for (Process other : others) {
            byte[] printed = other.getInputStream().readAllBytes();
            assertThat(other.waitFor()).isZero();
            assertThat(new String(printed, StandardCharsets.UTF_8)).isEqualTo(own);
        }
    }

    /// Prints [#sum] for the process that started this one.
    public static void main(String[] arguments) {
        System.out.print(sum());
    }

    private static String sum() {
        CRC32C sum = new CRC32C();
        Evolution evolution = EVOLUTION;
        evolution
                .tools()
                .forEach(one -> sum.update(one.line().toString().getBytes(StandardCharsets.UTF_8)));
        evolution
                .refused()
                .forEach(one -> sum.update(one.toString().getBytes(StandardCharsets.UTF_8)));
        sum.update(evolution.reasons().toString().getBytes(StandardCharsets.UTF_8));
        return "%08x".formatted(sum.getValue());
    }
}
