package dev.baltoro.synth.agentic.review;

import dev.baltoro.synth.evolve.NearDuplicates;
import dev.baltoro.text.chat.Message;
import java.util.Arrays;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;

/// Whether a conversation adds something to those that were accepted before it.
public final class SetConsistency {
    private final NearDuplicates near = new NearDuplicates();

    /// Takes a conversation, unless it is near to one that was taken.
    ///
    /// @return the id of the one that it is near to; empty if it was taken
    public Optional<String> add(String id, List<Message> messages) {
        Set<String> words = new LinkedHashSet<>();
        for (Message message : messages) {
            if (!(message instanceof Message.System)) {
                words.addAll(
                        Arrays.asList(
                                message.content().toLowerCase(Locale.ROOT).split("\\s+", -1)));
            }
            if (message instanceof Message.Assistant turn) {
                turn.toolCalls().forEach(call -> words.add(call.name() + call.argumentsJson()));
            }
        }
        return near.add(id, words);
    }
}
