package dev.baltoro.model.plan;

import dev.baltoro.model.ConfigJson;
import java.util.Locale;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

/// A plan as one JSON object: counts and bytes as whole numbers, never rounded or shortened.
public final class PlanJson {
    private static final JsonMapper JSON = new JsonMapper();

    private PlanJson() {}

    /// {@return the object's text: the assumptions, the plan, and the plan it is shown beside}
    public static String write(ModelPlan plan, ModelPlan beside, StoredPrecision precision) {
        ObjectNode root = JSON.createObjectNode();
        root.put("dtype", words(precision));
        root.put("sequence_length", plan.flops().sequenceLength());
        root.set("model", model(plan));
        root.set("beside", model(beside));
        return JSON.writerWithDefaultPrettyPrinter().writeValueAsString(root);
    }

    private static ObjectNode model(ModelPlan plan) {
        ObjectNode node = JSON.createObjectNode();
        node.put("name", plan.name());
        node.set("config", JSON.readTree(ConfigJson.write(plan.config())));
        node.set("parameters", parameters(plan));
        node.putObject("flops_per_token")
                .put("forward", plan.flops().forward())
                .put("training", plan.flops().training())
                .put("generation", plan.flops().decode());
        node.put("weight_bytes", plan.weightBytes());
        node.put("cache_bytes_per_token", plan.cacheBytesPerToken());
        node.put("cache_bytes_per_token_of_all_heads", plan.cacheBytesPerTokenOfHeads());
        node.putObject("parallelism")
                .put("gpus", plan.parallelism().gpus())
                .put("pipeline", plan.parallelism().pipeline())
                .put("expert", plan.parallelism().expert())
                .put("copies", plan.parallelism().copies());
        node.putObject("training_bytes_per_gpu")
                .put("weights_and_gradients_even_share", plan.memory().even())
                .put("weights_and_gradients", plan.memory().replicated())
                .put("optimizer", plan.memory().optimizer())
                .put("all_states", plan.memory().all());
        return node;
    }

    private static ObjectNode parameters(ModelPlan plan) {
        ModelAccount account = plan.parameters();
        ObjectNode node = JSON.createObjectNode();
        node.put("total", account.all());
        node.put("total_if_every_layer_were_a_mixture", plan.parametersIfAllMixture());
        node.put("activated_with_embedding_and_head", account.activatedWithBoth());
        node.put("activated_with_head", account.activatedWithHead());
        node.put("activated_with_neither", account.activatedWithNeither());
        ObjectNode total = node.putObject("total_by_component");
        account.total().forEach((component, count) -> total.put(key(component), count));
        ObjectNode activated = node.putObject("activated_by_component");
        account.activated().forEach((component, count) -> activated.put(key(component), count));
        return node;
    }

    private static String key(Component component) {
        return component.name().toLowerCase(Locale.ROOT);
    }

    private static String words(StoredPrecision precision) {
        return precision.name().toLowerCase(Locale.ROOT);
    }
}
