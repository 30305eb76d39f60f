package dev.baltoro.flow;

import dev.baltoro.agent.world.Episode;
import dev.baltoro.agent.world.Split;
import dev.baltoro.agent.world.Task;
import dev.baltoro.data.read.Document;
import dev.baltoro.io.Durable;
import dev.baltoro.rl.gym.GymMix;
import dev.baltoro.rl.gym.TaskRecord;
import dev.baltoro.rl.gym.standard.Gyms;
import dev.baltoro.rl.recipe.GymUse;
import dev.baltoro.stats.SplitMix64;
import dev.baltoro.text.chat.Message;
import dev.baltoro.text.chat.ToolCall;
import java.io.BufferedWriter;
import java.io.IOException;
import java.io.OutputStreamWriter;
import java.nio.channels.Channels;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.LongStream;
import java.util.stream.Stream;

/// Tasks of some gyms with their own solvers' turns: conversations to fine-tune on, and the same
/// kind of thing as plain text to pretrain on.
final class SolvedTasks {
    /// Every so many dialogues one shows its tools' declarations.
    private static final int DECLARED_EVERY = 4;

    private final GymMix mix;

    /// @param seed of the tasks
    SolvedTasks(List<GymUse> uses, Gyms gyms, long seed) {
        this.mix =
                new GymMix(
                        uses.stream()
                                .map(use ->
                                        new GymMix.Part(
                                                gyms.named(use.name()),
                                                use.weight(),
                                                use.difficulty(),
                                                use.highest()))
                                .toList(),
                        Split.TRAIN,
                        seed);
    }

    /// Writes `count` conversations to a file, a JSON record a line.
    void write(Path file, int count) throws IOException {
        Durable.replace(
                file,
                channel -> {
                    // not closed: the channel is the caller's
                    BufferedWriter lines =
                            new BufferedWriter(
                                    new OutputStreamWriter(
                                            Channels.newOutputStream(channel),
                                            StandardCharsets.UTF_8));
                    for (long i = 0; i < count; i++) {
                        lines.write(solved(i));
                        lines.write('\n');
                    }
                    lines.flush();
                });
    }

    private String solved(long index) {
        try {
            return TaskRecord.solved(verified(index));
        } catch (InterruptedException e) {
            throw new IllegalStateException("a solver waits for something", e);
        }
    }

    private Task.Verified verified(long index) {
        if (mix.task(index) instanceof Task.Verified verified) {
            return verified;
        }
        throw new IllegalArgumentException(
                "%s has no solver: a model judges its tasks; leave it out of gyms"
                        .formatted(mix.task(index).id().gym()));
    }

    /// {@return `count` dialogues as plain text}
    static Stream<Document> dialogues(List<GymUse> uses, Gyms gyms, long seed, int count) {
        SolvedTasks tasks = new SolvedTasks(uses, gyms, SplitMix64.mix(seed, 1));
        return LongStream.range(0, count)
                .mapToObj(i -> new Document("dialogues:" + (i + 1), tasks.text(i)));
    }

    private String text(long index) {
        Task.Verified task = verified(index);
        Episode episode = new Episode(task);
        try {
            episode.play(task.solver().get());
        } catch (InterruptedException e) {
            throw new IllegalStateException("a solver waits for something", e);
        }
        StringBuilder text = new StringBuilder();
        if (index % DECLARED_EVERY == 0) {
            episode.tools().forEach(tool -> text.append(tool.json()).append('\n'));
        }
        for (Message message : episode.transcript().messages()) {
            if (message instanceof Message.System) {
                continue;
            }
            text.append(message.content());
            if (message instanceof Message.Assistant said) {
                for (ToolCall call : said.toolCalls()) {
                    text.append(call.name()).append(call.argumentsJson());
                }
            }
            text.append('\n');
        }
        return text.toString();
    }
}
