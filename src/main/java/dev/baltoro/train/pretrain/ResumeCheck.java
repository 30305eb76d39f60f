package dev.baltoro.train.pretrain;

import dev.baltoro.data.shard.TokenShards;
import dev.baltoro.model.ConfigJson;
import dev.baltoro.model.K2Config;
import dev.baltoro.train.recipe.Recipe;
import dev.baltoro.train.recipe.RecipeDifference;
import dev.baltoro.train.recipe.RecipeException;
import dev.baltoro.train.recipe.Stage;
import dev.baltoro.train.run.Checkpoint;
import java.io.IOException;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/// Whether a run can go on from a checkpoint after its recipe, its data or its folder were changed
/// by hand.
///
/// A change with which the run cannot go on, or would silently learn the wrong rows, is refused
/// with both values. Other changes apply from the next step on and are printed.
final class ResumeCheck {
    /// Differences that one error names; the count is always full.
    private static final int NAMED_MAX = 6;

    /// Say which row of the data comes at which step, or belong to the optimizer's state.
    private static final Set<String> FIXED =
            Set.of(
                    "seed",
                    "optimizer.kind",
                    "batch.tokens",
                    "data.document_mask",
                    "model.preset",
                    "model.config",
                    "model.from");

    /// Compared by what is there, not by where it is or by these keys.
    private static final Set<String> ELSEWHERE = Set.of("tokenizer", "data.shards", "name");

    private final Checkpoint from;
    private final Recipe recipe;

    private ResumeCheck(Checkpoint from, Recipe recipe) {
        this.from = from;
        this.recipe = recipe;
    }

    /// {@return what was changed and now holds, a line each}
    ///
    /// @param config the shape that the recipe says
    /// @throws RecipeException naming what was changed, both values, and what can be done
    static List<String> changes(Checkpoint from, Recipe recipe, K2Config config, TokenShards shards)
            throws IOException {
        ResumeCheck check = new ResumeCheck(from, recipe);
        Optional<RunOrigin> origin = RunOrigin.read(from.folder());
        List<RecipeDifference> differences =
                origin.map(it -> RecipeDifference.between(it.recipe(), recipe)).orElse(List.of());
        check.requireStepsLeft();
        check.requireSameModel(config, differences);
        if (origin.isEmpty()) {
            return List.of();
        }
        check.requireSameData(origin.get(), shards);
        check.requireSamePlan(origin.get().recipe(), differences);
        return differences.stream()
                .filter(difference -> !ELSEWHERE.contains(difference.path()))
                .map(difference -> "changed since step " + from.step() + ": " + difference)
                .toList();
    }

    private void requireStepsLeft() {
        if (from.step() > recipe.steps()) {
            throw new RecipeException(
                    "the run is at step %d, but its recipe ends at step %d: raise stages.%d.steps, or take the model of %s"
                            .formatted(
                                    from.step(),
                                    recipe.steps(),
                                    recipe.stages().size() - 1,
                                    from.folder()));
        }
    }

    private void requireSameModel(K2Config config, List<RecipeDifference> differences)
            throws IOException {
        int stage = new Timeline(recipe).after(Math.max(0, from.step() - 1)).index();
        JsonMapper json = new JsonMapper();
        JsonNode wanted = json.readTree(ConfigJson.write(Contexts.of(config, recipe, stage)));
        JsonNode stored =
                json.readTree(ConfigJson.write(ConfigJson.read(from.folder(), note -> {})));
        Set<String> keys = new LinkedHashSet<>(stored.propertyNames());
        keys.addAll(wanted.propertyNames());
        keys.remove("aux_loss_alpha"); // the balance loss may change on the way
        List<String> other = new ArrayList<>();
        for (String key : keys) {
            if (!stored.path(key).equals(wanted.path(key))) {
                other.add(
                        "%s was %s, is now %s"
                                .formatted(key, text(stored, key), text(wanted, key)));
            }
        }
        if (!other.isEmpty()) {
            List<String> all = new ArrayList<>();
            differences.stream()
                    .filter(difference -> difference.path().startsWith("model."))
                    .map(RecipeDifference::toString)
                    .forEach(all::add);
            all.addAll(other);
            throw refused("the recipe now describes another model than the checkpoint's", all);
        }
    }

    private static String text(JsonNode node, String key) {
        return node.has(key) ? node.get(key).toString() : "nothing";
    }

    private void requireSameData(RunOrigin origin, TokenShards shards) {
        DataIdentity before = origin.data();
        DataIdentity now = DataIdentity.of(recipe, shards);
        List<String> other = new ArrayList<>();
        if (!before.tokenizer().equals(now.tokenizer())) {
            other.add("tokenizer was %s, is now %s".formatted(before.tokenizer(), now.tokenizer()));
        }
        Set<String> domains = new LinkedHashSet<>(before.domains().keySet());
        domains.addAll(now.domains().keySet());
        for (String domain : domains) {
            String one = before.domains().getOrDefault(domain, "nothing");
            String two = now.domains().getOrDefault(domain, "nothing");
            if (!one.equals(two)) {
                other.add("domain %s was %s, is now %s".formatted(domain, one, two));
            }
        }
        if (!other.isEmpty()) {
            throw refused(
                    recipe.data().shards() + " is not the data that the run has learned from",
                    other);
        }
    }

    private void requireSamePlan(Recipe before, List<RecipeDifference> differences) {
        List<String> other = new ArrayList<>();
        for (RecipeDifference difference : differences) {
            String path = difference.path();
            if (FIXED.contains(path)
                    || path.startsWith("data.mix.")
                    || (path.startsWith("stages.") && touchesThePast(before, path))) {
                other.add(difference.toString());
            }
        }
        if (!other.isEmpty()) {
            throw refused("what the run has learned already was planned differently", other);
        }
    }

    /// {@return whether a key of a stage decides steps that are done}
    private boolean touchesThePast(Recipe before, String path) {
        String[] parts = path.split("\\.", 3);
        int index = Integer.parseInt(parts[1]);
        long first = before.stages().stream().limit(index).mapToLong(Stage::steps).sum();
        if (index >= before.stages().size() || first >= from.step()) {
            return false;
        }
        long end = first + before.stages().get(index).steps();
        return switch (parts[2]) {
            case "name" -> false;
            case "steps" ->
                    index >= recipe.stages().size()
                            || end < from.step()
                            || first + recipe.stages().get(index).steps() < from.step();
            default -> true;
        };
    }

    private RecipeException refused(String what, List<String> differences) {
        String named =
                String.join("; ", differences.subList(0, Math.min(NAMED_MAX, differences.size())));
        int more = differences.size() - NAMED_MAX;
        return new RecipeException(
                "%s (step %d): %s%s; set it back, or start a new run with model.from: %s"
                        .formatted(
                                what,
                                from.step(),
                                named,
                                more > 0 ? "; and " + more + " more" : "",
                                from.folder()));
    }
}
