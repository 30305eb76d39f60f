package dev.baltoro.agent.score;

import dev.baltoro.agent.request.Freedom;
import dev.baltoro.agent.request.RequestKind;
import dev.baltoro.agent.request.ToolRequest;
import dev.baltoro.agent.request.WantedCall;
import dev.baltoro.agent.score.condition.ConditionReader;
import dev.baltoro.agent.score.condition.FreeRule;
import dev.baltoro.agent.score.value.Pairing;
import dev.baltoro.agent.score.value.TextForm;
import dev.baltoro.text.openai.FieldException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/// Judges what a model did with one request. Immutable.
///
/// Calls are right if they are the wanted ones or those of another right answer: none more, none
/// fewer, in their order (in any, if the kind is `parallel`). Where none belongs, none may be made,
/// and something has to be said; where a value is missing, the text has to ask.
public final class RequestScorer {
    private final ToolRequest request;
    private final ToolLevelling levelling;
    private final List<RightAnswer> answers = new ArrayList<>();

    /// @throws IllegalArgumentException if a rule of the request is malformed
    public RequestScorer(ToolRequest request, ToolLevelling levelling) {
        this.request = request;
        this.levelling = levelling;
        answers.add(answer("free", request.expected(), request.free()));
        for (ToolRequest.Alternative other : request.accept()) {
            answers.add(answer("accept.free", other.calls(), other.free()));
        }
    }

    private record RightAnswer(List<MadeCall> calls, CallMatch match) {}

    private RightAnswer answer(String where, List<WantedCall> calls, List<Freedom> free) {
        Map<String, FreeRule> rules = new HashMap<>();
        for (Freedom freedom : free) {
            try {
                rules.put(freedom.path(), ConditionReader.read(where, freedom.rule()));
            } catch (FieldException e) {
                throw new IllegalArgumentException(
                        "%s: %s".formatted(request.id(), e.getMessage()), e);
            }
        }
        return new RightAnswer(
                Prediction.of(request.id(), calls, "").calls(), new CallMatch(levelling, rules));
    }

    /// Refuses requests with a malformed rule, before anything is asked.
    ///
    /// @throws IllegalArgumentException that names the first of them
    public static void check(List<ToolRequest> requests) {
        ToolLevelling none = ToolLevelling.of(List.of());
        for (ToolRequest request : requests) {
            RequestScorer unused = new RequestScorer(request, none);
        }
    }

    /// {@return the verdict on a prediction}
    public RequestVerdict judge(Prediction prediction) {
        List<MadeCall> calls = RootedPaths.resolve(prediction.calls(), request.context().roots());
        String text = TextForm.strip(prediction.text());
        return switch (request.kind()) {
            case SINGLE, MULTI_STEP, PARALLEL -> judgeCalls(calls);
            case NO_TOOL -> {
                boolean right = calls.isEmpty() && !text.isEmpty();
                yield verdict(right, right, false, false, calls);
            }
            case ASK_BACK -> {
                boolean asked = calls.isEmpty() && AskingText.asks(text);
                yield verdict(asked, asked, asked, asked && isAbout(text), calls);
            }
        };
    }

    private static RequestVerdict verdict(
            boolean right, boolean loose, boolean asked, boolean about, List<MadeCall> calls) {
        return new RequestVerdict(
                right, false, !calls.isEmpty(), false, loose, false, asked, about, calls);
    }

    private boolean isAbout(String text) {
        String said = TextForm.loose(text);
        return request.askAbout().isEmpty()
                || request.askAbout().stream().map(TextForm::loose).anyMatch(said::contains);
    }

    private RequestVerdict judgeCalls(List<MadeCall> calls) {
        boolean ordered = request.kind() != RequestKind.PARALLEL;
        boolean names = false;
        boolean loose = false;
        for (int i = 0; i < answers.size(); i++) {
            RightAnswer answer = answers.get(i);
            List<MadeCall> goldJoined = levelling.joined(answer.calls);
            List<MadeCall> callsJoined = levelling.joined(calls);
            if (equalLists(answer.match, answer.calls, calls, ordered)
                    || equalLists(answer.match, goldJoined, callsJoined, ordered)) {
                return new RequestVerdict(
                        true, false, !calls.isEmpty(), true, true, i > 0, false, false, calls);
            }
            names |=
                    equalNames(answer.calls, calls, ordered)
                            || equalNames(goldJoined, callsJoined, ordered);
            loose |= isWithin(answer, calls, ordered);
        }
        return new RequestVerdict(
                false, false, !calls.isEmpty(), names, loose, false, false, false, calls);
    }

    private static boolean equalLists(
            CallMatch match, List<MadeCall> gold, List<MadeCall> calls, boolean ordered) {
        if (gold.size() != calls.size()) {
            return false;
        }
        if (!ordered) {
            return Pairing.exists(
                    gold.size(), calls.size(), (i, j) -> match.equal(gold.get(i), calls.get(j), i));
        }
        for (int i = 0; i < gold.size(); i++) {
            if (!match.equal(gold.get(i), calls.get(i), i)) {
                return false;
            }
        }
        return true;
    }

    private static boolean equalNames(List<MadeCall> gold, List<MadeCall> calls, boolean ordered) {
        List<String> wanted = names(gold, ordered);
        return wanted.equals(names(calls, ordered));
    }

    private static List<String> names(List<MadeCall> calls, boolean ordered) {
        List<String> names = calls.stream().map(MadeCall::name).toList();
        return ordered ? names : names.stream().sorted().toList();
    }

    /// {@return whether all wanted calls were made, perhaps among others}
    private static boolean isWithin(RightAnswer answer, List<MadeCall> calls, boolean ordered) {
        List<MadeCall> left = new ArrayList<>(calls);
        for (int i = 0; i < answer.calls.size(); i++) {
            int hit = 0;
            while (hit < left.size()
                    && !answer.match.equal(answer.calls.get(i), left.get(hit), i)) {
                hit++;
            }
            if (hit == left.size()) {
                return false;
            }
            left.subList(ordered ? 0 : hit, hit + 1).clear();
        }
        return true;
    }
}
