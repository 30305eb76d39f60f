package dev.baltoro.rl.gym;

import dev.baltoro.agent.world.QuestionWorld;
import dev.baltoro.agent.world.Split;
import dev.baltoro.agent.world.Task;
import dev.baltoro.agent.world.TaskId;
import dev.baltoro.agent.world.Transcript;
import dev.baltoro.agent.world.Turn;
import dev.baltoro.agent.world.Verdict;
import dev.baltoro.text.chat.Message;
import java.util.List;
import java.util.SplittableRandom;

/// A gym of questions that are answered in one turn, without tools.
///
/// An answer that was cut off, that is empty or that calls a tool is wrong whatever it says, and no
/// question is asked whose own words would pass for its answer.
///
/// @param system the first message, short because every prompt pays for it
/// @param trained kinds of all splits but [Split#NEW_KIND]
/// @param untrained kinds of [Split#NEW_KIND] alone
public record QuestionGym(
        String name,
        String domain,
        String about,
        String system,
        int difficultyMax,
        List<QuestionKind> trained,
        List<QuestionKind> untrained)
        implements Gym {
    /// How many instances are drawn at most until one belongs to the split that is asked for.
    public static final int DRAWS_MAX = 10_000;

    public QuestionGym {
        trained = List.copyOf(trained);
        untrained = List.copyOf(untrained);
    }

    @Override
    public List<String> kinds(Split split) {
        return of(split).stream().map(QuestionKind::name).toList();
    }

    private List<QuestionKind> of(Split split) {
        return split == Split.NEW_KIND ? untrained : trained;
    }

    @Override
    public Task task(TaskId id) {
        if (!id.gym().equals(name) || id.difficulty() > difficultyMax) {
            throw new IllegalArgumentException(
                    "%s is not a task of %s, whose difficulty goes to %d"
                            .formatted(id, name, difficultyMax));
        }
        SplittableRandom random = id.random();
        QuestionKind kind = Words.pick(random, of(id.split()));
        for (int draw = 0; draw < DRAWS_MAX; draw++) {
            Question question = kind.drawing().draw(random, id.difficulty());
            if (!Instances.belongs(id.split(), kind.name() + ":" + question.key())) {
                continue;
            }
            String prompt = question.phrasings().say(id.split(), random, question.slots());
            if (question instanceof Question.Checked checked
                    && checked.check().of(prompt).success()) {
                continue;
            }
            return task(id, kind.name(), prompt, question, random.nextLong());
        }
        throw new IllegalStateException(
                "%s: none of %d instances of %s belongs to this split"
                        .formatted(id, DRAWS_MAX, kind.name()));
    }

    private Task task(TaskId id, String kind, String prompt, Question question, long seed) {
        QuestionWorld world =
                new QuestionWorld(List.of(new Message.System(system), new Message.User(prompt)));
        return switch (question) {
            case Question.Checked(_, _, _, Check check, var solution) ->
                    new Task.Verified(
                            id,
                            kind,
                            1,
                            () -> world,
                            (_, transcript) -> verdict(check, transcript),
                            () -> (_, _) -> Turn.say(solution.apply(new SplittableRandom(seed))));
            case Question.Judged judged ->
                    new Task.Judged(id, kind, 1, () -> world, judged.rubric());
        };
    }

    private static Verdict verdict(Check check, Transcript transcript) {
        String answer = transcript.answer();
        if (transcript.truncated()) {
            return Verdict.of(false, "the answer is cut off");
        }
        if (!transcript.calls().isEmpty()) {
            return Verdict.of(false, "it calls a tool, and there is none");
        }
        return answer.isBlank() ? Verdict.of(false, "the answer is empty") : check.of(answer);
    }
}
