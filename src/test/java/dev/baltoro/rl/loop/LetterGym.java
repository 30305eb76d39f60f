package dev.baltoro.rl.loop;

import dev.baltoro.agent.world.QuestionWorld;
import dev.baltoro.agent.world.Split;
import dev.baltoro.agent.world.Task;
import dev.baltoro.agent.world.TaskId;
import dev.baltoro.agent.world.Turn;
import dev.baltoro.agent.world.Verdict;
import dev.baltoro.rl.gym.Gym;
import dev.baltoro.text.chat.Message;
import java.util.List;
import java.util.Map;

/// A gym in which even a model of random weights is right now and then: an answer that begins with
/// a small letter.
///
/// @param hopeless why every answer is wrong; empty where they are not
record LetterGym(String name, String domain, String hopeless) implements Gym {
    LetterGym() {
        this("letters", "logic");
    }

    LetterGym(String name, String domain) {
        this(name, domain, "");
    }

    @Override
    public String about() {
        return "answer with a small letter";
    }

    @Override
    public List<String> kinds(Split split) {
        return split == Split.NEW_KIND ? List.of() : List.of("letter");
    }

    @Override
    public int difficultyMax() {
        return 2;
    }

    @Override
    public Task task(TaskId id) {
        QuestionWorld world =
                new QuestionWorld(
                        List.of(
                                new Message.System("Hi."),
                                new Message.User("say " + id.random().nextInt(10))));
        return new Task.Verified(
                id,
                "letter",
                1,
                () -> world,
                (_, transcript) -> {
                    String answer = transcript.answer();
                    boolean right =
                            hopeless.isEmpty()
                                    && !answer.isEmpty()
                                    && answer.charAt(0) >= 'a'
                                    && answer.charAt(0) <= 'z';
                    return Verdict.of(right, right ? "a letter" : "no letter")
                            .with(Map.of("ended", transcript.truncated() ? 0.0 : 1.0));
                },
                () -> (_, _) -> Turn.say("a"));
    }
}
