package dev.baltoro.engine.intent;

import java.io.BufferedInputStream;
import java.io.BufferedOutputStream;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.zip.GZIPInputStream;
import java.util.zip.GZIPOutputStream;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/// A reader in a model's folder: `intents.bin`, about 25 MB for a dozen tools. The classes' weights
/// have eight bits with a scale a row, the others sixteen, of which the smallest are left out.
public final class IntentFile {
    /// The file's name.
    public static final String NAME = "intents.bin";

    private static final int MAGIC = 0x42494E32;
    private static final int TEXT_MAX = 256 << 20;
    private static final int COUNT_MAX = 1 << 24;

    /// Weights of the other models that change no decision.
    private static final float NEGLIGIBLE = 0.01f;

    private IntentFile() {}

    /// Writes a reader.
    ///
    /// @param out stays open
    public static void write(IntentReader reader, OutputStream out) throws IOException {
        GZIPOutputStream zipped = new GZIPOutputStream(out);
        DataOutputStream data = new DataOutputStream(new BufferedOutputStream(zipped));
        data.writeInt(MAGIC);
        classes(reader.classes(), data);
        weights(reader.tagger().weights(), data);
        weights(reader.forms().fixed().weights(), data);
        weights(reader.ranker().weights(), data);
        for (float weight : reader.ranker().evidence()) {
            data.writeFloat(weight);
        }
        data.writeBoolean(reader.encoder().isPresent());
        text(rest(reader).toString(), data);
        data.flush();
        zipped.finish();
    }

    /// {@return the reader of a model's folder; empty if it has none}
    ///
    /// @throws IOException if there is one that cannot be read; the message names it
    public static Optional<IntentReader> read(Path folder) throws IOException {
        Path file = folder.resolve(NAME);
        if (!Files.exists(file)) {
            return Optional.empty();
        }
        Optional<IntentEncoder> encoder = IntentEncoderFile.read(folder);
        try (DataInputStream data =
                new DataInputStream(
                        new BufferedInputStream(new GZIPInputStream(Files.newInputStream(file))))) {
            if (data.readInt() != MAGIC) {
                throw new IOException("it is no reader of intents, or one of another version");
            }
            IntentClasses classes = classes(data);
            SlotTagger tagger = new SlotTagger(weights(data));
            FixedValues fixed = FixedValues.of(weights(data));
            WayRanker ranker = WayRanker.of(weights(data), evidence(data));
            boolean withEncoder = data.readBoolean();
            if (withEncoder != encoder.isPresent()) {
                ranker = WayRanker.none(); // it has compared other readings
            }
            IntentReader reader = rest(text(data), classes, tagger, fixed, ranker);
            return Optional.of(encoder.map(reader::with).orElse(reader));
        } catch (IOException
                | JacksonException
                | IllegalArgumentException
                | ArithmeticException e) {
            encoder.ifPresent(IntentEncoder::close);
            throw new IOException(
                    "%s cannot be read (%s); delete it, or train the model again"
                            .formatted(file, e.getMessage()),
                    e);
        }
    }

    private static void classes(IntentClasses model, DataOutputStream data) throws IOException {
        int size = model.classes().size();
        data.writeInt(size);
        for (String name : model.classes()) {
            data.writeUTF(name);
        }
        data.writeInt(model.rows().size());
        for (Map.Entry<Long, Integer> row : new TreeMap<>(model.rows()).entrySet()) {
            data.writeLong(row.getKey());
            int at = row.getValue() * size;
            float most = 1e-12f;
            for (int c = 0; c < size; c++) {
                most = Math.max(most, Math.abs(model.weights()[at + c]));
            }
            float scale = most / Byte.MAX_VALUE;
            data.writeFloat(scale);
            for (int c = 0; c < size; c++) {
                data.writeByte(Math.round(model.weights()[at + c] / scale));
            }
        }
    }

    private static IntentClasses classes(DataInputStream data) throws IOException {
        int size = count(data);
        List<String> names = new ArrayList<>();
        for (int c = 0; c < size; c++) {
            names.add(data.readUTF());
        }
        int rows = count(data);
        float[] weights = new float[Math.multiplyExact(rows, size)];
        Map<Long, Integer> places = new HashMap<>();
        byte[] bytes = new byte[size];
        for (int row = 0; row < rows; row++) {
            places.put(data.readLong(), row);
            float scale = data.readFloat();
            data.readFully(bytes);
            for (int c = 0; c < size; c++) {
                weights[row * size + c] = scale * bytes[c];
            }
        }
        return new IntentClasses(names, places, weights);
    }

    private static void weights(float[] weights, DataOutputStream data) throws IOException {
        int kept = 0;
        for (float weight : weights) {
            kept += Math.abs(weight) > NEGLIGIBLE ? 1 : 0;
        }
        data.writeInt(weights.length);
        data.writeInt(kept);
        for (int i = 0; i < weights.length; i++) {
            if (Math.abs(weights[i]) > NEGLIGIBLE) {
                data.writeInt(i);
                data.writeShort(Float.floatToFloat16(weights[i]));
            }
        }
    }

    private static float[] weights(DataInputStream data) throws IOException {
        float[] weights = new float[count(data)];
        int kept = count(data);
        for (int i = 0; i < kept; i++) {
            int at = data.readInt();
            if (at < 0 || at >= weights.length) {
                throw new IOException("a weight has no place");
            }
            weights[at] = Float.float16ToFloat(data.readShort());
        }
        return weights;
    }

    private static float[] evidence(DataInputStream data) throws IOException {
        float[] weights = new float[Evidence.SIZE];
        for (int i = 0; i < weights.length; i++) {
            weights[i] = data.readFloat();
        }
        return weights;
    }

    private static int count(DataInputStream data) throws IOException {
        int count = data.readInt();
        if (count < 0 || count > COUNT_MAX) {
            throw new IOException("it says that there are %d of something".formatted(count));
        }
        return count;
    }

    private static void text(String text, DataOutputStream data) throws IOException {
        byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
        data.writeInt(bytes.length);
        data.write(bytes);
    }

    private static JsonNode text(DataInputStream data) throws IOException {
        int length = data.readInt();
        if (length < 0 || length > TEXT_MAX) {
            throw new IOException("it says that its text has %d bytes".formatted(length));
        }
        return JsonMapper.shared().readTree(data.readNBytes(length));
    }

    private static ObjectNode rest(IntentReader reader) {
        ObjectNode json = JsonMapper.shared().createObjectNode();
        ObjectNode lexicon = json.putObject("lexicon");
        new TreeMap<>(reader.forms().lexicon().meanings()).forEach(lexicon::set);
        ObjectNode labels = json.putObject("labels");
        new TreeMap<>(reader.forms().labels())
                .forEach((name, each) -> {
                    ArrayNode array = labels.putArray(name);
                    each.forEach(array::add);
                });
        ObjectNode forms = json.putObject("forms");
        new TreeMap<>(reader.forms().forms())
                .forEach((key, each) -> {
                    ArrayNode array = forms.putArray(key);
                    for (CallForms.Counted one : each) {
                        array.addObject()
                                .put("count", one.count())
                                .set("calls", CallFormJson.write(one.form()));
                    }
                });
        return json;
    }

    private static IntentReader rest(
            JsonNode json,
            IntentClasses classes,
            SlotTagger tagger,
            FixedValues fixed,
            WayRanker ranker) {
        Map<String, JsonNode> meanings = new HashMap<>();
        json.path("lexicon")
                .properties()
                .forEach(entry -> meanings.put(entry.getKey(), entry.getValue()));
        Map<String, List<String>> labels = new LinkedHashMap<>();
        for (Map.Entry<String, JsonNode> entry : json.path("labels").properties()) {
            List<String> each = new ArrayList<>();
            entry.getValue().forEach(label -> each.add(label.asString()));
            labels.put(entry.getKey(), each);
        }
        Map<String, List<CallForms.Counted>> forms = new LinkedHashMap<>();
        for (Map.Entry<String, JsonNode> entry : json.path("forms").properties()) {
            List<CallForms.Counted> each = new ArrayList<>();
            for (JsonNode one : entry.getValue()) {
                each.add(
                        new CallForms.Counted(
                                CallFormJson.read(one.path("calls")), one.path("count").asInt()));
            }
            forms.put(entry.getKey(), each);
        }
        return new IntentReader(
                new Views(classes, Optional.empty()),
                tagger,
                new CallForms(labels, forms, fixed, new WordMeanings(meanings)),
                ranker);
    }
}
