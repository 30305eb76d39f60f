package dev.baltoro.text.tokenizer;

/// One run of the encoder: takes slices of UTF-8 text and collects their ids.
final class Encoder {
    private final SpecialTokens specials;
    private final BytePairMerge merge;
    private final TokenBuffer ids;

    Encoder(Vocabulary vocabulary, SpecialTokens specials, int expected) {
        this.specials = specials;
        merge = new BytePairMerge(vocabulary);
        ids = new TokenBuffer(expected);
    }

    int[] ids() {
        return ids.toArray();
    }

    void ordinary(byte[] text, int from, int to) {
        int at = from;
        while (at < to) {
            int end = K2Splitter.next(text, at, to);
            merge.append(text, at, end, ids);
            at = end;
        }
    }

    void withSpecial(byte[] text, int from, int to) {
        int start = from;
        int at = from;
        while (at < to) {
            int special = specials.at(text, at, to);
            if (special == TokenTable.ABSENT) {
                at++;
                continue;
            }
            ordinary(text, start, at);
            ids.add(special);
            at += specials.length(special);
            start = at;
        }
        ordinary(text, start, to);
    }
}
