package dev.baltoro.rl.bench;

import dev.baltoro.agent.world.Split;
import dev.baltoro.agent.world.Task;
import dev.baltoro.agent.world.TaskId;
import dev.baltoro.agent.world.Turn;
import dev.baltoro.agent.world.Verdict;
import dev.baltoro.rl.gym.Gym;
import dev.baltoro.text.chat.ChatEncoder;
import dev.baltoro.text.chat.ChatTemplate;
import dev.baltoro.text.chat.Message;
import dev.baltoro.text.tokenizer.Tokenizer;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.SplittableRandom;
import java.util.function.Supplier;
import java.util.regex.Pattern;
import java.util.stream.IntStream;

/// Random words as prompts, all of the same number of tokens, in a world that may wait. Success is
/// the parity of the answer's length in characters: a reward that varies and costs nothing.
final class PromptGym implements Gym {
    static final String NAME = "random-words";
    static final String DOMAIN = "bench";

    private static final Pattern WORD = Pattern.compile(" [a-z]+");

    /// Random draws of a prompt until one has the length that is asked for.
    private static final int DRAWS_MAX = 1000;

    private final Tokenizer tokenizer;
    private final ChatEncoder encoder;
    private final int promptTokens;
    private final int turns;
    private final Supplier<Runnable> tools;
    private final int[] words;

    /// @param promptTokens of each prompt, the template's own included
    /// @param turns of the model
    /// @param tools gives each attempt what its world's first step does
    PromptGym(Tokenizer tokenizer, int promptTokens, int turns, Supplier<Runnable> tools) {
        this.tokenizer = tokenizer;
        this.encoder = new ChatEncoder(tokenizer, ChatTemplate.K2);
        this.promptTokens = promptTokens;
        this.turns = turns;
        this.tools = tools;
        this.words =
                IntStream.range(0, tokenizer.vocabSize())
                        .filter(id -> !tokenizer.isSpecial(id) && isWord(id))
                        .toArray();
        if (promptTokens < leastTokens()) {
            throw new IllegalArgumentException(
                    "a prompt of %d tokens; the template alone has %d, use more"
                            .formatted(promptTokens, leastTokens() - 1));
        }
    }

    private boolean isWord(int id) {
        String text = new String(tokenizer.tokenBytes(id), StandardCharsets.UTF_8);
        return WORD.matcher(text).matches();
    }

    private int leastTokens() {
        return tokens(List.of(new Message.System("Go."), new Message.User(""))) + 1;
    }

    private int tokens(List<Message> messages) {
        return encoder.encode(messages, List.of(), true).ids().length;
    }

    @Override
    public String name() {
        return NAME;
    }

    @Override
    public String domain() {
        return DOMAIN;
    }

    @Override
    public String about() {
        return "say anything";
    }

    @Override
    public List<String> kinds(Split split) {
        return List.of("words");
    }

    @Override
    public int difficultyMax() {
        return 1;
    }

    @Override
    public Task task(TaskId id) {
        List<Message> opening = opening(id.random());
        return new Task.Verified(
                id,
                "words",
                turns,
                () -> new WaitingWorld(opening, turns, tools.get()),
                (_, transcript) ->
                        Verdict.of(transcript.answer().length() % 2 == 0, "length of the answer"),
                () -> (_, _) -> Turn.say(""));
    }

    private List<Message> opening(SplittableRandom random) {
        int count = promptTokens - leastTokens() + 1;
        for (int draw = 0; draw < DRAWS_MAX; draw++) {
            int[] ids =
                    IntStream.range(0, Math.max(1, count))
                            .map(_ -> words[random.nextInt(words.length)])
                            .toArray();
            List<Message> messages =
                    List.of(new Message.System("Go."), new Message.User(tokenizer.decode(ids)));
            int missing = promptTokens - tokens(messages);
            if (missing == 0) {
                return messages;
            }
            count += missing;
        }
        throw new IllegalStateException(
                "none of %d prompts has just %d tokens".formatted(DRAWS_MAX, promptTokens));
    }
}
