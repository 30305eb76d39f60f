package dev.baltoro.synth.agentic.task;

import dev.baltoro.agent.request.RequestKind;
import dev.baltoro.agent.request.ToolRequest;
import dev.baltoro.agent.request.WantedCall;
import dev.baltoro.stats.SplitMix64;
import dev.baltoro.synth.tool.Action;
import dev.baltoro.synth.tool.Blueprint;
import dev.baltoro.synth.tool.InventedRequests;
import dev.baltoro.synth.tool.InventedServer;
import dev.baltoro.synth.tool.InventedTool;
import dev.baltoro.synth.tool.OpenWish;
import dev.baltoro.synth.tool.WishWriter;
import dev.baltoro.synth.value.Draws;
import dev.baltoro.synth.words.Lexicon;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.SplittableRandom;
import java.util.stream.Collectors;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

/// Goals that an invented server can grant, one after the other: each is drawn in the state that
/// the ones before it leave.
public final class InventedGoals {
    /// Draws until one can be granted.
    public static final int DRAWS_MAX = 40;

    private static final Lexicon PEOPLE = Lexicon.named("personas");

    private static final List<Set<Action>> ALIKE =
            List.of(
                    Set.of(Action.SET, Action.UPDATE),
                    Set.of(Action.CREATE, Action.CREATE_MANY),
                    Set.of(Action.DELETE, Action.CLEAR),
                    Set.of(Action.GET, Action.GET_MANY, Action.LIST, Action.SEARCH),
                    Set.of(Action.COUNT, Action.LIST, Action.SEARCH),
                    Set.of(Action.TOTAL, Action.LIST),
                    Set.of(Action.COMPARE, Action.GET, Action.GET_MANY, Action.LIST));

    private final InventedServer server;
    private final WishWriter writer;
    private final Draws draws;
    private final double ignorant;
    private ObjectNode state;
    private String facts = "";
    private boolean begun;

    /// What kind of goal is wanted.
    public enum Kind {
        SINGLE,
        TOGETHER,
        IN_ORDER,
        LOOKED_UP,
        OPEN,
        TALK,
        UNSERVED,
        SLIP
    }

    /// @param ignorant share of open values that the user does not know
    public InventedGoals(InventedServer server, WishWriter writer, Draws draws, double ignorant) {
        this.server = server;
        this.writer = writer;
        this.draws = draws;
        this.ignorant = ignorant;
        this.state = server.start();
    }

    /// {@return the state that the goals so far leave}
    public ObjectNode state() {
        return state.deepCopy();
    }

    /// {@return what the system message tells that the first goal relies on}
    public String facts() {
        return facts;
    }

    /// {@return the next goal; empty if none of a kind was found}
    ///
    /// @param attentive whether the user notices slips
    public Optional<UserGoal> next(Kind kind, boolean attentive) {
        for (int i = 0; i < DRAWS_MAX; i++) {
            Optional<UserGoal> goal = drawn(kind, attentive);
            if (goal.isPresent()) {
                begun = true;
                return goal;
            }
        }
        return Optional.empty();
    }

    private Optional<UserGoal> drawn(Kind kind, boolean attentive) {
        SplittableRandom random = new SplittableRandom(SplitMix64.mix(draws.bits()));
        InventedRequests requests = new InventedRequests(server.at(state), writer);
        return switch (kind) {
            case SINGLE -> of(requests.calls(random, "", RequestKind.SINGLE, !begun));
            case TOGETHER -> of(requests.calls(random, "", RequestKind.PARALLEL, !begun));
            case IN_ORDER -> of(requests.calls(random, "", RequestKind.MULTI_STEP, !begun));
            case LOOKED_UP -> of(requests.lookedUp(random, ""));
            case TALK -> Optional.of(saying(requests.talk(random, "")));
            case UNSERVED -> requests.unserved(random, "").map(this::saying);
            case OPEN -> requests.open(random, "").flatMap(wish -> open(wish, random));
            case SLIP ->
                    new SlipDraw(server.at(state), writer)
                            .draw(random, draws, attentive)
                            .flatMap(slip ->
                                    granted(slip.text(), slip.meant())
                                            .map(goal -> slipped(goal, slip.slip())));
        };
    }

    private static UserGoal slipped(UserGoal goal, Slip slip) {
        return new UserGoal(
                goal.text(),
                goal.kind(),
                goal.calls(),
                goal.accepted(),
                goal.open(),
                Optional.of(slip),
                goal.told(),
                goal.closing());
    }

    private Optional<UserGoal> of(Optional<ToolRequest> request) {
        return request.flatMap(one -> {
            Optional<UserGoal> goal = granted(one.request(), one.expected(), one.kind());
            if (goal.isPresent() && !begun) {
                facts = one.context().facts();
            }
            return goal;
        });
    }

    private UserGoal saying(ToolRequest request) {
        return new UserGoal(
                request.request(),
                RequestKind.NO_TOOL,
                List.of(),
                List.of(),
                Optional.empty(),
                Optional.empty(),
                List.of(),
                request.reply());
    }

    private Optional<UserGoal> open(OpenWish wish, SplittableRandom random) {
        boolean known = !draws.chance(ignorant);
        WantedCall call = new WantedCall(wish.whole().blueprint().name(), wish.whole().arguments());
        ObjectNode before = state.deepCopy();
        String answer =
                known
                        ? PEOPLE.say("answer", draws).replace("<v>", wish.answer(random))
                        : PEOPLE.say("unknown", draws);
        Optional<UserGoal> goal = granted(wish.request().request(), List.of(call));
        if (!known) {
            state = before;
        }
        return goal.map(found ->
                new UserGoal(
                        found.text(),
                        RequestKind.ASK_BACK,
                        found.calls(),
                        found.accepted(),
                        Optional.of(
                                new OpenQuestion(
                                        wish.request().reply(),
                                        wish.request().askAbout(),
                                        answer,
                                        known)),
                        Optional.empty(),
                        known ? found.told() : List.of(),
                        known ? found.closing() : Sentences.LEAVE.say(draws)));
    }

    private Optional<UserGoal> granted(String text, List<WantedCall> calls) {
        return granted(text, calls, RequestKind.SINGLE);
    }

    /// Makes the calls, and keeps what they do if all could be done.
    private Optional<UserGoal> granted(String text, List<WantedCall> calls, RequestKind kind) {
        ObjectNode tried = state.deepCopy();
        List<Closing> closings = new ArrayList<>();
        List<Set<String>> accepted = new ArrayList<>();
        for (WantedCall call : calls) {
            InventedTool tool = server.tool(call.name()).orElseThrow();
            String result = tool.tool().call(tried, call.arguments().toString());
            if (result.startsWith("error: ")) {
                return Optional.empty();
            }
            closings.add(Closing.of(tool.blueprint(), call, json(result), draws));
            accepted.add(alike(tool.blueprint()));
        }
        state = tried;
        Closing last = closings.getLast();
        String closing =
                kind == RequestKind.PARALLEL
                        ? closings.stream().map(Closing::text).collect(Collectors.joining(" "))
                        : last.text();
        return Optional.of(
                new UserGoal(
                        text,
                        kind,
                        calls,
                        accepted,
                        Optional.empty(),
                        Optional.empty(),
                        last.told().stream().filter(told -> !told.isBlank()).toList(),
                        closing));
    }

    private static JsonNode json(String result) {
        try {
            return JsonMapper.shared().readTree(result);
        } catch (JacksonException plainText) {
            return JsonMapper.shared().createObjectNode();
        }
    }

    /// {@return names of the tools that may do what one does}
    private Set<String> alike(Blueprint wanted) {
        return server.tools().stream()
                .map(InventedTool::blueprint)
                .filter(one ->
                        one.name().equals(wanted.name())
                                || one.table().key().equals(wanted.table().key())
                                        && ALIKE.stream()
                                                .anyMatch(set ->
                                                        set.contains(one.action())
                                                                && set.contains(wanted.action())))
                .map(Blueprint::name)
                .collect(Collectors.toUnmodifiableSet());
    }
}
