package dev.baltoro.synth.agentic.talk;

import dev.baltoro.agent.request.RequestKind;
import dev.baltoro.agent.request.WantedCall;
import dev.baltoro.agent.world.Policy;
import dev.baltoro.agent.world.Transcript;
import dev.baltoro.agent.world.Turn;
import dev.baltoro.synth.agentic.simulator.Mishaps;
import dev.baltoro.synth.agentic.talk.AgentMistake.Kind;
import dev.baltoro.synth.agentic.task.AgentTask;
import dev.baltoro.synth.agentic.task.OpenQuestion;
import dev.baltoro.synth.agentic.task.Sentences;
import dev.baltoro.synth.agentic.task.Slip;
import dev.baltoro.synth.agentic.task.TaskCriterion.Part;
import dev.baltoro.synth.agentic.task.UserGoal;
import dev.baltoro.synth.value.Draws;
import dev.baltoro.text.chat.Message;
import dev.baltoro.text.chat.ToolCall;
import dev.baltoro.text.chat.ToolDeclaration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

/// An agent that knows the task and speaks by grammar: it asks for what is open, makes the calls
/// that are due, tries again where a server is busy, and says what came of it. In some
/// conversations it makes one mistake on purpose.
///
/// It knows what the user will do from the user's own script, never from the world.
public final class TemplateAgent implements Policy {
    /// Attempts at one call.
    private static final int TRIES_MAX = 3;

    private final AgentTask task;
    private final UserScript script;
    private final Draws draws;
    private final Optional<AgentMistake> planned;
    private final MistakenCalls mistaken;
    private final List<AgentMistake> made = new ArrayList<>();
    private final ObjectNode memory = JsonMapper.shared().createObjectNode();
    private final Deque<Step> steps = new ArrayDeque<>();
    private final Map<WantedCall, Integer> tries = new HashMap<>();
    private List<WantedCall> sent = List.of();
    private String said = "";
    private int goal;
    private boolean begun;

    /// What it does in a turn.
    private sealed interface Step {
        record Say(String text) implements Step {}

        record Make(List<WantedCall> calls) implements Step {}

        /// Is cut off.
        record Stop() implements Step {}
    }

    /// @param mistakes share of conversations in which it makes one
    /// @param seed of its words and mistakes
    public TemplateAgent(AgentTask task, double mistakes, long seed) {
        this.task = task;
        this.script = new UserScript(task);
        this.draws = new Draws(seed);
        this.mistaken = new MistakenCalls(task, draws);
        this.planned =
                draws.chance(mistakes)
                        ? Optional.of(AgentMistake.draw(draws, task.goals()))
                        : Optional.empty();
    }

    /// {@return the mistakes that it made so far}
    public List<AgentMistake> mistakes() {
        return List.copyOf(made);
    }

    @Override
    public Turn act(Transcript transcript, List<ToolDeclaration> tools) {
        if (transcript.messages().getLast() instanceof Message.ToolResult) {
            read(transcript);
        } else {
            hear();
        }
        return turn(transcript);
    }

    private UserGoal now() {
        return task.goals().get(goal);
    }

    private void hear() {
        if (!begun) {
            begun = true;
            begin(0);
            return;
        }
        switch (script.next(memory, said)) {
            case UserAct.Wants(int next) -> begin(next);
            case UserAct.Answers(int _, boolean known) -> {
                steps.clear();
                if (known) {
                    work(now().calls(), now().closing());
                } else {
                    say(now().closing());
                }
            }
            case UserAct.Corrects(int _) -> {
                steps.clear();
                work(now().calls(), now().closing());
            }
            case UserAct.Agrees _ -> {
                // what waits for the yes is next
            }
            case UserAct.KnowsNoMore _, UserAct.Leaves _, UserAct.GivesUp _ -> {
                steps.clear();
                say(Sentences.LEAVE.say(draws));
            }
        }
    }

    private boolean errs(Kind kind) {
        AgentMistake one = new AgentMistake(kind, goal);
        boolean errs = planned.equals(Optional.of(one));
        if (errs && !made.contains(one)) {
            made.add(one);
        }
        return errs;
    }

    private void begin(int number) {
        goal = number;
        steps.clear();
        Optional<OpenQuestion> open = now().open();
        Optional<Slip> slip = now().slip();
        if (open.isPresent()) {
            if (errs(Kind.SKIPPED_QUESTION)) {
                work(mistaken.madeUp(now().calls()), Sentences.DONE.say(draws));
            } else {
                say(open.get().question());
            }
        } else if (slip.isPresent()) {
            work(List.of(slip.get().said()), Sentences.DONE.say(draws));
        } else if (now().calls().isEmpty()) {
            if (errs(Kind.NEEDLESS_CALL)) {
                steps.add(new Step.Make(List.of(mistaken.needless())));
            }
            say(now().closing());
        } else {
            work(now().calls(), now().closing());
        }
    }

    private void say(String text) {
        steps.add(
                new Step.Say(
                        errs(Kind.RAMBLING)
                                ? String.join(" ", rambling(), rambling(), rambling(), rambling())
                                : text));
    }

    private String rambling() {
        return Sentences.RAMBLING.say(draws);
    }

    /// Plans calls and what is said after them.
    private void work(List<WantedCall> due, String closing) {
        if (errs(Kind.CLAIMED)) {
            steps.add(new Step.Say(Sentences.CLAIMED.say(draws)));
            return;
        }
        List<WantedCall> calls = due;
        if (errs(Kind.WRONG_VALUE)) {
            calls = mistaken.madeUp(due);
        } else if (errs(Kind.WRONG_TOOL)) {
            calls = List.of(mistaken.other(due));
        } else if (errs(Kind.UNDECLARED_PARAMETER)) {
            calls = MistakenCalls.undeclared(due);
        }
        if (confirms()) {
            Map<String, String> filled = Map.of("key", mistaken.named(due.getFirst()));
            steps.add(new Step.Say(Sentences.CONFIRM.say(filled, draws)));
        }
        if (now().kind() == RequestKind.PARALLEL) {
            steps.add(new Step.Make(calls));
        } else {
            calls.forEach(call -> steps.add(new Step.Make(List.of(call))));
        }
        if (errs(Kind.REPEATED_CALL)) {
            for (int i = 0; i <= TRIES_MAX; i++) {
                steps.add(new Step.Make(List.of(calls.getLast())));
            }
        }
        if (errs(Kind.STOPPED)) {
            steps.add(new Step.Stop());
        }
        say(closing);
    }

    private boolean confirms() {
        return task.criteria().stream()
                .anyMatch(one -> one.part() == Part.CONFIRMED && one.goal() == goal);
    }

    /// Reads the results of the calls that were sent last.
    private void read(Transcript transcript) {
        List<Message> all = transcript.messages();
        List<Message> results = all.subList(all.size() - sent.size(), all.size());
        List<WantedCall> again = new ArrayList<>();
        Optional<String> failure = Optional.empty();
        for (int i = 0; i < sent.size(); i++) {
            Result result = new Result(sent.get(i), results.get(i).content());
            Optional<WantedCall> rest = result.rest();
            int tried = tries.merge(sent.get(i), 1, Integer::sum);
            if (rest.isPresent() && tried < TRIES_MAX) {
                again.add(rest.get());
            } else if (result.content().equals(Mishaps.LOST)) {
                String lost = Sentences.LOST.say(draws);
                closeWith(now().told().isEmpty() ? lost : lost + " " + now().closing());
            } else if (result.content().startsWith("error: ")) {
                failure = Optional.of(result.content().substring("error: ".length()));
            }
        }
        if (!again.isEmpty()) {
            steps.addFirst(new Step.Make(again));
        } else if (failure.isPresent() && !errs(Kind.REPEATED_CALL)) {
            steps.clear();
            boolean slipped = now().slip().isPresent() && !memory.path("corrected").asBoolean();
            Map<String, String> why = Map.of("why", failure.get());
            steps.add(
                    new Step.Say(
                            slipped
                                    ? Sentences.WHICH.say(why, draws)
                                    : Sentences.FAILED.say(why, draws)));
        }
    }

    /// Says this in place of what it meant to say at the end.
    private void closeWith(String text) {
        if (steps.peekLast() instanceof Step.Say) {
            steps.removeLast();
        }
        steps.addLast(new Step.Say(text));
    }

    /// What a call came to.
    private record Result(WantedCall call, String content) {
        /// {@return the call that does what this one did not; empty if all is done}
        Optional<WantedCall> rest() {
            if (content.equals(Mishaps.BUSY)) {
                return Optional.of(call);
            }
            int at = content.indexOf("\"" + Mishaps.MISSING + "\":");
            return at < 0 ? Optional.empty() : Optional.of(MistakenCalls.rest(call, content));
        }
    }

    private Turn turn(Transcript transcript) {
        Step step = steps.isEmpty() ? new Step.Say(Sentences.DONE.say(draws)) : steps.poll();
        return switch (step) {
            case Step.Say(String text) -> {
                said = text;
                yield Turn.say(text);
            }
            case Step.Stop() -> new Turn("", List.of(), false);
            case Step.Make(List<WantedCall> calls) -> {
                sent = calls;
                yield new Turn("", called(calls, transcript.calls().size()), true);
            }
        };
    }

    private List<ToolCall> called(List<WantedCall> calls, int first) {
        List<ToolCall> made = new ArrayList<>();
        boolean wrong = errs(Kind.WRONG_ID);
        for (WantedCall call : calls) {
            int number = first + made.size();
            String arguments = MistakenCalls.sorted(call).toString();
            made.add(
                    wrong
                            ? new ToolCall("call_" + number, call.name(), arguments)
                            : ToolCall.of(call.name(), number, arguments));
        }
        return made;
    }
}
