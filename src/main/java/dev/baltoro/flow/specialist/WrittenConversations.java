package dev.baltoro.flow.specialist;

import dev.baltoro.agent.evaluation.CallOutcome;
import dev.baltoro.agent.evaluation.CallOutcome.Ending;
import dev.baltoro.agent.request.ToolRequest;
import dev.baltoro.text.chat.Message;
import java.util.List;
import java.util.Optional;
import java.util.SplittableRandom;

/// What a specialist is fine-tuned on: written requests as conversations, some of which go on to
/// the calls' results and what is said of them.
///
/// @param gym writes the requests, and has the results
/// @param order of arguments
/// @param closedShare share of those with invented results that go on to them; all with real ones
///   do
record WrittenConversations(RequestGym gym, ArgumentOrder order, double closedShare) {
    private static final List<String> CLOSINGS =
            List.of("Done.", "Here you are.", "That's it.", "Done, see above.");

    /// Said where the server says that a call failed.
    private static final List<String> FAILURES =
            List.of(
                    "That did not work, see above.",
                    "It failed: see the message above.",
                    "That could not be done, see above.");

    WrittenConversations(RequestGym gym, double closedShare) {
        this(gym, new ArgumentOrder(gym.tools()), closedShare);
    }

    /// {@return conversation number `index`, a line of JSON}
    String line(long index) {
        ToolRequest request = gym.seen().apply(index);
        return RequestConversation.line(request, messages(request, index), gym.tools());
    }

    private List<Message> messages(ToolRequest request, long index) {
        SplittableRandom random = new SplittableRandom(index);
        boolean closed = random.nextDouble() < closedShare;
        List<CallOutcome> real =
                request.expected().stream()
                        .map(gym.results()::real)
                        .flatMap(Optional::stream)
                        .toList();
        boolean all = !real.isEmpty() && real.size() == request.expected().size();
        if (!closed && !all) {
            return RequestConversation.solved(request, order);
        }
        boolean failed = real.stream().anyMatch(outcome -> outcome.ending() != Ending.ACCEPTED);
        List<String> closings = failed ? FAILURES : CLOSINGS;
        return RequestConversation.solved(
                request, order, gym.results(), closings.get(random.nextInt(closings.size())));
    }
}
