package dev.baltoro.model.checkpoint;

import dev.baltoro.model.K2Config;
import java.util.EnumMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Consumer;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/// The tensors of published folders that are not part of the model: each is recognised by its name,
/// counted and mentioned once.
final class LeftAside {
    /// Tensors that only a layer which predicts further tokens has; such a layer is numbered after
    /// the model's own.
    static final Set<String> PREDICTION_TENSORS =
            Set.of("eh_proj", "enorm", "hnorm", "shared_head");

    private static final List<String> SEEING =
            List.of(
                    "vision_tower.",
                    "vision_model.",
                    "vision_embed_tokens.",
                    "visual.",
                    "audio_tower.",
                    "mm_projector.",
                    "multi_modal_projector.",
                    "multimodal_projector.");

    private enum Kind {
        PREDICTION("multi-token prediction layers"),
        ROTARY("rotary tables"),
        SEEING("parts for images and sound, only text is read"),
        HEAD("a head beside tied embeddings"),
        ACTIVATION("scales of activations"),
        EMPTY("tensors without a value");

        private final String words;

        Kind(String words) {
            this.words = words;
        }
    }

    private final K2Config config;
    private final StoredNames names;
    private final Pattern layerName;
    private final Set<Integer> predicting = new HashSet<>();
    private final Map<Kind, Integer> counts = new EnumMap<>(Kind.class);

    LeftAside(K2Config config, StoredNames names, Set<String> stored) {
        this.config = config;
        this.names = names;
        this.layerName =
                Pattern.compile(Pattern.quote(names.body()) + "layers\\.(\\d{1,6})\\.(\\w+).*");
        for (String name : stored) {
            Matcher layer = layerName.matcher(name);
            if (layer.matches() && PREDICTION_TENSORS.contains(layer.group(2))) {
                predicting.add(Integer.parseInt(layer.group(1)));
            }
        }
    }

    /// {@return the layer of a stored tensor, if it is one's}
    Optional<Integer> layer(String stored) {
        Matcher layer = layerName.matcher(stored);
        return layer.matches() ? Optional.of(Integer.parseInt(layer.group(1))) : Optional.empty();
    }

    /// {@return whether a layer has tensors that only one which predicts further tokens has}
    boolean predicts(int layer) {
        return predicting.contains(layer);
    }

    /// {@return whether a tensor that the model does not have may be left aside; it is counted
    /// then}
    boolean takes(String stored) {
        Optional<Kind> kind = kind(stored);
        kind.ifPresent(known -> counts.merge(known, 1, Integer::sum));
        return kind.isPresent();
    }

    private Optional<Kind> kind(String stored) {
        if (stored.endsWith(".rotary_emb.inv_freq")) {
            return Optional.of(Kind.ROTARY);
        }
        String inner = stored.startsWith("model.") ? stored.substring(6) : stored;
        if (SEEING.stream().anyMatch(inner::startsWith)) {
            return Optional.of(Kind.SEEING);
        }
        if (inner.startsWith("mtp.") || inner.startsWith("mtp_layers.")) {
            return Optional.of(Kind.PREDICTION);
        }
        if (config.tieWordEmbeddings() && stored.equals(names.stored("lm_head.weight"))) {
            return Optional.of(Kind.HEAD);
        }
        if (stored.endsWith(".input_scale") || stored.endsWith(".activation_scale")) {
            return Optional.of(Kind.ACTIVATION);
        }
        boolean further =
                layer(stored)
                        .filter(layer -> layer >= config.numHiddenLayers() && predicts(layer))
                        .isPresent();
        if (further) {
            return Optional.of(Kind.PREDICTION);
        }
        boolean empty = names.shape(stored).filter(shape -> shape.contains(0L)).isPresent();
        return empty ? Optional.of(Kind.EMPTY) : Optional.empty();
    }

    /// Says what was left aside, if anything was.
    void say(Consumer<String> note) {
        if (!counts.isEmpty()) {
            note.accept(
                    "%d tensors are left aside: %s"
                            .formatted(
                                    counts.values().stream().mapToInt(Integer::intValue).sum(),
                                    counts.keySet().stream()
                                            .map(kind -> kind.words)
                                            .collect(Collectors.joining("; "))));
        }
    }
}
