package dev.baltoro.engine.intent;

import dev.baltoro.model.bert.BertBatch;
import dev.baltoro.model.bert.BertEncoder;
import dev.baltoro.model.bert.BertLayer;
import dev.baltoro.model.bert.Dense;
import dev.baltoro.tensor.DType;
import dev.baltoro.tensor.Device;
import dev.baltoro.tensor.Scope;
import dev.baltoro.tensor.Seed;
import dev.baltoro.tensor.Tensor;
import dev.baltoro.tensor.Workers;
import dev.baltoro.tensor.kernel.OptimizerLoops;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.SplittableRandom;
import java.util.concurrent.atomic.AtomicReferenceArray;
import java.util.stream.Stream;

/// Teaches an encoder classes and tags at once, for a given time: AdamW on its upper layers and on
/// two heads, each step's texts shared among the cores.
final class IntentEncoderTraining implements AutoCloseable {
    private static final int TEXTS_A_STEP = 32;
    private static final double RATE = 2.5e-4;
    private static final double HEAD_RATE = 1e-3;
    private static final double RATE_LEAST = 0.02;
    private static final int WARMUP_STEPS = 50;
    private static final double DECAY = 0.01;
    private static final double NORM_MAX = 1;

    /// The share of the layers, from below, that stay as they are: what they know of English is not
    /// of these tools, and without their gradients a step takes two thirds of the time.
    private static final double KEPT_LAYERS = 0.5;

    /// How much a text's mean loss of its words' tags counts beside that of its class.
    private static final float TAGS_SHARE = 1;

    /// Steps whose texts are of about one length, so that cores have as much to do.
    private static final int STEPS_SORTED = 8;

    private static final double HEAD_DEVIATION = 0.02;
    private static final double SAID_EVERY_S = 30;

    /// What is known of a text.
    ///
    /// @param label its class, as a number
    /// @param slots its values; empty if they were not found
    record Sample(ReadText text, int label, Optional<SlotSpans> slots) {}

    private final IntentEncoder encoder;
    private final List<Tensor> weights;
    private final int layerWeights;
    private final List<Tensor> means = new ArrayList<>();
    private final List<Tensor> squares = new ArrayList<>();
    private final Workers workers = Workers.onePerCore();
    private final List<Gradients> gradients = new ArrayList<>();

    /// A worker's gradients.
    private record Gradients(
            List<BertLayer> layers, IntentEncoder.Head classHead, IntentEncoder.Head tagHead) {
        List<Tensor> all() {
            return IntentEncoderTraining.all(layers, classHead, tagHead);
        }
    }

    private IntentEncoderTraining(IntentEncoder encoder) {
        this.encoder = encoder;
        List<BertLayer> all = encoder.bert().layers();
        List<BertLayer> layers = all.subList((int) (KEPT_LAYERS * all.size()), all.size());
        this.weights = all(layers, encoder.classHead(), encoder.tagHead());
        this.layerWeights = weights.size() - 4;
        for (Tensor weight : weights) {
            means.add(zeros(weight));
            squares.add(zeros(weight));
        }
        for (int i = 0; i < workers.count(); i++) {
            gradients.add(
                    new Gradients(
                            layers.stream().map(BertLayer::zeros).toList(),
                            zeros(encoder.classHead()),
                            zeros(encoder.tagHead())));
        }
    }

    private static List<Tensor> all(
            List<BertLayer> layers, IntentEncoder.Head classHead, IntentEncoder.Head tagHead) {
        return Stream.concat(
                        layers.stream().flatMap(layer -> layer.all().stream()),
                        Stream.of(
                                classHead.weight(),
                                classHead.bias(),
                                tagHead.weight(),
                                tagHead.bias()))
                .toList();
    }

    private static Tensor zeros(Tensor like) {
        return Tensor.zeros(DType.F32, Device.CPU, like.shape());
    }

    private static IntentEncoder.Head zeros(IntentEncoder.Head like) {
        return new IntentEncoder.Head(zeros(like.weight()), zeros(like.bias()));
    }

    /// {@return an encoder that has learned}
    static IntentEncoder train(
            IntentTrainer.Encoding encoding,
            List<String> classes,
            List<String> labels,
            List<Sample> samples,
            long seed) {
        BertEncoder bert = encoding.model().encoder();
        Seed heads = new Seed(seed).derive("intents");
        IntentEncoder encoder =
                new IntentEncoder(
                        bert,
                        encoding.model().tokens(),
                        classes,
                        labels,
                        head(classes.size(), bert.width(), heads.derive("classes")),
                        head(IntentEncoder.tagCount(labels), bert.width(), heads.derive("tags")));
        try (IntentEncoderTraining training = new IntentEncoderTraining(encoder)) {
            training.learn(samples, encoding, seed);
        }
        return encoder;
    }

    private static IntentEncoder.Head head(int outputs, int width, Seed seed) {
        return new IntentEncoder.Head(
                Tensor.randn(seed, DType.F32, Device.CPU, outputs, width).mul_(HEAD_DEVIATION),
                Tensor.zeros(DType.F32, Device.CPU, outputs));
    }

    private void learn(List<Sample> samples, IntentTrainer.Encoding encoding, long seed) {
        SplittableRandom random = new SplittableRandom(seed);
        long began = System.nanoTime();
        double said = 0;
        double loss = 0;
        long texts = 0;
        long step = 0;
        List<List<Sample>> steps = new ArrayList<>();
        while (true) {
            double seconds = (System.nanoTime() - began) / 1e9;
            double share =
                    Math.max(
                            seconds / (60 * encoding.minutes()),
                            (double) step / encoding.stepsMax());
            if (share >= 1) {
                encoding.progress().at(1, texts, loss);
                return;
            }
            if (steps.isEmpty()) {
                steps = steps(samples, random);
            }
            List<Sample> now = steps.removeLast();
            step++;
            texts += now.size();
            double factor =
                    Math.min(1, (double) step / WARMUP_STEPS) * Math.max(RATE_LEAST, 1 - share);
            double mean = step(now, step, factor);
            loss = step == 1 ? mean : 0.98 * loss + 0.02 * mean;
            if (seconds - said > SAID_EVERY_S) {
                said = seconds;
                encoding.progress().at(share, texts, loss);
            }
        }
    }

    /// {@return the texts in another order, of each few steps the same lengths together}
    private static List<List<Sample>> steps(List<Sample> samples, SplittableRandom random) {
        List<Sample> order = new ArrayList<>(samples);
        shuffle(order, random);
        List<List<Sample>> steps = new ArrayList<>();
        int chunk = TEXTS_A_STEP * STEPS_SORTED;
        for (int from = 0; from < order.size(); from += chunk) {
            List<Sample> few =
                    new ArrayList<>(order.subList(from, Math.min(order.size(), from + chunk)));
            few.sort(Comparator.comparingInt(sample -> sample.text.words().size()));
            for (int at = 0; at < few.size(); at += TEXTS_A_STEP) {
                steps.add(few.subList(at, Math.min(few.size(), at + TEXTS_A_STEP)));
            }
        }
        shuffle(steps, random);
        return steps;
    }

    private static void shuffle(List<?> list, SplittableRandom random) {
        for (int i = list.size() - 1; i > 0; i--) {
            Collections.swap(list, i, random.nextInt(i + 1));
        }
    }

    /// {@return the texts' mean loss}
    private double step(List<Sample> samples, long number, double factor) {
        int count = Math.min(workers.count(), samples.size());
        AtomicReferenceArray<Double> losses = new AtomicReferenceArray<>(count);
        workers.forEach(
                count,
                count,
                part -> {
                    List<Sample> own = new ArrayList<>();
                    for (int i = part; i < samples.size(); i += count) {
                        own.add(samples.get(i));
                    }
                    losses.set(part, pass(own, samples.size(), gradients.get(part)));
                });
        AtomicReferenceArray<Double> norms = new AtomicReferenceArray<>(weights.size());
        workers.forEach(
                weights.size(),
                at -> {
                    List<Tensor> others = new ArrayList<>();
                    for (int part = 1; part < count; part++) {
                        others.add(gradients.get(part).all().get(at));
                    }
                    norms.set(
                            at, OptimizerLoops.reduce(gradients.getFirst().all().get(at), others));
                });
        double all = 0;
        for (int i = 0; i < norms.length(); i++) {
            all += norms.get(i);
        }
        double scale = Math.min(1, NORM_MAX / (Math.sqrt(all) + 1e-6));
        workers.forEach(weights.size(), at -> update(at, number, factor, scale));
        double sum = 0;
        for (int i = 0; i < count; i++) {
            sum += losses.get(i);
        }
        return sum / samples.size();
    }

    private void update(int at, long number, double factor, double scale) {
        double rate = factor * (at < layerWeights ? RATE : HEAD_RATE);
        Tensor weight = weights.get(at);
        OptimizerLoops.adamW(
                weight,
                gradients.getFirst().all().get(at),
                means.get(at),
                squares.get(at),
                scale,
                new OptimizerLoops.AdamW(
                        rate, 0.9, 0.999, 1e-8, weight.dimensions() > 1 ? DECAY : 0, number));
        for (Gradients each : gradients) {
            each.all().get(at).memory().fill((byte) 0);
        }
    }

    /// {@return the sum of the texts' losses; adds to the gradients of their mean}
    ///
    /// @param of how many texts the mean is
    private double pass(List<Sample> samples, int of, Gradients into) {
        List<PiecedText> pieced =
                samples.stream()
                        .map(sample -> PiecedText.of(sample.text, encoder.tokens()))
                        .toList();
        BertBatch batch = BertBatch.of(pieced.stream().map(PiecedText::row).toList());
        int width = encoder.bert().width();
        try (Scope scope = Scope.open()) {
            BertEncoder.Pass pass = encoder.bert().forward(batch);
            float[] back = new float[pass.states().length];
            float[] pooled = IntentEncoder.means(pass.states(), batch);
            IntentEncoder.Head head = encoder.classHead();
            float[] scores = Dense.forward(pooled, head.weight(), head.bias());
            double loss = 0;
            int classes = encoder.classes().size();
            for (int i = 0; i < samples.size(); i++) {
                loss += crossEntropy(scores, i * classes, classes, samples.get(i).label, 1f / of);
            }
            float[] means =
                    Dense.backward(
                            scores,
                            pooled,
                            head.weight(),
                            into.classHead.weight(),
                            into.classHead.bias());
            for (int i = 0; i < samples.size(); i++) {
                int from = batch.starts()[i];
                int to = batch.starts()[i + 1];
                for (int t = from; t < to; t++) {
                    for (int d = 0; d < width; d++) {
                        back[t * width + d] = means[i * width + d] / (to - from);
                    }
                }
            }
            loss += tags(samples, pieced, pass, of, back, into);
            encoder.bert().backward(back, pass, into.layers);
            return loss;
        }
    }

    private double tags(
            List<Sample> samples,
            List<PiecedText> pieced,
            BertEncoder.Pass pass,
            int of,
            float[] back,
            Gradients into) {
        int width = encoder.bert().width();
        List<Integer> rows = new ArrayList<>();
        List<Integer> right = new ArrayList<>();
        List<Float> weights = new ArrayList<>();
        for (int i = 0; i < samples.size(); i++) {
            Sample sample = samples.get(i);
            if (sample.slots.isEmpty()) {
                continue;
            }
            int[] firsts = pieced.get(i).firsts();
            int[] tags = SlotTagger.path(sample.slots.get(), encoder.labels(), firsts.length);
            int read = 0;
            for (int first : firsts) {
                read += first < 0 ? 0 : 1;
            }
            for (int word = 0; word < firsts.length; word++) {
                if (firsts[word] >= 0) {
                    rows.add(pass.batch().starts()[i] + firsts[word]);
                    right.add(tags[word]);
                    weights.add(TAGS_SHARE / read);
                }
            }
        }
        if (rows.isEmpty()) {
            return 0;
        }
        float[] states = new float[rows.size() * width];
        for (int i = 0; i < rows.size(); i++) {
            System.arraycopy(pass.states(), rows.get(i) * width, states, i * width, width);
        }
        IntentEncoder.Head head = encoder.tagHead();
        float[] scores = Dense.forward(states, head.weight(), head.bias());
        int tags = IntentEncoder.tagCount(encoder.labels());
        double loss = 0;
        for (int i = 0; i < rows.size(); i++) {
            loss +=
                    weights.get(i)
                            * crossEntropy(
                                    scores, i * tags, tags, right.get(i), weights.get(i) / of);
        }
        float[] slopes =
                Dense.backward(
                        scores, states, head.weight(), into.tagHead.weight(), into.tagHead.bias());
        for (int i = 0; i < rows.size(); i++) {
            for (int d = 0; d < width; d++) {
                back[rows.get(i) * width + d] += slopes[i * width + d];
            }
        }
        return loss;
    }

    /// {@return the loss of a row of scores, which become its gradient}
    ///
    /// @param weight of the gradient
    private static double crossEntropy(
            float[] scores, int from, int count, int right, float weight) {
        float most = Float.NEGATIVE_INFINITY;
        for (int i = 0; i < count; i++) {
            most = Math.max(most, scores[from + i]);
        }
        double sum = 0;
        for (int i = 0; i < count; i++) {
            sum += Math.exp(scores[from + i] - most);
        }
        double log = Math.log(sum) + most;
        double loss = log - scores[from + right];
        for (int i = 0; i < count; i++) {
            double share = Math.exp(scores[from + i] - log);
            scores[from + i] = weight * (float) (share - (i == right ? 1 : 0));
        }
        return loss;
    }

    @Override
    public void close() {
        workers.close();
        means.forEach(Tensor::close);
        squares.forEach(Tensor::close);
        gradients.forEach(each -> each.all().forEach(Tensor::close));
    }
}
