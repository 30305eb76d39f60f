package dev.baltoro.flow.synthesis;

import dev.baltoro.io.Sums;
import dev.baltoro.stats.Kappa;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Collectors;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

/// Counts over a run's conversations: what each filter accepts and why it refuses, who the parties
/// are, what was done wrongly on purpose and found.
final class SynthFigures {
    private long all;
    private long accepted;
    private long calls;
    private long changes;
    private long messages;
    private long refusedProposals;
    private final Map<String, long[]> byDifficulty = new TreeMap<>();
    private final Map<String, Long> rules = new TreeMap<>();
    private final Map<String, Long> judge = new TreeMap<>();
    private final Map<String, Long> causes = new TreeMap<>();
    private final Map<String, Long> mishaps = new TreeMap<>();
    private final Map<String, Long> userMistakes = new TreeMap<>();
    private final Map<String, long[]> mistakes = new TreeMap<>();
    private final long[][] agreement = new long[2][2];
    private final Set<String> prompts = new HashSet<>();
    private final Set<String> toolSets = new HashSet<>();
    private final Set<String> agents = new HashSet<>();
    private final Set<String> personas = new HashSet<>();
    private final Set<String> domains = new HashSet<>();
    private final Set<String> tools = new HashSet<>();

    /// {@return whether a line is accepted by all filters that looked at it}
    static boolean isAccepted(ObjectNode line) {
        return line.path("rules").path("accepted").asBoolean()
                && line.path("judge").path("accepted").asBoolean(true);
    }

    void add(ObjectNode line) {
        all++;
        boolean good = isAccepted(line);
        accepted += good ? 1 : 0;
        JsonNode from = line.path("provenance");
        long[] level =
                byDifficulty.computeIfAbsent(
                        from.path("difficulty").asString(), key -> new long[2]);
        level[0]++;
        level[1] += good ? 1 : 0;
        messages += line.path("messages").size();
        changes += line.path("states").size();
        line.path("messages").forEach(message -> calls += message.path("tool_calls").size());
        verdicts(line, from);
        parties(line, from);
    }

    private void verdicts(ObjectNode line, JsonNode from) {
        boolean byRules = line.path("rules").path("accepted").asBoolean();
        count(rules, line.path("rules").path("reasons"));
        JsonNode review = line.path("judge");
        boolean byJudge = review.path("accepted").asBoolean(true);
        if (!byJudge) {
            count(judge, review.path("reasons"));
        }
        if (!review.isMissingNode()) {
            agreement[byRules ? 0 : 1][byJudge ? 0 : 1]++;
        }
        causes.merge(from.path("cause").asString(), 1L, Long::sum);
        from.path("mishaps").forEach(one -> more(mishaps, one.path("kind").asString()));
        refusedProposals += from.path("refused_proposals").size();
        from.path("user_mistakes").forEach(one -> more(userMistakes, one.path("kind").asString()));
        Set<String> made =
                from.path("agent_mistakes")
                        .valueStream()
                        .map(one -> one.path("kind").asString())
                        .collect(Collectors.toSet());
        for (String kind : made.isEmpty() ? Set.of("none") : made) {
            long[] found = mistakes.computeIfAbsent(kind, key -> new long[3]);
            found[0]++;
            found[1] += byRules ? 0 : 1;
            found[2] += byRules && !byJudge ? 1 : 0;
        }
    }

    /// Counts each reason's first word once a line.
    private static void count(Map<String, Long> into, JsonNode reasons) {
        reasons.valueStream()
                .map(reason -> reason.asString().split(":", 2)[0])
                .distinct()
                .forEach(reason -> more(into, reason));
    }

    private static void more(Map<String, Long> into, String key) {
        into.merge(key, 1L, Long::sum);
    }

    private void parties(ObjectNode line, JsonNode from) {
        String prompt = from.path("agent").path("prompt").asString();
        String declared = from.path("tools").toString();
        prompts.add(prompt);
        toolSets.add(sum(declared));
        agents.add(sum(prompt + "\n" + declared));
        personas.add(from.path("persona").path("told").asString());
        domains.add(line.path("stratum").asString().split("/", 2)[0]);
        from.path("tools").forEach(tool -> tools.add(sum(tool.toString())));
    }

    /// {@return what stands for a text of which there are many}
    private static String sum(String text) {
        return Sums.sha256(text.getBytes(StandardCharsets.UTF_8));
    }

    ObjectNode json() {
        ObjectNode json =
                JsonMapper.shared()
                        .createObjectNode()
                        .put("trajectories", all)
                        .put("accepted", accepted)
                        .put("messages", messages)
                        .put("calls", calls)
                        .put("changes", changes)
                        .put("agents", agents.size())
                        .put("distinct_prompts", prompts.size())
                        .put("distinct_tool_sets", toolSets.size())
                        .put("distinct_tools", tools.size())
                        .put("distinct_personas", personas.size())
                        .put("domains", domains.size());
        if (refusedProposals > 0) {
            json.put("refused_proposals", refusedProposals);
        }
        json.set("by_difficulty", JsonMapper.shared().valueToTree(byDifficulty));
        json.set("refused_by_rules", JsonMapper.shared().valueToTree(rules));
        json.set("refused_by_judge", JsonMapper.shared().valueToTree(judge));
        json.set("causes", JsonMapper.shared().valueToTree(causes));
        json.set("rules_and_judge", JsonMapper.shared().valueToTree(agreement));
        json.set("agent_mistakes", JsonMapper.shared().valueToTree(mistakes));
        json.set("user_mistakes", JsonMapper.shared().valueToTree(userMistakes));
        json.set("mishaps", JsonMapper.shared().valueToTree(mishaps));
        return json;
    }

    /// {@return the figures in lines for people}
    List<String> lines() {
        List<String> lines = new ArrayList<>();
        lines.add(
                "%,d agents: %,d system prompts, %,d tool sets of %,d tools in %d domains; %,d personas"
                        .formatted(
                                agents.size(),
                                prompts.size(),
                                toolSets.size(),
                                tools.size(),
                                domains.size(),
                                personas.size()));
        lines.add(
                "%,d conversations, %,d accepted (%s); %,d messages, %,d calls, %,d of which changed a table"
                        .formatted(all, accepted, share(accepted, all), messages, calls, changes));
        byDifficulty.forEach((level, counts) ->
                lines.add(
                        "  difficulty %s: %,d of %,d accepted"
                                .formatted(level, counts[1], counts[0])));
        lines.add("refused by rules: " + words(rules));
        lines.add("refused by the judge: " + words(judge));
        lines.add("whose doing: " + words(causes));
        lines.add("users' mistakes: " + words(userMistakes) + "; mishaps: " + words(mishaps));
        if (refusedProposals > 0) {
            lines.add(
                    "proposals for calls that were refused, and asked for again: %,d"
                            .formatted(refusedProposals));
        }
        lines.add(
                "rules and judge: both accept %,d, rules alone %,d, judge alone %,d, neither %,d"
                        .formatted(
                                agreement[0][0],
                                agreement[0][1],
                                agreement[1][0],
                                agreement[1][1]));
        lines.add(
                "Cohen's kappa of rules and judge: "
                        + Kappa.of(agreement).map(Kappa::toString).orElse("none"));
        mistakes.forEach((kind, counts) ->
                lines.add(
                        "  mistake on purpose %s: %,d, refused by rules %,d, by the judge alone %,d"
                                .formatted(kind, counts[0], counts[1], counts[2])));
        return lines;
    }

    private static String share(long part, long whole) {
        return whole == 0 ? "-" : String.format(Locale.ROOT, "%.1f %%", 100.0 * part / whole);
    }

    private static String words(Map<String, Long> counts) {
        Map<String, Long> sorted = new LinkedHashMap<>();
        counts.entrySet().stream()
                .sorted(
                        Map.Entry.<String, Long>comparingByValue()
                                .reversed()
                                .thenComparing(Map.Entry.comparingByKey()))
                .forEach(one -> sorted.put(one.getKey(), one.getValue()));
        return sorted.isEmpty()
                ? "none"
                : sorted.entrySet().stream()
                        .map(one -> "%s %,d".formatted(one.getKey(), one.getValue()))
                        .collect(Collectors.joining(", "));
    }
}
