package dev.baltoro.engine.intent;

import dev.baltoro.model.bert.BertBatch;
import dev.baltoro.model.bert.BertEncoder;
import dev.baltoro.model.bert.Dense;
import dev.baltoro.tensor.Scope;
import dev.baltoro.tensor.Tensor;
import dev.baltoro.tensor.Workers;
import dev.baltoro.text.tokenizer.WordPiece;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/// What an encoder that knows English makes of a conversation: which class of tools is wanted, and
/// of which argument each word is a value (Chen et al. 2019, "BERT for Joint Intent Classification
/// and Slot Filling").
///
/// @param classes as those of [IntentClasses]
/// @param labels arguments that values may be of, of all classes
/// @param classHead of the mean of the tokens' states
/// @param tagHead of the state of a word's first piece; tags as those of [SlotTagger]
record IntentEncoder(
        BertEncoder bert,
        WordPiece tokens,
        List<String> classes,
        List<String> labels,
        Head classHead,
        Head tagHead)
        implements AutoCloseable {
    /// A linear layer.
    ///
    /// @param weight [O, D]
    /// @param bias [O]
    record Head(Tensor weight, Tensor bias) {}

    /// What is made of a text.
    ///
    /// @param classes log-probabilities
    /// @param tags log-probabilities for each word; empty where it is not read
    record Reading(float[] classes, float[][] tags) {}

    IntentEncoder {
        classes = List.copyOf(classes);
        labels = List.copyOf(labels);
    }

    /// {@return how many tags there are: outside, and two for each label}
    static int tagCount(List<String> labels) {
        return 1 + 2 * labels.size();
    }

    /// {@return what is made of some texts}
    ///
    /// @param worker on whose first thread it is computed, since tensors want a platform thread
    List<Reading> read(List<ReadText> texts, Workers worker) {
        List<Reading> readings = new ArrayList<>();
        worker.forEach(1, 1, _ -> readings.addAll(read(texts)));
        return readings;
    }

    private List<Reading> read(List<ReadText> texts) {
        List<PiecedText> pieced = texts.stream().map(text -> PiecedText.of(text, tokens)).toList();
        BertBatch batch = BertBatch.of(pieced.stream().map(PiecedText::row).toList());
        try (Scope scope = Scope.open()) {
            float[] states = bert.forward(batch).states();
            float[] means = means(states, batch);
            float[] scores = Dense.forward(means, classHead.weight, classHead.bias);
            float[] tags = Dense.forward(states, tagHead.weight, tagHead.bias);
            List<Reading> readings = new ArrayList<>();
            for (int i = 0; i < pieced.size(); i++) {
                float[] own =
                        Arrays.copyOfRange(scores, i * classes.size(), (i + 1) * classes.size());
                IntentClasses.normalise(own);
                readings.add(new Reading(own, tags(tags, batch.starts()[i], pieced.get(i))));
            }
            return readings;
        }
    }

    private float[][] tags(float[] scores, int start, PiecedText text) {
        int count = tagCount(labels);
        float[][] tags = new float[text.firsts().length][];
        for (int word = 0; word < tags.length; word++) {
            int first = text.firsts()[word];
            tags[word] =
                    first < 0
                            ? new float[0]
                            : Arrays.copyOfRange(
                                    scores, (start + first) * count, (start + first + 1) * count);
            if (first >= 0) {
                IntentClasses.normalise(tags[word]);
            }
        }
        return tags;
    }

    /// {@return the mean of each text's states, [texts, D]}
    static float[] means(float[] states, BertBatch batch) {
        int texts = batch.starts().length - 1;
        int width = states.length / batch.ids().length;
        float[] means = new float[texts * width];
        for (int text = 0; text < texts; text++) {
            int from = batch.starts()[text];
            int to = batch.starts()[text + 1];
            for (int t = from; t < to; t++) {
                for (int i = 0; i < width; i++) {
                    means[text * width + i] += states[t * width + i] / (to - from);
                }
            }
        }
        return means;
    }

    @Override
    public void close() {
        bert.layers().forEach(layer -> layer.all().forEach(Tensor::close));
        for (Head head : List.of(classHead, tagHead)) {
            head.weight.close();
            head.bias.close();
        }
    }
}
