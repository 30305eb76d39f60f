package dev.baltoro.engine.chat;

import dev.baltoro.engine.Constraint;
import dev.baltoro.engine.Engine;
import dev.baltoro.engine.EngineException;
import dev.baltoro.engine.ScoredRow;
import dev.baltoro.engine.intent.Awaited;
import dev.baltoro.engine.intent.IntentReader;
import dev.baltoro.engine.intent.Intents;
import dev.baltoro.engine.intent.NextCalls;
import dev.baltoro.text.chat.ChatEncoder;
import dev.baltoro.text.chat.ChatRequest;
import dev.baltoro.text.chat.Message;
import dev.baltoro.text.chat.ResponseFormat;
import dev.baltoro.text.chat.ToolCall;
import dev.baltoro.text.chat.ToolCallIds;
import dev.baltoro.text.chat.ToolChoice;
import dev.baltoro.text.chat.ToolDeclaration;
import dev.baltoro.text.chat.ToolNames;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletionException;
import tools.jackson.databind.JsonNode;

/// Holds answers to what a reader of intents makes of the conversation: its calls, a question, or a
/// text that is none. The model has a say in which of the reader's calls are meant, and in whether
/// any are; the rest of the answer is its own.
///
/// Only where the request leaves it open whether tools are called; a client's own choice counts for
/// more.
///
/// @param reader of the tools that the model knows
/// @param questions which tokens make a question
record IntentGuide(
        IntentReader reader, ChatEncoder encoder, Engine engine, QuestionTokens questions) {
    /// Lists of calls among which the model chooses, at most: each costs a pass of its tokens.
    private static final int WAYS_MAX = 6;

    /// How much the model's log-probability of calls counts beside the reader's.
    private static final double CALLS_WEIGHT = 0.3;

    /// The same of whether there are calls, as a share of both.
    private static final double CALLING_SHARE = 0.5;

    /// Nats by which calls have to be likelier than a question or a text. Of calls that are hardly
    /// so, few are right, and a question asks for what they would have lacked.
    private static final double CALLING_LOG = -0.5;

    /// Characters that are shown to the model of what a tool gave back.
    private static final int RESULT_MAX = 600;

    private static final double PROBABILITY_LEAST = 1e-6;

    /// Calls as the model would say them.
    ///
    /// @param tokens of the answer, its end included
    /// @param given the answer, as a constraint
    /// @param log probability by the reader
    private record Candidate(int[] tokens, Constraint given, double log) {}

    /// {@return the constraint of an answer; empty if the model alone decides}
    ///
    /// @param asked the conversation
    /// @param request as the model reads it
    /// @param prompt the conversation's ids
    /// @param free what the answer may be without a reader; stays as it is
    /// @throws EngineException if the engine cannot score the reader's calls
    Optional<Constraint> hold(
            ChatRequest asked,
            ChatRequest request,
            ToolNames names,
            int[] prompt,
            Constraint free) {
        boolean open =
                request.tools().choice() instanceof ToolChoice.Auto
                        && !request.tools().tools().isEmpty()
                        && request.format() instanceof ResponseFormat.Text
                        && !request.continued();
        List<Message> messages = request.messages();
        int user = lastOfUser(messages);
        if (!open || user < 0) {
            return Optional.empty();
        }
        int made = callsAfter(messages, user);
        if (made == 0 && user < messages.size() - 1) {
            return Optional.empty(); // not a turn of the kind that was learned
        }
        Intents intents = reader.read(messages.subList(0, user + 1));
        if (made > 0) {
            return intents.ways().isEmpty()
                    ? Optional.empty() // the calls were the model's own, and so is what follows
                    : Optional.of(
                            next(asked, request, intents, names, prompt, free)
                                    .orElseGet(() -> new QuestionOrNot(free, questions, false)));
        }
        List<Candidate> candidates = candidates(request, intents, names, prompt, free);
        double[][] scores = scores(prompt, candidates);
        // calls that cannot be made of what was said lack something
        boolean lacking = candidates.isEmpty();
        if (lacking || calling(intents, scores) <= Math.max(intents.question(), intents.text())) {
            boolean asks =
                    intents.question() > intents.text()
                            || lacking && intents.call() > intents.text();
            return Optional.of(new QuestionOrNot(free, questions, asks));
        }
        return likeliest(candidates, scores).map(Candidate::given);
    }

    /// {@return the calls that go on with what others gave back, if some do}
    private Optional<Constraint> next(
            ChatRequest asked,
            ChatRequest request,
            Intents intents,
            ToolNames names,
            int[] prompt,
            Constraint free) {
        List<ToolCall> calls =
                NextCalls.of(asked.messages(), schemas(asked.tools().tools())).next(intents);
        return calls.isEmpty()
                ? Optional.empty()
                : candidate(new Intents.Way(calls, 0), request, names, prompt, free)
                        .map(Candidate::given);
    }

    private static Map<String, JsonNode> schemas(List<ToolDeclaration> tools) {
        Map<String, JsonNode> schemas = new HashMap<>();
        tools.forEach(tool -> schemas.put(tool.name(), tool.parameters()));
        return schemas;
    }

    /// {@return the request as the model reads it: of long results only the beginning, since it was
    /// trained on short conversations and says little of results anyway}
    static ChatRequest shortened(ChatRequest request) {
        List<Message> messages =
                request.messages().stream()
                        .map(message ->
                                message instanceof Message.ToolResult result
                                                && result.content().length() > RESULT_MAX
                                        ? new Message.ToolResult(
                                                result.name(),
                                                result.toolCallId(),
                                                result.content().substring(0, RESULT_MAX) + "…")
                                        : message)
                        .toList();
        return new ChatRequest(
                messages,
                request.tools(),
                request.format(),
                request.decoding(),
                request.continued());
    }

    /// {@return how likely calls are, by both}
    private static double calling(Intents intents, double[][] scores) {
        if (scores.length == 0) {
            return intents.call();
        }
        double model = logit(Math.exp(scores[0][0])); // all begin with the token that begins calls
        double mixed = (1 - CALLING_SHARE) * logit(intents.call()) + CALLING_SHARE * model;
        return 1 / (1 + Math.exp(-mixed - CALLING_LOG));
    }

    private static double logit(double probability) {
        double inside = Math.min(1 - PROBABILITY_LEAST, Math.max(PROBABILITY_LEAST, probability));
        return Math.log(inside / (1 - inside));
    }

    private static Optional<Candidate> likeliest(List<Candidate> candidates, double[][] scores) {
        Optional<Candidate> best = Optional.empty();
        double most = Double.NEGATIVE_INFINITY;
        for (int i = 0; i < candidates.size(); i++) {
            double log = candidates.get(i).log + CALLS_WEIGHT * Arrays.stream(scores[i]).sum();
            if (log > most) {
                most = log;
                best = Optional.of(candidates.get(i));
            }
        }
        return best;
    }

    /// {@return log-probabilities of the tokens of each answer}
    private double[][] scores(int[] prompt, List<Candidate> candidates) {
        List<ScoredRow.Row> rows =
                candidates.stream().map(each -> ScoredRow.Row.of(prompt, each.tokens)).toList();
        List<ScoredRow> scored;
        try {
            scored = engine.score(rows).join();
        } catch (CompletionException e) {
            if (e.getCause() instanceof EngineException refused) {
                throw refused;
            }
            throw e;
        }
        double[][] scores = new double[rows.size()][];
        for (int i = 0; i < scores.length; i++) {
            float[] all = scored.get(i).scores().logprobs();
            scores[i] = new double[all.length - (prompt.length - 1)];
            for (int k = 0; k < scores[i].length; k++) {
                scores[i][k] = all[prompt.length - 1 + k];
            }
        }
        return scores;
    }

    private List<Candidate> candidates(
            ChatRequest request, Intents intents, ToolNames names, int[] prompt, Constraint free) {
        List<Candidate> candidates = new ArrayList<>();
        Set<List<ToolCall>> seen = new HashSet<>();
        for (Intents.Way way : intents.ways()) {
            if (candidates.size() == WAYS_MAX) {
                break;
            }
            List<ToolCall> ready = Awaited.ready(way.calls());
            if (seen.add(ready)) { // what comes behind them is the same answer
                candidate(
                                new Intents.Way(ready, way.logProbability()),
                                request,
                                names,
                                prompt,
                                free)
                        .ifPresent(candidates::add);
            }
        }
        return candidates;
    }

    private Optional<Candidate> candidate(
            Intents.Way way, ChatRequest request, ToolNames names, int[] prompt, Constraint free) {
        int context = engine.contextTokens() - prompt.length;
        int room = Math.min(context, request.decoding().maxTokens().orElse(context));
        List<Message> answered = new ArrayList<>(request.messages());
        answered.add(new Message.Assistant("", way.calls()));
        return answer(answered, request, names, prompt)
                .filter(tokens -> tokens.length <= room)
                .flatMap(tokens ->
                        GivenAnswer.of(tokens, free)
                                .map(given -> new Candidate(tokens, given, way.logProbability())));
    }

    private Optional<int[]> answer(
            List<Message> answered, ChatRequest request, ToolNames names, int[] prompt) {
        List<Message> shown =
                ToolCallIds.renumber(names.shown(answered), encoder.template().callNumbers());
        int[] whole = encoder.encode(shown, names.shown(request.tools()).tools(), false).ids();
        return whole.length > prompt.length
                        && Arrays.equals(prompt, Arrays.copyOf(whole, prompt.length))
                ? Optional.of(Arrays.copyOfRange(whole, prompt.length, whole.length))
                : Optional.empty();
    }

    private static int lastOfUser(List<Message> messages) {
        int last = messages.size() - 1;
        while (last >= 0 && !(messages.get(last) instanceof Message.User)) {
            last--;
        }
        return last;
    }

    private static int callsAfter(List<Message> messages, int asked) {
        int made = 0;
        for (Message message : messages.subList(asked + 1, messages.size())) {
            made += message instanceof Message.Assistant said ? said.toolCalls().size() : 0;
        }
        return made;
    }
}
