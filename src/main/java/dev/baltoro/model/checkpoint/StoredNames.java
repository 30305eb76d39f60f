package dev.baltoro.model.checkpoint;

import dev.baltoro.model.K2Config;
import dev.baltoro.model.WeightSpec;
import dev.baltoro.tensor.safetensors.SafetensorsFolder;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.OptionalLong;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// What a folder's files call a model's weights.
///
/// Published folders agree on one set of names, those of [dev.baltoro.model.ParameterShapes].
/// Others differ in two ways, and both are read: names may stand behind a prefix, where a vision
/// model has the language model inside it; and matrices may be stored together, gate above up, or
/// all experts of a layer in one stack.
final class StoredNames {
    private static final String BODY = "model.";
    private static final List<String> BODIES =
            List.of(
                    BODY,
                    "language_model.model.",
                    "model.language_model.model.",
                    "model.language_model.",
                    "language_model.",
                    "");
    private static final List<String> BEFORE_THE_HEAD =
            List.of("", "language_model.", "model.language_model.", BODY);

    private static final Pattern EXPERT =
            Pattern.compile("(.*\\.)experts\\.(\\d{1,6})\\.(gate|up|down)_proj\\.weight");
    private static final Pattern HALF = Pattern.compile("(.*\\.)(gate|up)_proj\\.weight");
    private static final Pattern LATENT =
            Pattern.compile("(.*\\.)(q_a_proj|kv_a_proj_with_mqa)\\.weight");

    private final SafetensorsFolder stored;
    private final K2Config config;
    private final String body;

    StoredNames(SafetensorsFolder stored, K2Config config) {
        this.stored = stored;
        this.config = config;
        this.body = body(stored.names());
    }

    private static String body(Set<String> names) {
        for (String evidence : List.of("embed_tokens.weight", "norm.weight", "layers.0.")) {
            for (String body : BODIES) {
                String sought = body + evidence;
                boolean found =
                        evidence.endsWith(".")
                                ? names.stream().anyMatch(name -> name.startsWith(sought))
                                : names.contains(sought);
                if (found) {
                    return body;
                }
            }
        }
        return BODY;
    }

    /// {@return what precedes `layers` and `embed_tokens` in the stored names}
    String body() {
        return body;
    }

    /// {@return the name that a weight's tensor has in this folder, if it has one of its own}
    String stored(String name) {
        if (name.startsWith(BODY)) {
            return body + name.substring(BODY.length());
        }
        return BEFORE_THE_HEAD.stream()
                .map(before -> before + name)
                .filter(stored.names()::contains)
                .findFirst()
                .orElse(name);
    }

    /// {@return the shape of a stored tensor, if there is one}
    Optional<List<Long>> shape(String storedName) {
        return stored.names().contains(storedName)
                ? Optional.of(stored.stored(storedName).shape())
                : Optional.empty();
    }

    /// {@return where a weight lies, or should lie}
    StoredWeight place(WeightSpec weight) {
        String name = stored(weight.name());
        StoredWeight own = StoredWeight.whole(name, weight.shape());
        if (stored.names().contains(name)) {
            return own;
        }
        return stack(weight, name)
                .or(() -> half(weight, name))
                .or(() -> latent(weight, name))
                .orElse(own);
    }

    private Optional<String> first(String... names) {
        return List.of(names).stream().filter(stored.names()::contains).findFirst();
    }

    /// A matrix in a stack of all experts' matrices, [E, rows, columns] or [E, columns, rows].
    private Optional<StoredWeight> stack(WeightSpec weight, String name) {
        Matcher expert = EXPERT.matcher(name);
        if (!expert.matches()) {
            return Optional.empty();
        }
        String layer = expert.group(1);
        String kind = expert.group(3);
        long rows = weight.sizes()[0];
        long columns = weight.sizes()[1];
        Optional<String> alone = stackName(layer, kind);
        if (alone.isPresent()) {
            return Optional.of(
                    inStack(
                            alone.get(),
                            layer,
                            expert.group(2),
                            rows,
                            columns,
                            OptionalLong.empty()));
        }
        if (kind.equals("down")) {
            return Optional.empty();
        }
        OptionalLong firstRow = OptionalLong.of(kind.equals("gate") ? 0 : rows);
        return stackName(layer, "gate_up")
                .map(both -> inStack(both, layer, expert.group(2), 2 * rows, columns, firstRow));
    }

    private Optional<String> stackName(String layer, String kind) {
        return first(
                layer + "experts." + kind + "_proj",
                layer + "experts." + kind + "_proj.weight",
                layer + "switch_mlp." + kind + "_proj.weight");
    }

    private StoredWeight inStack(
            String name,
            String layer,
            String expert,
            long rows,
            long columns,
            OptionalLong firstRow) {
        boolean transposed = isTransposed(layer);
        long experts = config.nRoutedExperts();
        return new StoredWeight(
                name,
                transposed ? List.of(experts, columns, rows) : List.of(experts, rows, columns),
                OptionalInt.of(Integer.parseInt(expert)),
                transposed,
                firstRow);
    }

    /// Whether a layer's stacks hold transposed matrices. A stack of square ones does not say; the
    /// layer's other stack does then, because gate and up together are twice as high as wide.
    private boolean isTransposed(String layer) {
        long width = config.moeIntermediateSize();
        long hidden = config.hiddenSize();
        return turned(layer, "down", hidden, width)
                .or(() -> turned(layer, "gate_up", 2 * width, hidden))
                .or(() -> turned(layer, "gate", width, hidden))
                .orElse(false);
    }

    private Optional<Boolean> turned(String layer, String kind, long rows, long columns) {
        List<Long> sizes = stackName(layer, kind).flatMap(this::shape).orElse(List.of());
        if (sizes.size() != 3 || rows == columns) {
            return Optional.empty();
        }
        boolean upright = sizes.get(1) == rows && sizes.get(2) == columns;
        boolean turned = sizes.get(1) == columns && sizes.get(2) == rows;
        return upright || turned ? Optional.of(turned) : Optional.empty();
    }

    /// Gate above up in one matrix.
    private Optional<StoredWeight> half(WeightSpec weight, String name) {
        Matcher half = HALF.matcher(name);
        if (!half.matches()) {
            return Optional.empty();
        }
        long rows = weight.sizes()[0];
        return first(half.group(1) + "gate_up_proj.weight", half.group(1) + "gate_up_proj")
                .map(both ->
                        StoredWeight.rows(
                                both,
                                List.of(2 * rows, weight.sizes()[1]),
                                half.group(2).equals("gate") ? 0 : rows));
    }

    /// The compressions of queries and of keys and values in one matrix.
    private Optional<StoredWeight> latent(WeightSpec weight, String name) {
        Matcher latent = LATENT.matcher(name);
        if (!latent.matches() || config.qLoraRank().isEmpty()) {
            return Optional.empty();
        }
        long queries = config.qLoraRank().getAsInt();
        long keys = (long) config.kvLoraRank() + config.qkRopeHeadDim();
        return first(latent.group(1) + "fused_qkv_a_proj_with_mqa.weight")
                .map(both ->
                        StoredWeight.rows(
                                both,
                                List.of(queries + keys, weight.sizes()[1]),
                                latent.group(2).equals("q_a_proj") ? 0 : queries));
    }
}
