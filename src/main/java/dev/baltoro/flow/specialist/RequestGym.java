package dev.baltoro.flow.specialist;

import dev.baltoro.agent.request.RequestKind;
import dev.baltoro.agent.request.ToolRequest;
import dev.baltoro.agent.request.WantedCall;
import dev.baltoro.agent.score.Prediction;
import dev.baltoro.agent.score.RequestScorer;
import dev.baltoro.agent.score.RequestVerdict;
import dev.baltoro.agent.score.ToolLevelling;
import dev.baltoro.agent.world.Script;
import dev.baltoro.agent.world.Split;
import dev.baltoro.agent.world.Task;
import dev.baltoro.agent.world.TaskId;
import dev.baltoro.agent.world.Transcript;
import dev.baltoro.agent.world.Verdict;
import dev.baltoro.agent.world.World;
import dev.baltoro.flow.check.CheckedCalls;
import dev.baltoro.rl.gym.Gym;
import dev.baltoro.stats.SplitMix64;
import dev.baltoro.text.chat.Message;
import dev.baltoro.text.chat.ToolCall;
import dev.baltoro.text.chat.ToolDeclaration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.LongFunction;
import java.util.stream.Stream;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

/// Written requests to the tools of one server, as tasks.
///
/// A task is done by exactly the calls that are expected: one more is as wrong as one less, so
/// nothing is paid for trying around.
///
/// @param tools of the server
/// @param seen writes requests in phrasings that are trained on
/// @param heldOut writes requests in others
/// @param chains writes requests of which a call goes on with what an earlier one gives back, for
///   the reader of intents alone: nobody knows here what a tool would give
/// @param results what tools give back
public record RequestGym(
        List<ToolDeclaration> tools,
        LongFunction<ToolRequest> seen,
        LongFunction<ToolRequest> heldOut,
        LongFunction<Optional<ToolRequest>> chains,
        RequestConversation.Results results)
        implements Gym {
    /// The gym's name, and its domain's.
    public static final String NAME = "requests";

    /// Credit for calling something where a call is needed.
    ///
    /// All three credits are for such requests alone. Where no call belongs, success pays for
    /// silence already; paid for it in parts as well, a weak model learns to be silent everywhere.
    public static final String CALLED = "called";

    /// Credit for naming the right tools in the right order, whatever their arguments.
    public static final String NAMED = "tools";

    /// Partial credit for the share of the calls' values that are right.
    public static final String ARGUED = "arguments";

    /// Which written request a number has beside those that were carried out: drawn apart, so that
    /// the latter do not all stand in the place of a file's.
    private static final long OTHERS = 0x6F7468657273L;

    /// The model's turns: calls, the closing text, and one to spare.
    private static final int TURNS_MAX = 3;

    public RequestGym {
        tools = List.copyOf(tools);
    }

    /// {@return the gym once a server has carried out some of its requests: those that it always
    /// refuses as malformed are left out, and a share of what is trained on are requests whose
    /// calls have real results}
    ///
    /// @param share of the requests at most, less where there are few
    public RequestGym on(CheckedCalls checked, double share) {
        RealResults real = RealResults.of(checked, results);
        LongFunction<ToolRequest> kept = checked.keptOf(seen);
        LongFunction<ToolRequest> others =
                number -> kept.apply(SplitMix64.mix(OTHERS, number) & Long.MAX_VALUE);
        double inAll = Math.min(share, RealResults.SHARE_OF_EACH * real.requests().size());
        return new RequestGym(
                tools,
                inAll > 0 ? new ExtraRequests(others, real.requests(), inAll) : kept,
                checked.keptOf(heldOut),
                chains,
                real);
    }

    @Override
    public String name() {
        return NAME;
    }

    @Override
    public String domain() {
        return "own-tools";
    }

    @Override
    public String about() {
        return "requests to one's own tools: the calls that a good agent makes, and no others";
    }

    @Override
    public List<String> kinds(Split split) {
        return split == Split.NEW_KIND
                ? List.of()
                : Stream.of(RequestKind.values()).map(RequestKind::word).toList();
    }

    @Override
    public int difficultyMax() {
        return 1;
    }

    @Override
    public Task task(TaskId id) {
        if (!id.gym().equals(NAME) || id.split() == Split.NEW_KIND || id.difficulty() > 1) {
            throw new IllegalArgumentException("%s is not a task of %s".formatted(id, NAME));
        }
        long index = SplitMix64.mix(SplitMix64.mix(id.seed(), id.split().ordinal()), id.index());
        ToolRequest request =
                (id.split() == Split.NEW_PHRASINGS ? heldOut : seen).apply(index & Long.MAX_VALUE);
        return new Task.Verified(
                id,
                request.kind().word(),
                TURNS_MAX,
                () -> world(request),
                (state, transcript) -> verdict(request, transcript),
                () -> solution(request));
    }

    private World world(ToolRequest request) {
        return new RequestWorld(tools, request.opening(), results);
    }

    private static Script solution(ToolRequest request) {
        List<Script.Line> lines = new ArrayList<>();
        request.expected()
                .forEach(call ->
                        lines.add(new Script.Call(call.name(), call.arguments().toString())));
        lines.add(Script.say(request.kind().calls() ? "Done." : request.reply()));
        return new Script(lines);
    }

    private Verdict verdict(ToolRequest request, Transcript transcript) {
        int before = (int) request.context().turns().stream().filter(RequestGym::isModels).count();
        List<ToolCall> made =
                transcript.turns().skip(before).flatMap(turn -> turn.toolCalls().stream()).toList();
        List<WantedCall> calls = new ArrayList<>();
        for (ToolCall call : made) {
            Optional<ObjectNode> arguments = arguments(call);
            if (arguments.isEmpty()) {
                return Verdict.of(false, "the arguments of a call are no JSON object");
            }
            calls.add(new WantedCall(call.name(), arguments.get()));
        }
        RequestVerdict judged =
                new RequestScorer(request, ToolLevelling.of(tools))
                        .judge(Prediction.of(request.id(), calls, transcript.answer()));
        boolean right = judged.right();
        Verdict verdict = Verdict.of(right, right ? "the calls that are expected" : "other calls");
        return request.kind().calls() ? verdict.with(credit(request, judged, calls)) : verdict;
    }

    private static Map<String, Double> credit(
            ToolRequest request, RequestVerdict judged, List<WantedCall> calls) {
        boolean right = judged.right();
        return Map.of(
                CALLED,
                right || !calls.isEmpty() ? 1.0 : 0.0,
                NAMED,
                right || judged.names() ? 1.0 : 0.0,
                ARGUED,
                right ? 1.0 : ArgumentCredit.of(request.expected(), calls));
    }

    private static boolean isModels(Message message) {
        return message instanceof Message.Assistant;
    }

    private static Optional<ObjectNode> arguments(ToolCall call) {
        try {
            return JsonMapper.shared().readTree(call.argumentsJson()) instanceof ObjectNode object
                    ? Optional.of(object)
                    : Optional.empty();
        } catch (JacksonException e) {
            return Optional.empty();
        }
    }
}
