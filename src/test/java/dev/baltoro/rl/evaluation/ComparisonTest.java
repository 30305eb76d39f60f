package dev.baltoro.rl.evaluation;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.baltoro.rl.evaluation.Comparison.Arm;
import dev.baltoro.rl.evaluation.Comparison.Figures;
import dev.baltoro.rl.evaluation.Comparison.Row;
import dev.baltoro.rl.rollout.RolloutEnd;
import dev.baltoro.stats.McNemar;
import dev.baltoro.stats.Wilson;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.IntPredicate;
import java.util.function.IntUnaryOperator;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// Arms on the same tasks.
class ComparisonTest {
    @TempDir private Path run;

    private static TaskOutcome outcome(
            String gym, String domain, int task, boolean success, int tokens) {
        return new TaskOutcome(
                gym,
                domain,
                "new_instances",
                0,
                gym + "/" + task,
                success,
                RolloutEnd.FINISHED,
                tokens,
                2,
                task == 0 ? 1 : 2,
                new TreeMap<>(Map.of("right-tool", 0.5)),
                task % 10 == 0 ? List.of("idle") : task % 5 == 0 ? List.of("random") : List.of());
    }

    private static List<TaskOutcome> outcomes(
            String gym, String domain, IntPredicate done, IntUnaryOperator tokens) {
        List<TaskOutcome> all = new ArrayList<>();
        for (int i = 0; i < 100; i++) {
            all.add(outcome(gym, domain, i, done.test(i), tokens.applyAsInt(i)));
        }
        return all;
    }

    private static Arm arm(String name, IntPredicate done, IntUnaryOperator tokens) {
        List<TaskOutcome> all = new ArrayList<>(outcomes("memory", "tools", done, tokens));
        all.addAll(outcomes("units", "tools", done, tokens));
        all.addAll(outcomes("reading", "reading", i -> i < 50, _ -> 4));
        return new Arm(name, all);
    }

    /// SFT does tasks 0 to 39 of each gym in 10 tokens; RL does 20 to 99: those that SFT does too
    /// in 9, others in 30.
    @Test
    void gymsOfADomainAreOneRowAndTasksArePaired() {
        Arm sft = arm("SFT", i -> i < 40, _ -> 10);
        Arm rl = arm("RL", i -> i >= 20, i -> i < 40 ? 9 : 30);
        Comparison compared = Comparison.of(List.of(sft, rl));
        assertThat(compared.rows()).hasSize(2);
        Row tools = compared.rows().getFirst();
        assertThat(tools.slice()).isEqualTo(new TaskOutcome.Slice("tools", "new_instances", 0));
        assertThat(tools.tasks()).isEqualTo(200);
        assertThat(tools.chance()).isEqualTo(0.1); // the better of two policies, not their sum
        Figures after = tools.figures().getLast();
        assertThat(after.share()).isEqualTo(Wilson.of(160, 200));
        assertThat(after.paired()).isEqualTo(McNemar.of(120, 40));
        assertThat(after.tokens()).isEqualTo((20 * 9 + 60 * 30) / 80.0);
        assertThat(after.both()).isEqualTo(40);
        assertThat(after.firstTokensOfBoth()).isEqualTo(10);
        assertThat(after.tokensOfBoth()).isEqualTo(9);
        assertThat(after.calls()).isEqualTo(400);
        assertThat(after.acceptedCalls()).isEqualTo(398);
        assertThat(Comparison.isLifted(tools, 1)).isTrue();
        Row reading = compared.rows().getLast();
        assertThat(reading.figures().getLast().paired().p()).isEqualTo(1);
        assertThat(Comparison.isLifted(reading, 1)).isFalse();
    }

    @Test
    void tasksThatAnArmLacksOrWhoseWorldFailedAreNoOnes() {
        Arm whole = arm("whole", _ -> true, _ -> 5);
        List<TaskOutcome> fewer = new ArrayList<>(outcomes("memory", "tools", _ -> true, _ -> 5));
        TaskOutcome last = fewer.removeLast();
        fewer.add(
                new TaskOutcome(
                        last.gym(),
                        last.domain(),
                        last.split(),
                        0,
                        last.task(),
                        false,
                        RolloutEnd.FAILED,
                        0,
                        0,
                        0,
                        new TreeMap<>(),
                        List.of()));
        Comparison compared = Comparison.of(List.of(whole, new Arm("fewer", fewer)));
        assertThat(compared.rows()).hasSize(1);
        assertThat(compared.rows().getFirst().tasks()).isEqualTo(99);
        assertThat(compared.rows().getFirst().figures().getLast().share().successes())
                .isEqualTo(99);
        Arm other = new Arm("other", outcomes("shop", "tools", _ -> true, _ -> 5));
        assertThatThrownBy(() -> Comparison.of(List.of(whole, other)))
                .hasMessageContaining("no held-out task was attempted by all of whole, other");
    }

    @Test
    void aRunsFirstAndLastMeasurementAreReadBackAsTheyWere() throws Exception {
        OutcomeFiles files = OutcomeFiles.of(run);
        List<TaskOutcome> before = arm("", i -> i < 40, _ -> 10).outcomes();
        files.write(0, before);
        assertThat(Comparison.ofRun(run)).isEmpty();
        files.write(50, arm("", _ -> false, _ -> 10).outcomes());
        files.write(100, arm("", i -> i >= 20, _ -> 10).outcomes());
        assertThat(files.read(0)).isEqualTo(before);
        Comparison compared = Comparison.ofRun(run).orElseThrow();
        assertThat(compared.rows().getFirst().figures().getLast().share().successes())
                .isEqualTo(160);
        files.dropAfter(50);
        assertThat(files.iterations()).containsExactly(0L, 50L);
    }

    @Test
    void tablesHaveALineARowOrALineAnArm() {
        Comparison compared =
                Comparison.of(
                        List.of(
                                arm("SFT", i -> i < 40, _ -> 10),
                                arm("RL", i -> i >= 20, i -> i < 40 ? 9 : 30)));
        List<String> lines = ComparisonText.sideBySide(compared).aligned();
        assertThat(lines).hasSize(3);
        assertThat(lines.get(1))
                .contains("greedy", "40.0 % [33.5, 46.9]", "80.0 % [73.9, 85.0]", "< 0.0001")
                .contains("10.0 -> 24.8", "10.0 -> 9.0", "99.5 % of 400")
                .endsWith("lifted");
        List<String> markdown = ComparisonText.underEachOther(compared).markdown();
        assertThat(markdown).hasSize(2 + 4).allMatch(line -> line.startsWith("|"));
        assertThat(markdown.get(3)).contains("| RL | 80.0 % [73.9, 85.0] | < 0.0001 | lifted |");
    }
}
