package dev.baltoro.text.chat;

import dev.baltoro.text.chat.Segment.Text;
import dev.baltoro.text.chat.Segment.Token;
import dev.baltoro.text.tokenizer.Tokenizer;
import java.util.Arrays;
import java.util.BitSet;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

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
        AnswerParser parser = new AnswerParser();
        int start = 0;
        for (int i = 0; i < answerIds.length && !parser.finished(); i++) {
            Marker marker = markers.get(answerIds[i]);
            boolean ends = isEnd(answerIds[i]);
            if (marker != null || ends) {
                parser.text(tokenizer.decode(Arrays.copyOfRange(answerIds, start, i)));
                parser.marker(ends || marker == null ? Marker.END : marker);
                start = i + 1;
            }
        }
        if (!parser.finished()) {
            parser.text(tokenizer.decode(Arrays.copyOfRange(answerIds, start, answerIds.length)));
        }
        return parser.result();
    }

    /// {@return whether a model that gives this id has ended its turn: `<|im_end|>`, `[EOS]` or
    /// `[EOT]`}
    public boolean isEnd(int id) {
        return id == id(Marker.END)
                || id == tokenizer.specialId("[EOS]").orElse(-1)
                || id == tokenizer.specialId("[EOT]").orElse(-1);
    }
}
