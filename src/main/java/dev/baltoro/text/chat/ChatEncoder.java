package dev.baltoro.text.chat;

import dev.baltoro.text.chat.Segment.Named;
import dev.baltoro.text.chat.Segment.Text;
import dev.baltoro.text.chat.Segment.Token;
import dev.baltoro.text.tokenizer.Ends;
import dev.baltoro.text.tokenizer.Tokenizer;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.BitSet;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Set;
import java.util.stream.Collectors;

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
        Ends.of(tokenizer).forEach(id -> markers.put(id, Marker.END));
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
        return encode(template.segments(messages, tools, generationPrompt));
    }

    /// {@return the conversation's ids without the end of its last turn, an assistant's, for the
    /// model to go on with its text}
    public int[] encodeOpen(List<Message> messages, List<ToolDeclaration> tools) {
        int[] whole = encode(messages, tools, false).ids();
        return Arrays.copyOf(whole, whole.length - 1);
    }

    /// {@return a conversation's ids and those of its next turns, with an assistant's turn opened
    /// at the end}
    ///
    /// Token in, token out: the ids that stand there already stay as they are, also where encoding
    /// their text anew would give others, as it does after tokens that were sampled. An answer that
    /// was cut off gets the end of its turn. Calls in `messages` are numbered after the calls that
    /// the ids have ([#nextCall]); results keep the ids that they answer.
    ///
    /// @param ids a conversation that [#encode] or this method began, and the ids that the model
    ///   gave
    /// @param messages what follows the model's turn
    public int[] continueFrom(int[] ids, List<Message> messages) {
        CallNumbers numbers = template.callNumbers();
        List<Message> numbered =
                ToolCallIds.renumber(messages, ToolCallIds.first(numbers, nextCall(ids)), numbers);
        int[] turns = encode(template.turns(numbered, true)).ids();
        boolean open = ids.length > 0 && !isEnd(ids[ids.length - 1]);
        int end = ids.length + (open ? 1 : 0);
        int[] all = Arrays.copyOf(ids, end + turns.length);
        if (open) {
            all[ids.length] = id(Marker.END);
        }
        System.arraycopy(turns, 0, all, end, turns.length);
        return all;
    }

    /// {@return the number of the next call in a conversation that is given as ids, as
    /// [AnswerStream] would count: after the number of every call that has begun}
    public int nextCall(int[] ids) {
        int next = 0;
        int begin = -1;
        for (int i = 0; i < ids.length; i++) {
            Marker marker = markers.get(ids[i]);
            if (marker == Marker.ARGUMENTS && begin >= 0) {
                int[] id =
                        Arrays.stream(ids, begin, i).filter(one -> !isKnownSpecial(one)).toArray();
                CallId written = CallId.parse(tokenizer.decode(id).strip());
                next = Math.max(next, written.number().orElse(0)) + 1;
            }
            if (marker != null) {
                begin = marker == Marker.CALL_BEGIN ? i + 1 : -1;
            }
        }
        return next;
    }

    /// {@return the tools that a conversation declares which is given as ids, as the model sees
    /// them, or that the model knows without; none if it does not begin with a declaration}
    public List<ToolDeclaration> declared(int[] ids) {
        if (!template.known().isNone()) {
            return template.known().tools();
        }
        if (ids.length == 0 || ids[0] != id(Marker.SYSTEM)) {
            return List.of();
        }
        int middle = find(ids, Marker.MIDDLE);
        int end = find(ids, Marker.END);
        if (middle < 0 || end < middle || !text(ids, 1, middle).equals(ChatTemplate.DECLARATION)) {
            return List.of();
        }
        return template.declared(text(ids, middle + 1, end));
    }

    private int find(int[] ids, Marker marker) {
        for (int i = 0; i < ids.length; i++) {
            if (ids[i] == id(marker)) {
                return i;
            }
        }
        return -1;
    }

    private String text(int[] ids, int from, int to) {
        return tokenizer.decode(Arrays.copyOfRange(ids, from, to));
    }

    private EncodedChat encode(List<Segment> segments) {
        int[] all = new int[256];
        int size = 0;
        BitSet answer = new BitSet();
        for (Segment segment : segments) {
            boolean isAnswer;
            int[] part;
            switch (segment) {
                case Token token -> {
                    part = new int[] {id(token.marker())};
                    isAnswer = token.answer();
                }
                case Named named -> {
                    part = named(named.content());
                    isAnswer = named.answer();
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

    private int[] named(String content) {
        OptionalInt id = tokenizer.specialId(content);
        return id.isPresent() ? new int[] {id.getAsInt()} : tokenizer.encode(content);
    }

    /// {@return what stands around the messages}
    public ChatTemplate template() {
        return template;
    }

    /// {@return the answer in the ids a model gave after a generation prompt}
    ///
    /// Ids after the end of the turn are not looked at.
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

    /// {@return the ids of which [#isEnd] is true}
    public Set<Integer> ends() {
        return markers.keySet().stream().filter(this::isEnd).collect(Collectors.toSet());
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
