package dev.baltoro.model.checkpoint;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.baltoro.model.Block.Mixture;
import dev.baltoro.model.FormatCost;
import dev.baltoro.model.K2Model;
import dev.baltoro.model.TokenScores;
import dev.baltoro.model.WeightForm;
import dev.baltoro.model.WeightSource;
import dev.baltoro.model.WeightSpec;
import dev.baltoro.tensor.DType;
import dev.baltoro.tensor.NativeMemory;
import dev.baltoro.tensor.Scope;
import dev.baltoro.tensor.Tensor;
import dev.baltoro.tensor.autograd.Parameter;
import dev.baltoro.tensor.kernel.decode.Format;
import dev.baltoro.tensor.kernel.decode.Matrix;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Consumer;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/// Weights read straight into their form, against a whole model in fp32 that is narrowed after.
class LoadingTest {
    private static final Path FIXTURES = Path.of("src/test/resources/parity");
    private static final List<String> FAMILIES =
            List.of(
                    "kimi_k2",
                    "deepseek_v3",
                    "moonlight",
                    "negative_bias_groups",
                    "rope_halves",
                    "unnormalised_tied");

    @TempDir private Path folder;

    static Stream<Arguments> familiesAndFiles() {
        return FAMILIES.stream()
                .flatMap(family ->
                        Stream.of(StoredForm.values()).map(form -> Arguments.of(family, form)));
    }

    private HuggingFaceFolder files(String family, StoredForm stored) throws Exception {
        return stored.write(HuggingFaceFolder.open(FIXTURES.resolve(family), note -> {}), folder);
    }

    private static K2Model whole(HuggingFaceFolder files, DType computeType) {
        return K2Model.of(files.config(), files, new WeightForm.Trainable(computeType));
    }

    @ParameterizedTest
    @MethodSource("familiesAndFiles")
    void frozenParametersHaveTheBitsOfNarrowedFp32(String family, StoredForm stored)
            throws Exception {
        HuggingFaceFolder files = files(family, stored);
        try (K2Model exact = whole(files, DType.F32)) {
            for (Format format : Format.values()) {
                try (K2Model frozen =
                                K2Model.of(files.config(), files, new WeightForm.Frozen(format));
                        K2Model narrowed = exact.freeze(format)) {
                    assertNarrowed(exact, frozen, format);
                    assertNarrowed(exact, narrowed, format);
                }
            }
        }
    }

    /// Parameters against fp32 ones that are converted as a whole, int8 with its scales.
    private static void assertNarrowed(K2Model exact, K2Model frozen, Format format) {
        assertThat(frozen.weights()).isEmpty();
        List<Parameter> masters = exact.parameters();
        List<Parameter> parameters = frozen.parameters();
        assertThat(parameters).hasSameSizeAs(masters);
        for (int i = 0; i < masters.size(); i++) {
            Parameter master = masters.get(i);
            Parameter parameter = parameters.get(i);
            String name = master.name();
            assertThat(parameter.name()).isEqualTo(name);
            assertThat(parameter.shape()).as(name).containsExactly(master.shape());
            if (name.endsWith("norm.weight")) {
                assertThat(bits(parameter.master())).as(name).isEqualTo(bits(master.master()));
                continue;
            }
            Format wanted =
                    name.endsWith("gate.weight")
                            ? Format.F32
                            : name.equals("model.embed_tokens.weight") && format == Format.INT8
                                    ? Format.BF16
                                    : format;
            assertThat(parameter.format()).as(name).isEqualTo(wanted);
            try (Scope scope = Scope.open();
                    Matrix converted = Matrix.of(master.compute(), wanted);
                    Matrix read = parameter.decoding()) {
                assertThat(bits(read)).as(name).isEqualTo(bits(converted));
            }
        }
        for (int i = 0; i < exact.layers().size(); i++) {
            assertThat(biases(frozen, i)).isEqualTo(biases(exact, i));
        }
    }

    private static float[] biases(K2Model model, int layer) {
        return switch (model.layers().get(layer).mixture()) {
            case Mixture.Dense dense -> new float[0];
            case Mixture.Sparse sparse -> sparse.router().bias().toFloats();
        };
    }

    private static int[] bits(Matrix matrix) {
        try (Scope scope = Scope.open()) {
            return bits(matrix.widened(0, matrix.rows()));
        }
    }

    private static int[] bits(Tensor tensor) {
        float[] values = tensor.toFloats();
        int[] bits = new int[values.length];
        for (int i = 0; i < bits.length; i++) {
            bits[i] = Float.floatToRawIntBits(values[i]);
        }
        return bits;
    }

    /// Two fp32 matrices of the weight's size, their product's factors, and the rows' and columns'
    /// blocks, which count in models as narrow as these.
    private static long room(HuggingFaceFolder files, StoredForm stored) {
        long largest = files.weights().stream().mapToLong(WeightSpec::elements).max().orElseThrow();
        return stored == StoredForm.F8_BLOCKS ? 4 * largest * 9 / 4 : 0;
    }

    @ParameterizedTest
    @MethodSource("familiesAndFiles")
    void loadingHoldsTheModelAndOneWeightAndClosingLeavesNothing(String family, StoredForm stored)
            throws Exception {
        HuggingFaceFolder files = files(family, stored);
        for (WeightForm form : forms()) {
            long bytes = NativeMemory.liveBytes();
            long tensors = NativeMemory.liveTensors();
            NativeMemory.restartPeak();
            try (K2Model model = K2Model.of(files.config(), files, form)) {
                assertThat(model.layers()).isNotEmpty();
                assertThat(NativeMemory.liveBytes()).as("%s", form).isGreaterThan(bytes);
                assertThat(NativeMemory.peakBytes())
                        .as("%s", form)
                        .isLessThanOrEqualTo(NativeMemory.liveBytes() + room(files, stored));
            }
            assertThat(NativeMemory.liveBytes()).as("%s", form).isEqualTo(bytes);
            assertThat(NativeMemory.liveTensors()).as("%s", form).isEqualTo(tensors);
        }
    }

    private static List<WeightForm> forms() {
        return List.of(
                new WeightForm.Trainable(DType.F32),
                new WeightForm.Trainable(DType.BF16),
                new WeightForm.Frozen(Format.F32),
                new WeightForm.Frozen(Format.BF16),
                new WeightForm.Frozen(Format.INT8));
    }

    /// A source that fails at one weight after the other.
    private record Failing(WeightSource source, int after, AtomicInteger count)
            implements WeightSource {
        @Override
        public void read(WeightSpec weight, Consumer<Tensor> reader) {
            if (count.getAndIncrement() == after) {
                throw new CheckpointException("no more");
            }
            source.read(weight, reader);
        }
    }

    @Test
    void failedLoadLeavesNothing() {
        HuggingFaceFolder files = HuggingFaceFolder.open(FIXTURES.resolve("kimi_k2"), note -> {});
        for (WeightForm form : forms()) {
            for (int after = 0; after < files.weights().size(); after += 3) {
                long bytes = NativeMemory.liveBytes();
                long tensors = NativeMemory.liveTensors();
                WeightSource failing = new Failing(files, after, new AtomicInteger());
                assertThatThrownBy(() -> K2Model.of(files.config(), failing, form))
                        .isInstanceOf(CheckpointException.class);
                assertThat(NativeMemory.liveBytes()).as("%s", form).isEqualTo(bytes);
                assertThat(NativeMemory.liveTensors()).as("%s", form).isEqualTo(tensors);
            }
        }
    }

    @Test
    void whatIsWrongWithAFolderIsSaidBeforeMemoryIsFilled() throws Exception {
        HuggingFaceFolder files = HuggingFaceFolder.open(FIXTURES.resolve("kimi_k2"), note -> {});
        HuggingFaceFolder unused = StoredForm.F32.write(files, folder);
        Path other = FIXTURES.resolve("moonlight").resolve("model.safetensors");
        Files.delete(folder.resolve("model.safetensors"));
        Files.copy(other, folder.resolve("model.safetensors"));
        NativeMemory.restartPeak();
        long before = NativeMemory.peakBytes();
        assertThatThrownBy(() ->
                        Checkpoints.load(folder, new WeightForm.Frozen(Format.INT8), note -> {}))
                .isInstanceOf(CheckpointException.class)
                .hasMessageContaining("missing")
                .hasMessageContaining("surplus")
                .hasMessageContaining("misshaped");
        assertThat(NativeMemory.peakBytes()).isEqualTo(before);
    }

    @ParameterizedTest
    @MethodSource("familiesAndFiles")
    void streamedPredictionsHaveTheBitsOfTheWholeModels(String family, StoredForm stored)
            throws Exception {
        HuggingFaceFolder files = files(family, stored);
        TokenScores streamed = FormatCost.streamed(files.config(), files);
        try (K2Model exact = whole(files, DType.F32)) {
            TokenScores expected = FormatCost.scores(exact);
            assertThat(streamed.logprobs()).isEqualTo(expected.logprobs());
            assertThat(streamed.argmax()).isEqualTo(expected.argmax());
        }
    }
}
