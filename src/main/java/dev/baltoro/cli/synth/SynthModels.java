package dev.baltoro.cli.synth;

import dev.baltoro.agent.llm.Endpoint;
import dev.baltoro.agent.llm.EndpointLlm;
import dev.baltoro.agent.llm.Llm;
import dev.baltoro.agent.llm.LocalLlm;
import dev.baltoro.agent.llm.OfflineLlm;
import dev.baltoro.engine.chat.LocalModel;
import dev.baltoro.flow.synthesis.ModelPlace;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// The models that a recipe of synthesis names, each opened once.
final class SynthModels implements ModelPlace, AutoCloseable {
    /// The environment variable with an endpoint's key.
    static final String KEY_VARIABLE = "BALTORO_MODEL_KEY";

    private final boolean offline;
    private final Map<String, Llm> opened = new HashMap<>();
    private final List<Runnable> closing = new ArrayList<>();

    /// @param offline whether endpoints must not be asked
    SynthModels(boolean offline) {
        this.offline = offline;
    }

    @Override
    public Llm open(String place) throws IOException {
        Llm known = opened.get(place);
        if (known != null) {
            return known;
        }
        boolean endpoint = place.startsWith("http://") || place.startsWith("https://");
        Llm model = endpoint ? endpoint(place) : folder(Path.of(place));
        opened.put(place, model);
        return model;
    }

    private Llm endpoint(String place) {
        int mark = place.indexOf('#');
        if (mark < 0 || mark + 1 == place.length()) {
            throw new IllegalArgumentException(
                    "an endpoint has several models: name one behind a #, such as %s#NAME"
                            .formatted(place));
        }
        String name = place.substring(mark + 1);
        if (offline) {
            return new OfflineLlm(name);
        }
        EndpointLlm llm =
                new EndpointLlm(
                        Endpoint.of(
                                URI.create(place.substring(0, mark)),
                                name,
                                Optional.ofNullable(System.getenv(KEY_VARIABLE))));
        closing.add(llm::close);
        return llm;
    }

    private Llm folder(Path folder) throws IOException {
        if (!Files.isDirectory(folder)) {
            throw new IOException(
                    folder + " is no folder; name one with a model, an address, or `template`");
        }
        LocalModel model = LocalModel.open(folder);
        closing.add(model::close);
        return new LocalLlm(model.chat());
    }

    @Override
    public void close() {
        closing.forEach(Runnable::run);
    }
}
