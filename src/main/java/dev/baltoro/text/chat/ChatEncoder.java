package dev.baltoro.text.chat;

import dev.baltoro.text.chat.Segment.Text;
import dev.baltoro.text.chat.Segment.Token;
import dev.baltoro.text.tokenizer.Tokenizer;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.BitSet;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// Conversations to token ids, and the model's answers back.
///
/// Special tokens are placed by id and messages are encoded as ordinary text, so no message can
/// smuggle in a turn. Immutable; any number of threads may share one.
public final class ChatEncoder {
    private final Tokenizer tokenizer;
    private final ChatTemplate template;
    private final Map<Marker, Integer> ids = new EnumMap<>(Marker.class);
    private final Map<Integer, Marker> markers = new HashMap<>();

    /// @throws IllegalArgumentException if the tokenizer lacks one of K2's chat tokens
    public ChatEncoder(Tokenizer tokenizer, ChatTemplate template) {
        this.tokenizer = tokenizer;
        this.template = template;
        for (Marker marker : Marker.values()) {
            int id = tokenizer.requireSpecialId(marker.content());
            ids.put(marker, id);
            markers.put(id, marker);
        }
        for (String end : List.of("[EOS]", "[EOT]")) {
            tokenizer.specialId(end).ifPresent(id -> markers.put(id, Marker.END));
        }
    }

    /// {@return the id of a chat token}
    public int id(Marker marker) {
        return ids.getOrDefault(marker, -1);
    }

    /// {@return the conversation's ids}
    ///
    /// @param generationPrompt whether to open an assistant's turn at the end, for the model to
    ///   continue
    public EncodedChat encode(
            List<Message> messages, List<ToolDeclaration> tools, boolean generationPrompt) {
        int[] all = new int[256];
        int size = 0;
        BitSet answer = new BitSet();
        for (Segment segment : template.segments(messages, tools, generationPrompt)) {
            boolean isAnswer;
            int[] part;
            switch (segment) {
                case Token token -> {
                    part = new int[] {id(token.marker())};
                    isAnswer = token.answer();
                }
                case Text text -> {
                    part = tokenizer.encode(text.text());
                    isAnswer = text.answer();
                }
            }
            if (size + part.length > all.length) {
                all = Arrays.copyOf(all, Math.max(2 * all.length, size + part.length));
            }
            System.arraycopy(part, 0, all, size, part.length);
            answer.set(size, size + part.length, isAnswer);
            size += part.length;
        }
        return new EncodedChat(Arrays.copyOf(all, size), answer);
    }

    /// {@return the answer in the ids a model gave after a generation prompt}
    ///
    /// Ids behind the end of the turn are not looked at.
    public ParsedAnswer parse(int[] answerIds) {
        return parse(answerIds, 0);
    }

    /// {@return the answer in the ids a model gave after a generation prompt: what [AnswerStream]
    /// makes of them, joined}
    ///
    /// @param firstCall number of the answer's first call in the conversation, see
    ///   [ToolCallIds#next]
    public ParsedAnswer parse(int[] answerIds, int firstCall) {
        AnswerStream stream = new AnswerStream(this, firstCall);
        List<AnswerEvent> events = new ArrayList<>();
        for (int id : answerIds) {
            events.addAll(stream.push(id));
        }
        events.addAll(stream.finish());
        return ParsedAnswer.of(events);
    }

    /// {@return whether a model that gives this id has ended its turn: `<|im_end|>`, `[EOS]` or
    /// `[EOT]`}
    public boolean isEnd(int id) {
        return markers.get(id) == Marker.END;
    }

    /// {@return what a token means in an answer; empty for ordinary tokens, and for special ones
    /// that mean nothing there}
    Optional<Marker> marker(int id) {
        return Optional.ofNullable(markers.get(id));
    }

    boolean isKnownSpecial(int id) {
        return tokenizer.isSpecial(id) && id < tokenizer.vocabSize();
    }

    Tokenizer tokenizer() {
        return tokenizer;
    }
}
