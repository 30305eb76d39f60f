package dev.baltoro.train.sft;

import dev.baltoro.data.shard.TokenStore;
import dev.baltoro.text.chat.ChatEncoder;
import dev.baltoro.text.chat.ParsedAnswer;
import dev.baltoro.text.chat.ToolCall;
import dev.baltoro.train.run.Metric;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/// The held-out conversations' answers, to compare a model's with: a falling loss does not show
/// that answers come out right.
///
/// Each turn that carries loss is a question, with the true conversation before it. Prompts are the
/// conversation's own ids, so nothing is encoded anew.
final class HeldOutAnswers {
    /// Turns with calls: the names of all calls.
    static final String TOOL_NAME = "exact tool name";

    /// Turns with calls: names, and arguments as JSON values.
    static final String ARGUMENTS = "exact arguments";

    /// Turns without calls: the text.
    static final String ANSWER = "exact answer";

    private static final int[] NONE = new int[0];

    private final ChatEncoder encoder;
    private final List<AnswerWriter.Question> questions = new ArrayList<>();
    private final List<ParsedAnswer> expected = new ArrayList<>();

    /// @param most how many questions are taken, the first ones
    HeldOutAnswers(TokenStore store, ChatEncoder encoder, int most) {
        this.encoder = encoder;
        for (long i = 0; i < store.documents() && questions.size() < most; i++) {
            int[] ids = store.document(i);
            boolean[] learned = new boolean[ids.length];
            store.learned(i, 0, learned, 0, ids.length);
            for (int from = 1; from < ids.length && questions.size() < most; from++) {
                if (learned[from] && !learned[from - 1]) {
                    add(ids, from, end(learned, from));
                }
            }
        }
    }

    private static int end(boolean[] learned, int from) {
        int end = from;
        while (end < learned.length && learned[end]) {
            end++;
        }
        return end;
    }

    private void add(int[] ids, int from, int end) {
        int[] prompt = Arrays.copyOf(ids, from);
        questions.add(new AnswerWriter.Question(prompt, encoder.declared(prompt)));
        expected.add(parsed(prompt, Arrays.copyOfRange(ids, from, end)));
    }

    private ParsedAnswer parsed(int[] prompt, int[] answer) {
        return encoder.parse(answer, encoder.nextCall(prompt));
    }

    List<AnswerWriter.Question> questions() {
        return questions;
    }

    /// {@return how many of the answers are right, by what of them}
    ///
    /// @param answers ids, one for each question; one that is empty is wrong
    Map<String, Metric.Right> compare(List<Optional<int[]>> answers) {
        Map<String, long[]> counts = new LinkedHashMap<>();
        for (int i = 0; i < questions.size(); i++) {
            ParsedAnswer wanted = expected.get(i);
            ParsedAnswer given = parsed(questions.get(i).prompt(), answers.get(i).orElse(NONE));
            if (wanted.toolCalls().isEmpty()) {
                count(counts, ANSWER, sameText(wanted, given));
            } else {
                count(counts, TOOL_NAME, sameNames(wanted, given));
                count(counts, ARGUMENTS, sameCalls(wanted, given));
            }
        }
        Map<String, Metric.Right> rights = new LinkedHashMap<>();
        counts.forEach((name, count) -> rights.put(name, new Metric.Right(count[0], count[1])));
        return rights;
    }

    private static void count(Map<String, long[]> counts, String name, boolean right) {
        long[] count = counts.computeIfAbsent(name, _ -> new long[2]);
        count[0] += right ? 1 : 0;
        count[1]++;
    }

    private static boolean sameText(ParsedAnswer wanted, ParsedAnswer given) {
        return given.finished()
                && given.toolCalls().isEmpty()
                && given.content().equals(wanted.content());
    }

    private static boolean sameNames(ParsedAnswer wanted, ParsedAnswer given) {
        return names(given).equals(names(wanted));
    }

    private static List<String> names(ParsedAnswer answer) {
        return answer.toolCalls().stream().map(ToolCall::name).toList();
    }

    private static boolean sameCalls(ParsedAnswer wanted, ParsedAnswer given) {
        if (!given.finished() || !sameNames(wanted, given)) {
            return false;
        }
        for (int i = 0; i < wanted.toolCalls().size(); i++) {
            String one = wanted.toolCalls().get(i).argumentsJson();
            String other = given.toolCalls().get(i).argumentsJson();
            if (!sameJson(one, other)) {
                return false;
            }
        }
        return true;
    }

    /// {@return whether two texts are the same JSON value: keys in any order, 1 and 1.0 equal}
    static boolean sameJson(String one, String other) {
        try {
            JsonMapper json = JsonMapper.shared();
            return json.readTree(one).equals(HeldOutAnswers::compareNumbers, json.readTree(other));
        } catch (JacksonException e) {
            return false;
        }
    }

    private static int compareNumbers(JsonNode one, JsonNode other) {
        if (one.isNumber() && other.isNumber()) {
            return one.decimalValue().compareTo(other.decimalValue());
        }
        return one.equals(other) ? 0 : 1;
    }
}
