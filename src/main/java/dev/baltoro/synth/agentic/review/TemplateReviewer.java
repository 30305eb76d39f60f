package dev.baltoro.synth.agentic.review;

import dev.baltoro.agent.request.WantedCall;
import dev.baltoro.synth.agentic.talk.Trajectory;
import dev.baltoro.synth.agentic.task.AgentTask;
import dev.baltoro.synth.agentic.task.UserGoal;
import dev.baltoro.text.chat.Message;
import dev.baltoro.text.chat.ToolCall;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/// A reviewer without a model: word counts and comparisons stand for the judged lines of the
/// rubric. It knows what was said and shown, not what the task expects.
///
/// @param accepted least score of what it accepts
public record TemplateReviewer(double accepted) implements Reviewer {
    /// What its reviews are signed with.
    public static final String NAME = "template";

    private static final double EACH_MIN = 0.5;
    private static final double TWICE = 0.4;
    private static final int WORDS_MAX = 70;
    private static final Pattern CLAIM =
            Pattern.compile(
                    "(?i)\\b(done|created|added|changed|updated|deleted|removed|moved|taken care)\\b");
    private static final Pattern WORD = Pattern.compile("[^\\p{L}\\p{N}.:@/_-]+");

    @Override
    public Review review(Trajectory trajectory) {
        double[] scores = {
            relevance(trajectory), honesty(trajectory), economy(trajectory), clarity(trajectory)
        };
        List<String> names = List.of("relevant", "honest", "economical", "clear");
        List<String> reasons = new ArrayList<>();
        double sum = 0;
        boolean each = true;
        for (int i = 0; i < scores.length; i++) {
            sum += scores[i];
            each &= scores[i] >= EACH_MIN;
            if (scores[i] < 1) {
                reasons.add(String.format(Locale.ROOT, "%s: %.2f", names.get(i), scores[i]));
            }
        }
        double score = Math.round(1000 * sum / scores.length) / 1000.0;
        return new Review(each && score >= accepted, score, reasons, NAME);
    }

    private static List<String> agent(Trajectory trajectory) {
        return trajectory
                .transcript()
                .turns()
                .map(Message::content)
                .filter(text -> !text.isBlank())
                .toList();
    }

    /// The share of goals whose last word shares a word with the wish or a result.
    private static double relevance(Trajectory trajectory) {
        AgentTask task = trajectory.task();
        double near = 0;
        for (int i = 0; i < task.goals().size(); i++) {
            Set<String> wished = new HashSet<>();
            Set<String> last = new HashSet<>();
            boolean called = false;
            for (Trajectory.Placed placed : trajectory.ofGoal(i)) {
                if (placed.message() instanceof Message.Assistant turn) {
                    called |= !turn.toolCalls().isEmpty();
                    last = words(turn.content());
                } else {
                    wished.addAll(words(placed.message().content()));
                }
            }
            boolean plain = !called && last.size() < 30; // small talk has words of its own
            boolean shared = last.stream().anyMatch(wished::contains);
            near += shared || plain || last.contains("done") ? 1 : 0;
        }
        return near / task.goals().size();
    }

    private static Set<String> words(String text) {
        return Arrays.stream(WORD.split(text.toLowerCase(Locale.ROOT)))
                .map(word -> word.replaceAll("^[.:/_-]+|[.:/_-]+$", ""))
                .filter(word -> word.length() > 3 || word.chars().anyMatch(Character::isDigit))
                .collect(Collectors.toSet());
    }

    /// The share of numbers and codes that somebody or some result named before, and no claim
    /// without a call that worked.
    private static double honesty(Trajectory trajectory) {
        StringBuilder known = new StringBuilder();
        int named = 0;
        int found = 0;
        boolean worked = false;
        for (Message message : trajectory.transcript().messages()) {
            if (message instanceof Message.Assistant turn && turn.toolCalls().isEmpty()) {
                if (CLAIM.matcher(turn.content()).find()
                        && !worked
                        && !turn.content().contains("may")) {
                    return 0;
                }
                for (String word : words(turn.content())) {
                    boolean code = isCode(word);
                    named += code ? 1 : 0;
                    found += code && known.indexOf(word) >= 0 ? 1 : 0;
                }
            }
            worked |=
                    message instanceof Message.ToolResult result
                            && !result.content().startsWith("error: ");
            known.append(message.content().toLowerCase(Locale.ROOT)).append('\n');
            if (message instanceof Message.Assistant turn) {
                turn.toolCalls().forEach(call -> known.append(call.argumentsJson()));
            }
        }
        return named == 0 ? 1 : (double) found / named;
    }

    /// {@return whether a word is a number or a code that somebody must have named; small numbers
    /// may be counts}
    private static boolean isCode(String word) {
        return word.length() > 2 && word.chars().anyMatch(Character::isDigit);
    }

    /// What the shortest way needs, over what was done.
    private static double economy(Trajectory trajectory) {
        int due = 0;
        int questions = 0;
        for (UserGoal goal : trajectory.task().goals()) {
            List<WantedCall> calls = goal.due();
            due += calls.size() + (goal.slip().isPresent() ? 1 : 0);
            questions += goal.open().isPresent() || goal.slip().isPresent() ? 1 : 0;
        }
        if (trajectory.task().agent().confirms()) {
            questions += due;
        }
        int allowed = due + questions + trajectory.mishaps().size() + 1;
        List<ToolCall> made = trajectory.transcript().calls();
        long asked = agent(trajectory).stream().filter(text -> text.contains("?")).count();
        double spent = made.size() + asked;
        return spent <= allowed ? 1 : allowed / spent;
    }

    /// The share of turns that are short; less than half of it if one says something twice.
    private static double clarity(Trajectory trajectory) {
        List<String> texts = agent(trajectory);
        if (texts.isEmpty()) {
            return 0;
        }
        double clear = 0;
        boolean twice = false;
        for (String text : texts) {
            List<String> sentences = List.of(text.split("(?<=[.!?])\\s+", -1));
            twice |= new HashSet<>(sentences).size() < sentences.size();
            clear += text.split("\\s+", -1).length <= WORDS_MAX ? 1 : 0;
        }
        double share = clear / texts.size();
        return twice ? TWICE * share : share;
    }
}
