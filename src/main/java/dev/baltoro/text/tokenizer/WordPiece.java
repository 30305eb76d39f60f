package dev.baltoro.text.tokenizer;

import java.io.IOException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/// WordPiece (Wu et al. 2016) as BERT's uncased models use it: a word is cut from its beginning
/// into the longest pieces that the vocabulary has.
public final class WordPiece {
    private static final String GOES_ON = "##";

    /// Code points of a word; a longer one is unknown as a whole.
    private static final int WORD_MAX = 100;

    private final Map<String, Integer> vocabulary;
    private final int begin;
    private final int end;
    private final int unknown;
    private final int longest;

    private WordPiece(Map<String, Integer> vocabulary) throws IOException {
        this.vocabulary = vocabulary;
        this.begin = special("[CLS]");
        this.end = special("[SEP]");
        this.unknown = special("[UNK]");
        this.longest = vocabulary.keySet().stream().mapToInt(String::length).max().orElse(1);
    }

    /// {@return the tokenizer of a `tokenizer.json`}
    ///
    /// @throws IOException if it is not one of WordPiece
    public static WordPiece read(byte[] json) throws IOException {
        JsonNode model;
        try {
            model = JsonMapper.shared().readTree(json).path("model");
        } catch (JacksonException e) {
            throw new IOException("the tokenizer is not JSON: " + e.getOriginalMessage(), e);
        }
        if (!model.path("type").asString("").equals("WordPiece")) {
            throw new IOException("the tokenizer is not one of WordPiece");
        }
        Map<String, Integer> vocabulary = new HashMap<>();
        model.path("vocab").forEachEntry((piece, id) -> vocabulary.put(piece, id.asInt()));
        return new WordPiece(vocabulary);
    }

    /// {@return the tokenizer of a vocabulary}
    ///
    /// @param pieces in the order of their ids
    /// @throws IOException if one that every such vocabulary has is not among them
    public static WordPiece of(List<String> pieces) throws IOException {
        Map<String, Integer> vocabulary = new HashMap<>();
        for (String piece : pieces) {
            vocabulary.put(piece, vocabulary.size());
        }
        return new WordPiece(vocabulary);
    }

    /// {@return the pieces in the order of their ids}
    ///
    /// @throws IllegalStateException if an id has none
    public List<String> vocabulary() {
        String[] pieces = new String[vocabulary.size()];
        vocabulary.forEach((piece, id) -> {
            if (id < 0 || id >= pieces.length) {
                throw new IllegalStateException("piece %s has the id %d".formatted(piece, id));
            }
            pieces[id] = piece;
        });
        return List.of(pieces);
    }

    /// {@return the id of what stands before a text}
    public int begin() {
        return begin;
    }

    /// {@return the id of what stands behind a text}
    public int end() {
        return end;
    }

    private int special(String token) throws IOException {
        Integer id = vocabulary.get(token);
        if (id == null) {
            throw new IOException("the tokenizer has no " + token);
        }
        return id;
    }

    /// {@return the ids of `text` between those of beginning and end}
    ///
    /// @param most ids in all, at least 2; a longer text is cut
    public int[] encode(String text, int most) {
        int[] ids = new int[most];
        ids[0] = begin;
        int count = 1;
        for (String word : BertText.words(text)) {
            if (count >= most - 1) {
                break;
            }
            count = append(word, ids, count);
        }
        ids[count] = end;
        return Arrays.copyOf(ids, count + 1);
    }

    /// {@return the ids of `text` alone, as many as it has}
    public List<Integer> ids(String text) {
        List<Integer> ids = new ArrayList<>();
        BertText.words(text).forEach(word -> ids.addAll(pieces(word)));
        return ids;
    }

    /// Writes the pieces of a word behind `count` ids, as far as there is room before the end.
    private int append(String word, int[] ids, int count) {
        List<Integer> pieces = pieces(word);
        int next = count;
        for (int i = 0; i < pieces.size() && next < ids.length - 1; i++) {
            ids[next++] = pieces.get(i);
        }
        return next;
    }

    private List<Integer> pieces(String word) {
        if (word.codePointCount(0, word.length()) > WORD_MAX) {
            return List.of(unknown);
        }
        List<Integer> pieces = new ArrayList<>();
        int from = 0;
        while (from < word.length()) {
            int to = Math.min(word.length(), from + longest);
            Integer id = null;
            while (to > from && id == null) {
                String piece = word.substring(from, to);
                id = vocabulary.get(from == 0 ? piece : GOES_ON + piece);
                to = id == null ? to - 1 : to;
            }
            if (id == null) {
                return List.of(unknown);
            }
            pieces.add(id);
            from = to;
        }
        return pieces;
    }
}
