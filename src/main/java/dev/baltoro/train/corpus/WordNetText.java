package dev.baltoro.train.corpus;

import dev.baltoro.data.read.Document;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import net.sf.extjwnl.JWNLException;
import net.sf.extjwnl.data.POS;
import net.sf.extjwnl.data.Pointer;
import net.sf.extjwnl.data.PointerType;
import net.sf.extjwnl.data.Synset;
import net.sf.extjwnl.data.Word;
import net.sf.extjwnl.dictionary.Dictionary;

/// The definitions and examples of WordNet 3.1, one document a meaning.
///
/// Names of people, places and species are left out: the words are lower-case ones. Where there are
/// more meanings than wanted, those that WordNet counted most often in texts are taken.
///
/// @param maxDocuments most documents that are given
public record WordNetText(int maxDocuments) {
    /// Enough for a first model: the 40,000 most used meanings, about 4 MB.
    public static final int DEFAULT_MAX_DOCUMENTS = 40_000;

    /// Most used first; among the many that were never counted, no part of the alphabet is
    /// favoured.
    private static final Comparator<Meaning> BY_USE =
            Comparator.comparingInt(Meaning::uses)
                    .reversed()
                    .thenComparingInt(meaning -> meaning.key().hashCode() * 0x9E3779B9);

    /// The documents in WordNet's order: nouns, verbs, adjectives, adverbs.
    public Stream<Document> documents() {
        Map<String, String> firstWords = new HashMap<>();
        List<Meaning> meanings = new ArrayList<>();
        try {
            Dictionary wordNet = Dictionary.getDefaultResourceInstance();
            for (POS pos : POS.getAllPOS()) {
                Iterator<Synset> synsets = wordNet.getSynsetIterator(pos);
                while (synsets.hasNext()) {
                    Meaning meaning = meaning(synsets.next(), meanings.size());
                    firstWords.put(meaning.key(), meaning.words().getFirst());
                    meanings.add(meaning);
                }
            }
            wordNet.close();
        } catch (JWNLException e) {
            throw new IllegalStateException("WordNet cannot be read: " + e.getMessage(), e);
        }
        return meanings.stream()
                .filter(Meaning::isPlain)
                .sorted(BY_USE)
                .limit(maxDocuments)
                .sorted(Comparator.comparingInt(Meaning::number))
                .map(meaning -> DefinitionLayout.document(meaning, firstWords));
    }

    private static Meaning meaning(Synset synset, int number) throws JWNLException {
        List<String> words = new ArrayList<>();
        int uses = 0;
        int mostUsed = -1;
        for (Word word : synset.getWords()) {
            boolean leads = word.getUseCount() > mostUsed;
            words.add(leads ? 0 : words.size(), word.getLemma());
            mostUsed = Math.max(mostUsed, word.getUseCount());
            uses += word.getUseCount();
        }
        List<Pointer> broader = synset.getPointers(PointerType.HYPERNYM);
        return new Meaning(
                number,
                key(synset.getPOS(), synset.getOffset()),
                synset.getPOS().getLabel(),
                words,
                synset.getGloss(),
                broader.isEmpty() ? "" : target(broader.getFirst()),
                uses);
    }

    private static String target(Pointer pointer) throws JWNLException {
        return key(pointer.getTargetPOS(), pointer.getTargetOffset());
    }

    private static String key(POS pos, long offset) {
        return pos.getKey() + offset;
    }
}
