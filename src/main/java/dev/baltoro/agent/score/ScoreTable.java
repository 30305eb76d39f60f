package dev.baltoro.agent.score;

import dev.baltoro.agent.request.RequestKind;
import dev.baltoro.agent.request.ToolRequest;
import dev.baltoro.agent.request.ToolRequest.Difficulty;
import dev.baltoro.stats.Wilson;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.function.BiPredicate;
import java.util.function.Predicate;

/// Shares of requests that were done as wanted, and of what went wrong.
///
/// @param judged requests with their verdicts, in the file's order
public record ScoreTable(List<Judged> judged) {
    /// A request and what became of it.
    public record Judged(ToolRequest request, RequestVerdict verdict) {}

    public ScoreTable {
        judged = List.copyOf(judged);
    }

    /// {@return the table of requests and predictions}
    ///
    /// @param predictions by the requests' ids; a request without one counts as wrong
    /// @throws IllegalArgumentException if a rule of a request is malformed
    public static ScoreTable of(
            List<ToolRequest> requests,
            Map<String, Prediction> predictions,
            ToolLevelling levelling) {
        List<Judged> judged = new ArrayList<>();
        for (ToolRequest request : requests) {
            RequestScorer scorer = new RequestScorer(request, levelling);
            RequestVerdict verdict =
                    Optional.ofNullable(predictions.get(request.id()))
                            .map(scorer::judge)
                            .orElse(RequestVerdict.MISSING);
            judged.add(new Judged(request, verdict));
        }
        return new ScoreTable(judged);
    }

    /// Requests of which a share is taken, and what counts as a success among them.
    private record Figure(
            String name,
            BiPredicate<ToolRequest, RequestVerdict> among,
            Predicate<RequestVerdict> success) {}

    private static boolean callsNeeded(ToolRequest request) {
        return request.kind().calls();
    }

    private static Figure of(RequestKind kind, String name, Predicate<RequestVerdict> success) {
        return new Figure(name, (request, verdict) -> request.kind() == kind, success);
    }

    private static List<Figure> figures() {
        List<Figure> all = new ArrayList<>();
        all.add(new Figure("all", (request, verdict) -> true, RequestVerdict::right));
        all.add(
                new Figure(
                        "calls",
                        (request, verdict) -> callsNeeded(request),
                        RequestVerdict::right));
        for (RequestKind kind : RequestKind.values()) {
            all.add(of(kind, "kind: " + kind.word(), RequestVerdict::right));
        }
        for (Difficulty difficulty : Difficulty.values()) {
            all.add(
                    new Figure(
                            "difficulty: " + difficulty.name().toLowerCase(Locale.ROOT),
                            (request, verdict) -> request.difficulty() == difficulty,
                            RequestVerdict::right));
        }
        BiPredicate<ToolRequest, RequestVerdict> needed =
                (request, verdict) -> callsNeeded(request);
        all.add(new Figure("tool names right (calls needed)", needed, RequestVerdict::names));
        all.add(
                new Figure(
                        "arguments right (names right)",
                        needed.and((request, verdict) -> verdict.names()),
                        RequestVerdict::right));
        all.add(new Figure("right, further calls forgiven", needed, RequestVerdict::loose));
        all.add(new Figure("no call where one was needed", needed, verdict -> !verdict.called()));
        all.add(of(RequestKind.NO_TOOL, "false calls (no-tool)", RequestVerdict::called));
        all.add(of(RequestKind.ASK_BACK, "asks back (ask-back)", RequestVerdict::asked));
        all.add(of(RequestKind.ASK_BACK, "asks for the missing thing", RequestVerdict::about));
        all.add(of(RequestKind.ASK_BACK, "calls instead of asking", RequestVerdict::called));
        all.add(
                new Figure(
                        "right by an accepted alternative",
                        needed.and((request, verdict) -> verdict.right()),
                        RequestVerdict::alternative));
        return all;
    }

    /// {@return every share by its name, in the order to show them; one over no request is absent}
    public Map<String, Wilson> shares() {
        Map<String, Wilson> shares = new LinkedHashMap<>();
        for (Figure figure : figures()) {
            List<RequestVerdict> among =
                    judged.stream()
                            .filter(one -> figure.among.test(one.request, one.verdict))
                            .map(Judged::verdict)
                            .toList();
            if (!among.isEmpty()) {
                long successes = among.stream().filter(figure.success).count();
                shares.put(figure.name, Wilson.of(successes, among.size()));
            }
        }
        return shares;
    }

    /// {@return for each tool that is expected, the share of requests with it that were done}
    public Map<String, Wilson> byTool() {
        Map<String, Wilson> shares = new LinkedHashMap<>();
        judged.stream()
                .flatMap(one -> one.request.expected().stream())
                .map(call -> call.name())
                .distinct()
                .sorted()
                .forEach(name -> shares.put(name, withTool(name)));
        return shares;
    }

    private Wilson withTool(String name) {
        List<Judged> among =
                judged.stream()
                        .filter(one ->
                                one.request.expected().stream()
                                        .anyMatch(call -> call.name().equals(name)))
                        .toList();
        return Wilson.of(among.stream().filter(one -> one.verdict.right()).count(), among.size());
    }

    /// {@return how many requests have no prediction}
    public long missing() {
        return judged.stream().filter(one -> one.verdict.missing()).count();
    }
}
