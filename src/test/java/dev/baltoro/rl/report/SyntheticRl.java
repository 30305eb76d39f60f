package dev.baltoro.rl.report;

import dev.baltoro.rl.recipe.RlRecipe;
import dev.baltoro.rl.rollout.KeptRollouts;
import dev.baltoro.stats.Wilson;
import dev.baltoro.train.run.Environment;
import dev.baltoro.train.run.Metric;
import dev.baltoro.train.run.MetricsLog;
import dev.baltoro.train.run.Report;
import dev.baltoro.train.run.RolloutMetric;
import dev.baltoro.train.run.RolloutMetric.Iteration;
import dev.baltoro.train.run.RolloutMetric.Measured;
import dev.baltoro.train.run.RolloutMetric.Tally;
import dev.baltoro.train.run.RunFolder;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.TreeMap;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/// Writes a run folder of made-up metrics and rollouts, to look at the report without training.
///
/// Arguments: the folder, and how many of the 100 iterations are done.
final class SyntheticRl {
    /// What a model may write to break out of a page.
    static final String HOSTILE =
            "</script><script>alert(1)</script><img src=x onerror=alert(2)>\"'&";

    static final List<String> DOMAINS = List.of("mathematics", "reading", "tools");
    private static final List<String> SPLITS =
            List.of("new_instances", "new_phrasings", "new_kind");

    private final Random random = new Random(1);
    private final int iterations;

    private SyntheticRl(int iterations) {
        this.iterations = iterations;
    }

    static RlRecipe recipe() {
        return RlRecipe.parse(
                """
                name: tools and sums
                model: runs/sft
                gyms: [{name: arithmetic}, {name: reading}, {name: calendar}, {name: shop}]
                iterations: 100
                guards: {kl_most: 0.05}
                """,
                List.of());
    }

    /// Writes the folder and draws its report.
    public static void main(String[] arguments) throws IOException {
        int iterations = Integer.parseInt(arguments[1]);
        try (RunFolder<RlRecipe> run =
                RunFolder.create(Path.of(arguments[0]), recipe(), RlReport::body)) {
            run.describe(Environment.ofThisMachine().with("threads", "2"));
            new SyntheticRl(iterations).write(run);
            run.draw(iterations < 100 ? Report.Status.RUNNING : Report.Status.FINISHED);
        }
    }

    private void write(RunFolder<RlRecipe> run) throws IOException {
        try (MetricsLog metrics = run.metricsAfter(0)) {
            metrics.write(new RolloutMetric.Success(0, "base rate", baseRates()));
            metrics.write(
                    new Metric.Event(
                            0,
                            "base rate of writing: 3.0 %; left out, since it is not from 10 to 70 %"));
            evaluate(metrics, 0);
            for (int i = 1; i <= iterations; i++) {
                metrics.write(step(i));
                metrics.write(iteration(i));
                keep(run.path(), i);
                if (i % 7 == 0) {
                    metrics.write(
                            new RolloutMetric.Alarm(
                                    i,
                                    "truncation",
                                    "%d %% of the rollouts ran into a limit; raise budget.tokens"
                                            .formatted(20 + i % 5)));
                }
                if (i % 20 == 0) {
                    metrics.write(
                            new Metric.Event(i, "calendar: 41 of 48 done at difficulty 1, now 2"));
                    evaluate(metrics, i);
                }
            }
            metrics.sync();
        }
    }

    private void evaluate(MetricsLog metrics, int i) throws IOException {
        metrics.write(new RolloutMetric.Success(i, "held out", heldOut(i)));
        metrics.write(
                new Metric.HeldOut(
                        i,
                        Map.of("code", 2.81 + 0.0004 * i, "knowledge", 3.60 + 0.0002 * i),
                        Map.of("code", 6.1, "knowledge", 7.0)));
        metrics.write(new RolloutMetric.Critic(i, 60 + i / 4, 100));
    }

    static double skill(String domain, double i) {
        double base = domain.equals("tools") ? 0.3 : domain.equals("reading") ? 0.45 : 0.15;
        return base + (0.95 - base) * 0.7 * (1 - Math.exp(-i / 40.0));
    }

    private static Measured measured(
            String gym, String domain, String split, int of, double share, double chance) {
        int successes = (int) Math.round(of * share);
        Wilson wilson = Wilson.of(successes, of);
        return new Measured(
                gym,
                domain,
                split,
                0,
                of,
                successes,
                wilson.low(),
                wilson.high(),
                chance,
                24.5 - 6 * share,
                22.5 - 6 * share,
                of,
                of,
                domain.equals("tools")
                        ? Map.of("right-tool", Math.min(1, share + 0.2), "right-arguments", share)
                        : Map.of());
    }

    private List<Measured> baseRates() {
        List<Measured> rates = new ArrayList<>();
        DOMAINS.forEach(
                domain -> rates.add(measured("", domain, "train", 1024, skill(domain, 0), 0)));
        rates.add(measured("", "writing", "train", 1024, 0.03, 0));
        return rates;
    }

    private static List<Measured> heldOut(int i) {
        List<Measured> all = new ArrayList<>();
        for (String gym : List.of("arithmetic", "reading", "calendar", "shop")) {
            String domain =
                    switch (gym) {
                        case "arithmetic" -> "mathematics";
                        case "reading" -> "reading";
                        default -> "tools";
                    };
            for (String split : SPLITS) {
                double part =
                        split.equals("new_kind") ? 0.15 : split.equals("new_phrasings") ? 0.8 : 1;
                all.add(
                        measured(
                                gym,
                                domain,
                                split,
                                200,
                                part * skill(domain, i),
                                domain.equals("reading") ? 0.25 : 0.02));
            }
        }
        return all;
    }

    private Metric.Step step(int i) {
        return new Metric.Step(
                i,
                i * 4000L,
                1.2,
                0,
                1e-4,
                900,
                9 + random.nextDouble(),
                0,
                1.3,
                0.4 + 0.1 * random.nextDouble(),
                false,
                i * 7.0);
    }

    private Iteration iteration(int i) {
        Map<String, Tally> domains = new TreeMap<>();
        for (String domain : DOMAINS) {
            int successes = 0;
            for (int k = 0; k < 48; k++) {
                successes += random.nextDouble() < skill(domain, i) ? 1 : 0;
            }
            domains.put(
                    domain,
                    new Tally(
                            48,
                            0,
                            successes,
                            successes / 48.0 - 0.04,
                            24 - i * 0.05 + random.nextDouble(),
                            random.nextInt(12),
                            i > 60 ? 2 : 1));
        }
        double kl = 0.0004 * i + 0.001 * random.nextDouble();
        return new Iteration(
                i,
                i,
                domains,
                i == 33
                        ? new RolloutMetric.Policy(
                                Double.NaN,
                                Double.NaN,
                                Double.NaN,
                                Double.NaN,
                                Double.NaN,
                                Double.NaN,
                                Double.NaN)
                        : new RolloutMetric.Policy(
                                kl, 0.0002, 1.1 - 0.004 * i, 2.1e-5, 3e-6, 0.4, 2.9),
                new RolloutMetric.Sampling(
                        1 - 0.003 * i,
                        0.9 - 0.002 * i,
                        18,
                        i == 33 ? 0 : 10 + random.nextInt(6),
                        2,
                        144,
                        0,
                        3,
                        1,
                        0.4,
                        2,
                        3400,
                        2900),
                new RolloutMetric.Time(
                        3.9,
                        3.6,
                        0.5,
                        1.9,
                        6.4,
                        0.02 + 0.02 * random.nextDouble(),
                        Optional.of(new RolloutMetric.Cores(1.2, 0.6))));
    }

    /// Four rollouts; the second one is hostile wherever a model can write.
    private static void keep(Path run, int i) throws IOException {
        List<ObjectNode> rollouts = new ArrayList<>();
        for (int place = 0; place < 4; place++) {
            rollouts.add(rollout(i, place, place == 1 ? HOSTILE : "Yuki"));
        }
        KeptRollouts.of(run).keep(i, rollouts);
    }

    static ObjectNode rollout(int i, int place, String name) {
        ObjectNode json = JsonMapper.shared().createObjectNode();
        boolean success = (i + place) % 3 != 0;
        json.put("rollout", (16 * i + place) + ".0");
        json.put("task", "calendar/train/7/%d/1".formatted(16 * i + place));
        json.put("kind", "move-meeting");
        json.put("outcome", "finished");
        json.put("over_budget", false);
        json.put("reward", success ? 1 : 0.25);
        json.put("success", success);
        json.put(
                "reason",
                success ? "the meeting is at 3" : "the meeting of " + name + " is still at 2");
        json.putObject("partial").put("right-tool", 1).put("right-arguments", success ? 1 : 0.5);
        ArrayNode messages = json.putArray("messages");
        messages.addObject().put("role", "system").put("content", "Use the tools.");
        messages.addObject()
                .put("role", "user")
                .put("content", "move the meeting with " + name + " to 3");
        messages.addObject()
                .put("role", "assistant")
                .putNull("content")
                .putArray("tool_calls")
                .addObject()
                .put("id", "functions.move:0")
                .put("type", "function")
                .putObject("function")
                .put("name", "move")
                .put("arguments", "{\"who\": \"" + name + "\", \"at\": 3}");
        messages.addObject()
                .put("role", "tool")
                .put("content", "moved " + name)
                .put("tool_call_id", "functions.move:0");
        messages.addObject().put("role", "assistant").put("content", "Done: " + name + " is at 3.");
        tokens(json, i, name);
        return json;
    }

    private static void tokens(ObjectNode json, int i, String name) {
        List<String> texts =
                List.of(
                        "<|im_system|>",
                        "system",
                        "<|im_middle|>",
                        "Use",
                        " the",
                        " tools",
                        ".",
                        "<|im_end|>",
                        "<|im_user|>",
                        "user",
                        "<|im_middle|>",
                        "move",
                        " the",
                        " meeting",
                        " with ",
                        name,
                        " to",
                        " 3",
                        "<|im_end|>",
                        "<|im_assistant|>",
                        "assistant",
                        "<|im_middle|>",
                        "<|tool_calls_section_begin|>",
                        "<|tool_call_begin|>",
                        "functions",
                        ".move:0",
                        "<|tool_call_argument_begin|>",
                        "{\"who\":",
                        " \"",
                        name,
                        "\"",
                        ", \"at\":",
                        " 3}",
                        "<|tool_call_end|>",
                        "<|tool_calls_section_end|>",
                        "<|im_end|>",
                        "<|im_system|>",
                        "tool",
                        "<|im_middle|>",
                        "## Return of functions.move:0\n",
                        "moved ",
                        name,
                        "<|im_end|>",
                        "<|im_assistant|>",
                        "assistant",
                        "<|im_middle|>",
                        "Done",
                        ": ",
                        name,
                        " is",
                        " at",
                        " 3",
                        ".",
                        "<|im_end|>");
        for (String list :
                List.of("tokens", "mask", "logprobs", "drawn_logprobs", "versions", "texts")) {
            json.putArray(list);
        }
        for (int t = 0; t < texts.size(); t++) {
            boolean drawn = t >= 22 && t < 36 || t >= 46;
            json.withArray("/tokens").add(100 + t);
            json.withArray("/mask").add(drawn ? 1 : 0);
            json.withArray("/texts").add(texts.get(t));
            if (drawn) {
                json.withArray("/logprobs").add(-0.01 * t);
                json.withArray("/drawn_logprobs").add(-0.005 * t);
                json.withArray("/versions").add(i - 1 + (t < 30 ? -1 : 0));
            } else {
                json.withArray("/logprobs").addNull();
                json.withArray("/drawn_logprobs").addNull();
                json.withArray("/versions").addNull();
            }
        }
    }
}
