package dev.baltoro.engine.intent;

import dev.baltoro.model.bert.BertBatch;
import dev.baltoro.text.tokenizer.WordPiece;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/// A text as an encoder reads it: the request, then the turns before it. Facts that a system
/// message lists are as long as the request and say little of what is wanted; the tagger has them.
///
/// @param row its ids; those of the request are of the first type, but for names that the
///   conversation had before, which are of the second, as all others are
/// @param firsts where each word's first piece is; -1 if the word is not read
record PiecedText(BertBatch.Row row, int[] firsts) {
    /// Pieces in all, those of beginning and ends included.
    static final int PIECES_MAX = 128;

    /// Pieces of the request.
    static final int REQUEST_MAX = 96;

    /// {@return a text in pieces}
    static PiecedText of(ReadText read, WordPiece tokens) {
        List<Word> words = read.words();
        List<List<Integer>> pieces = words.stream().map(word -> tokens.ids(word.text())).toList();
        int[] firsts = new int[words.size()];
        Arrays.fill(firsts, -1);
        int own = words.size() - read.requestWords();
        List<Integer> ids = new ArrayList<>();
        ids.add(tokens.begin());
        append(own, words.size(), REQUEST_MAX, pieces, firsts, ids);
        ids.add(tokens.end());
        int request = ids.size();
        int from = own;
        int room = PIECES_MAX - request - 1;
        while (from > 0
                && words.get(from - 1).part() != Word.Part.FACTS
                && pieces.get(from - 1).size() <= room) {
            from--;
            room -= pieces.get(from).size();
        }
        if (from < own) {
            append(from, own, PIECES_MAX - 1, pieces, firsts, ids);
            ids.add(tokens.end());
        }
        int[] types = new int[ids.size()];
        Arrays.fill(types, request, types.length, 1);
        byte[] known = KnownRuns.of(read);
        for (int i = own; i < words.size(); i++) {
            for (int k = 0; firsts[i] >= 0 && k < pieces.get(i).size(); k++) {
                types[firsts[i] + k] = known[i] == KnownRuns.NEW ? 0 : 1;
            }
        }
        int[] row = ids.stream().mapToInt(Integer::intValue).toArray();
        return new PiecedText(new BertBatch.Row(row, types), firsts);
    }

    private static void append(
            int from,
            int to,
            int most,
            List<List<Integer>> pieces,
            int[] firsts,
            List<Integer> ids) {
        for (int i = from; i < to && ids.size() + pieces.get(i).size() <= most; i++) {
            if (!pieces.get(i).isEmpty()) {
                firsts[i] = ids.size();
                ids.addAll(pieces.get(i));
            }
        }
    }
}
