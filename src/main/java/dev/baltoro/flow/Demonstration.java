package dev.baltoro.flow;

import dev.baltoro.agent.world.Episode;
import dev.baltoro.agent.world.Split;
import dev.baltoro.agent.world.Transcript;
import dev.baltoro.agent.world.Turn;
import dev.baltoro.engine.chat.Answer;
import dev.baltoro.engine.chat.ChatEngine;
import dev.baltoro.engine.chat.LocalModel;
import dev.baltoro.rl.gym.GymMix;
import dev.baltoro.rl.gym.standard.Gyms;
import dev.baltoro.rl.recipe.GymUse;
import dev.baltoro.text.chat.ChatRequest;
import dev.baltoro.text.chat.DecodingOptions;
import dev.baltoro.text.chat.EndReason;
import dev.baltoro.text.chat.Message;
import dev.baltoro.text.chat.Sampling;
import dev.baltoro.text.chat.ToolCall;
import dev.baltoro.text.chat.ToolDeclaration;
import dev.baltoro.text.chat.ToolUse;
import dev.baltoro.text.chat.WholeAnswer;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/// One held-out task as the finished model does it: a conversation in which it calls a tool and
/// uses the result.
final class Demonstration {
    /// Tasks that are looked through for one that is done with a tool.
    private static final int TASKS_MAX = 40;

    private static final int ANSWER_TOKENS_MAX = 128;

    private Demonstration() {}

    /// {@return the first of the held-out tasks that the model does with a tool's help, line by
    /// line; none if it does none of them}
    static Optional<List<String>> of(Path model, List<GymUse> uses, Gyms gyms, long seed)
            throws IOException, InterruptedException {
        GymMix mix =
                new GymMix(
                        uses.stream()
                                .filter(use -> gyms.named(use.name()).domain().equals("tools"))
                                .map(use ->
                                        new GymMix.Part(
                                                gyms.named(use.name()),
                                                use.weight(),
                                                use.difficulty(),
                                                use.difficulty()))
                                .toList(),
                        Split.NEW_INSTANCES,
                        seed);
        try (LocalModel local = LocalModel.open(model)) {
            for (long i = 0; i < TASKS_MAX; i++) {
                Episode episode = new Episode(mix.task(i));
                boolean done =
                        episode.play((transcript, tools) -> turn(local.chat(), transcript, tools))
                                        .reward()
                                == 1;
                if (done && !episode.transcript().calls().isEmpty()) {
                    return Optional.of(lines(episode.transcript()));
                }
            }
            return Optional.empty();
        }
    }

    private static Turn turn(ChatEngine chat, Transcript transcript, List<ToolDeclaration> tools)
            throws InterruptedException {
        ChatRequest request =
                ChatRequest.of(
                                transcript.messages(),
                                DecodingOptions.of(Sampling.OPEN.withTemperature(0))
                                        .withMaxTokens(ANSWER_TOKENS_MAX))
                        .withTools(ToolUse.auto(tools));
        try (Answer answer = chat.answer(request)) {
            WholeAnswer whole = answer.whole();
            return new Turn(whole.content(), whole.toolCalls(), whole.reason() != EndReason.LENGTH);
        }
    }

    private static List<String> lines(Transcript transcript) {
        List<String> lines = new ArrayList<>();
        for (Message message : transcript.messages()) {
            switch (message) {
                case Message.System _ -> {}
                case Message.User user -> lines.add("user: " + user.content());
                case Message.ToolResult result -> lines.add("tool: " + result.content());
                case Message.Assistant said -> {
                    if (!said.content().isEmpty()) {
                        lines.add("model: " + said.content());
                    }
                    for (ToolCall call : said.toolCalls()) {
                        lines.add("model: " + call.name() + " " + call.argumentsJson());
                    }
                }
            }
        }
        return lines;
    }
}
