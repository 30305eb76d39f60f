package dev.baltoro.model;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

/// A fixture's model whose tokens all select every expert.
///
/// For tests that compare two ways of computing behind tokens that were drawn here, or in bf16:
/// where a choice hangs on a last bit, another processor chooses other experts, and no tolerance
/// holds. Without a choice, rounding stays rounding.
public final class EveryExpert {
    private EveryExpert() {}

    /// {@return `folder`, which must exist, with the weights of `fixture` and such a configuration}
    public static Path of(Path fixture, Path folder) throws IOException {
        JsonMapper json = JsonMapper.shared();
        ObjectNode config = (ObjectNode) json.readTree(fixture.resolve("config.json"));
        config.set("num_experts_per_tok", config.required("n_routed_experts"));
        config.set("topk_group", config.required("n_group"));
        json.writeValue(folder.resolve("config.json"), config);
        Files.copy(fixture.resolve("model.safetensors"), folder.resolve("model.safetensors"));
        return folder;
    }
}
