package dev.baltoro.text.tokenizer;

/// The two tokens that a token is merged from, which its bytes come to by merges of lower rank.
final class LastMerge {
    private final Vocabulary vocabulary;

    LastMerge(Vocabulary vocabulary) {
        this.vocabulary = vocabulary;
    }

    /// {@return what remains of a token's bytes when no merge of lower rank is left: two tokens, or
    /// more if merges never make it}
    int[] of(int token) {
        byte[] bytes = vocabulary.bytes(token);
        int[] starts = new int[bytes.length + 1];
        for (int i = 0; i < starts.length; i++) {
            starts[i] = i;
        }
        int parts = bytes.length;
        while (parts > 2) {
            int lowest = token;
            int at = -1;
            for (int i = 0; i + 1 < parts; i++) {
                int rank = vocabulary.table().find(bytes, starts[i], starts[i + 2]);
                if (rank != TokenTable.ABSENT && rank < lowest) {
                    lowest = rank;
                    at = i;
                }
            }
            if (at < 0) {
                break;
            }
            System.arraycopy(starts, at + 2, starts, at + 1, parts - at - 1);
            parts--;
        }
        int[] ids = new int[parts];
        for (int i = 0; i < parts; i++) {
            ids[i] = vocabulary.table().find(bytes, starts[i], starts[i + 1]);
        }
        return ids;
    }
}
