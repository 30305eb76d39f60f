package dev.baltoro.text.tokenizer;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalInt;
import java.util.TreeMap;

/// The block of special tokens after the ordinary ones, without gaps.
///
/// K2 puts its named tokens at fixed places of a block of 256 slots, [UNK] and [PAD] at its end;
/// vocabularies trained here use the same places in a block of 32.
public final class SpecialTokens {
    /// Slots of the block in vocabularies trained here.
    public static final int TRAINED_SLOTS = 32;

    /// Slots of K2's block.
    public static final int K2_SLOTS = 256;

    /// Ordinary tokens of K2's own vocabulary.
    public static final int K2_RANKS = 163_584;

    private static final Map<Integer, SpecialToken> K2_PLACES = k2Places();

    private final int first;
    private final List<SpecialToken> tokens;
    private final Map<String, Integer> ids = new HashMap<>();
    private final TokenTable table;
    private final boolean[] opens = new boolean[256];
    private final int[] lengths;

    /// @param first id of the first slot
    /// @param end id after the last slot
    /// @param named tokens by id; a slot without one is called `<|reserved_token_{id}|>`
    /// @throws IllegalArgumentException if an id lies outside the block or two tokens are spelled
    ///   alike
    public SpecialTokens(int first, int end, Map<Integer, SpecialToken> named) {
        this.first = first;
        List<SpecialToken> slots = new ArrayList<>();
        for (int id = first; id < end; id++) {
            SpecialToken reserved = new SpecialToken(id, "<|reserved_token_" + id + "|>", true);
            slots.add(named.getOrDefault(id, reserved));
        }
        tokens = List.copyOf(slots);
        for (SpecialToken token : named.values()) {
            if (token.id() < first || token.id() >= end) {
                throw new IllegalArgumentException(
                        "special token %s has id %d, outside of %d to %d"
                                .formatted(token.content(), token.id(), first, end - 1));
            }
        }
        List<byte[]> contents = new ArrayList<>();
        for (SpecialToken token : tokens) {
            if (ids.put(token.content(), token.id()) != null) {
                throw new IllegalArgumentException(
                        "special token " + token.content() + " has two ids");
            }
            byte[] content = token.content().getBytes(StandardCharsets.UTF_8);
            contents.add(content);
            opens[content[0] & 0xFF] = true;
        }
        table = new TokenTable(contents);
        lengths =
                contents.stream()
                        .map(content -> content.length)
                        .distinct()
                        .sorted(Collections.reverseOrder())
                        .mapToInt(Integer::intValue)
                        .toArray();
    }

    /// {@return K2's named tokens at K2's places of a block of `slots` slots that starts at
    /// `first`}
    public static SpecialTokens k2(int first, int slots) {
        Map<Integer, SpecialToken> named = new TreeMap<>();
        K2_PLACES.forEach((place, token) -> {
            int id = first + (place < 0 ? slots + place : place);
            named.put(id, new SpecialToken(id, token.content(), token.special()));
        });
        return new SpecialTokens(first, first + slots, named);
    }

    private static Map<Integer, SpecialToken> k2Places() {
        Map<Integer, SpecialToken> places = new HashMap<>();
        List<String> special =
                List.of("[BOS]", "[EOS]", "<|im_end|>", "<|im_user|>", "<|im_assistant|>");
        for (int place = 0; place < special.size(); place++) {
            put(places, place, special.get(place), true);
        }
        put(places, 6, "<|start_header_id|>", true);
        put(places, 7, "<|end_header_id|>", true);
        put(places, 9, "[EOT]", true);
        put(places, 10, "<|im_system|>", true);
        put(places, 11, "<|tool_calls_section_begin|>", false);
        put(places, 12, "<|tool_calls_section_end|>", false);
        put(places, 13, "<|tool_call_begin|>", false);
        put(places, 14, "<|tool_call_argument_begin|>", false);
        put(places, 15, "<|tool_call_end|>", false);
        put(places, 17, "<|im_middle|>", true);
        put(places, -2, "[UNK]", true);
        put(places, -1, "[PAD]", true);
        return Map.copyOf(places);
    }

    private static void put(
            Map<Integer, SpecialToken> places, int place, String content, boolean special) {
        places.put(place, new SpecialToken(place, content, special));
    }

    /// {@return all slots in the order of their ids}
    public List<SpecialToken> tokens() {
        return tokens;
    }

    /// {@return the id of the first slot}
    public int first() {
        return first;
    }

    /// {@return the id after the last slot}
    public int end() {
        return first + tokens.size();
    }

    /// {@return the id of the token that is spelled so, if there is one}
    public OptionalInt id(String content) {
        Integer id = ids.get(content);
        return id == null ? OptionalInt.empty() : OptionalInt.of(id);
    }

    /// {@return the token with this id, which lies in the block}
    public SpecialToken token(int id) {
        return tokens.get(id - first);
    }

    /// {@return the id of the longest special token spelled at `at`, or [TokenTable#ABSENT]}
    int at(byte[] text, int at, int end) {
        if (!opens[text[at] & 0xFF]) {
            return TokenTable.ABSENT;
        }
        for (int length : lengths) {
            int place = length <= end - at ? table.find(text, at, at + length) : TokenTable.ABSENT;
            if (place != TokenTable.ABSENT) {
                return first + place;
            }
        }
        return TokenTable.ABSENT;
    }

    /// {@return the length in bytes of how the token with this id is spelled}
    int length(int id) {
        return table.length(id - first);
    }

    TokenTable table() {
        return table;
    }
}
