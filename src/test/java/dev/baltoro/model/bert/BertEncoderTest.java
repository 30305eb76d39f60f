package dev.baltoro.model.bert;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import dev.baltoro.agent.embedding.SentenceModel;
import dev.baltoro.agent.embedding.Vectors;
import dev.baltoro.tensor.Scope;
import dev.baltoro.tensor.Tensor;
import java.io.IOException;
import java.lang.foreign.ValueLayout;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;

class BertEncoderTest {
    private static final long SEED = 11;

    /// ONNX Runtime rounds activations to 8 bits, which moves a vector by about a hundredth of its
    /// length; another layout of a weight would turn it away.
    @Test
    void itMakesOfTextsWhatOnnxRuntimeMakes() throws IOException {
        MiniLm model = MiniLm.load().orElseThrow();
        try (SentenceModel peer = SentenceModel.load();
                Scope scope = Scope.open()) {
            List<String> texts =
                    List.of("Where is the red bicycle?", "delete it", "a café, 3 km north");
            List<BertBatch.Row> rows = new ArrayList<>();
            for (String text : texts) {
                int[] ids = model.tokens().encode(text, SentenceModel.TOKENS_MAX);
                rows.add(new BertBatch.Row(ids, new int[ids.length]));
            }
            BertBatch batch = BertBatch.of(rows);
            float[] states = model.encoder().forward(batch).states();
            for (int i = 0; i < texts.size(); i++) {
                float[] sum = new float[model.encoder().width()];
                for (int t = batch.starts()[i]; t < batch.starts()[i + 1]; t++) {
                    for (int d = 0; d < sum.length; d++) {
                        sum[d] += states[t * sum.length + d];
                    }
                }
                double cosine = Vectors.dot(Vectors.unit(sum), peer.embed(texts.get(i)));
                assertThat(cosine).as(texts.get(i)).isGreaterThan(0.98);
            }
        }
    }

    @Test
    void gradientsAreTheSlopesOfTheLoss() {
        try (Scope scope = Scope.open()) {
            BertEncoder encoder = SmallBert.of(SEED, 7, 6, 8, 2);
            BertBatch batch =
                    BertBatch.of(
                            List.of(
                                    new BertBatch.Row(new int[] {0, 3, 5, 1}, new int[4]),
                                    new BertBatch.Row(
                                            new int[] {0, 2, 2, 4, 6, 1},
                                            new int[] {0, 0, 0, 1, 1, 1})));
            float[] weights = new float[10 * encoder.width()]; // of a loss that is linear in states
            Random random = new Random(SEED + 1);
            for (int i = 0; i < weights.length; i++) {
                weights[i] = (float) random.nextGaussian();
            }
            List<BertLayer> gradients = encoder.layers().stream().map(BertLayer::zeros).toList();
            encoder.backward(weights, encoder.forward(batch), gradients);
            for (int layer = 0; layer < 2; layer++) {
                for (int k = 0; k < BertLayer.NAMES.size(); k++) {
                    Tensor weight = encoder.layers().get(layer).all().get(k);
                    float[] gradient = gradients.get(layer).all().get(k).toFloats();
                    for (int n = 0; n < 3; n++) {
                        int at = random.nextInt(gradient.length);
                        double slope = slope(encoder, batch, weights, weight, at);
                        // fp32 sums of 60 terms over a step of 2e-2: about three digits are left
                        assertThat((double) gradient[at])
                                .as("%d %s [%d], seed %d", layer, BertLayer.NAMES.get(k), at, SEED)
                                .isCloseTo(slope, within(0.01 + 0.02 * Math.abs(slope)));
                    }
                }
            }
        }
    }

    private static double slope(
            BertEncoder encoder, BertBatch batch, float[] of, Tensor weight, int at) {
        float step = 0.01f;
        float before = weight.memory().getAtIndex(ValueLayout.JAVA_FLOAT, at);
        weight.memory().setAtIndex(ValueLayout.JAVA_FLOAT, at, before + step);
        double above = loss(encoder, batch, of);
        weight.memory().setAtIndex(ValueLayout.JAVA_FLOAT, at, before - step);
        double below = loss(encoder, batch, of);
        weight.memory().setAtIndex(ValueLayout.JAVA_FLOAT, at, before);
        return (above - below) / (2 * step);
    }

    private static double loss(BertEncoder encoder, BertBatch batch, float[] of) {
        float[] states = encoder.forward(batch).states();
        double sum = 0;
        for (int i = 0; i < of.length; i++) {
            sum += (double) of[i] * states[i];
        }
        return sum;
    }

    @Test
    void textsOfOneBatchDoNotSeeEachOther() {
        try (Scope scope = Scope.open()) {
            BertEncoder encoder = SmallBert.of(SEED, 7, 6, 8, 2);
            BertBatch.Row one = new BertBatch.Row(new int[] {0, 3, 1}, new int[3]);
            BertBatch.Row other = new BertBatch.Row(new int[] {0, 5, 6, 1}, new int[4]);
            float[] alone = encoder.forward(BertBatch.of(List.of(one))).states();
            float[] beside = encoder.forward(BertBatch.of(List.of(other, one))).states();
            for (int i = 0; i < alone.length; i++) { // products of other sizes sum in other orders
                assertThat(beside[4 * encoder.width() + i]).isCloseTo(alone[i], within(1e-4f));
            }
        }
    }

    @Test
    void aTextBeyondTheLastPositionIsRefused() {
        try (Scope scope = Scope.open()) {
            BertEncoder encoder = SmallBert.of(SEED, 7, 6, 8, 2);
            BertBatch batch = BertBatch.of(List.of(new BertBatch.Row(new int[9], new int[9])));
            assertThatThrownBy(() -> encoder.forward(batch))
                    .hasMessage("a text has 9 tokens, at most 8 are read");
        }
    }

    @Test
    void bytesThatAreNoOnnxFileAreRefused() {
        assertThatThrownBy(() -> OnnxWeights.read(new byte[] {0x3A, 0x7F, 1}))
                .isInstanceOf(IOException.class)
                .hasMessageStartingWith("it is not an ONNX file");
        assertThatThrownBy(() -> OnnxWeights.read(new byte[0]))
                .hasMessage("it is not an ONNX file: it has no constants");
    }
}
