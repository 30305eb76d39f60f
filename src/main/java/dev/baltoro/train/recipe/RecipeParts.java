package dev.baltoro.train.recipe;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.stream.Stream;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/// A file of several recipes, taken apart: what stands under its own keys, and each recipe that
/// stands under a key, as text that its own reader reads.
///
/// @param own the rest
/// @param recipes by key, empty where the file does not have it
public record RecipeParts(Part own, Map<String, Part> recipes) {
    /// One recipe, and the values set over it.
    public record Part(String yaml, List<String> overrides) {
        public Part {
            overrides = List.copyOf(overrides);
        }

        /// {@return this with a value where it has none of its own}
        ///
        /// @param key of the first level
        public Part withDefault(String key, Object value) {
            ObjectNode tree = Yaml.object(yaml);
            JsonNode written = tree.path(key);
            if (written.isMissingNode() || written.isNull()) {
                tree.set(key, Yaml.node(value));
            }
            return new Part(Yaml.text(tree), overrides);
        }

        /// {@return this with a value set, whatever it has}
        ///
        /// @param assignment `path.to.key=value`
        public Part with(String assignment) {
            return new Part(
                    yaml, Stream.concat(Stream.of(assignment), overrides.stream()).toList());
        }
    }

    static RecipeParts of(ObjectNode tree, List<String> names, List<String> overrides) {
        ObjectNode rest = tree.deepCopy();
        Map<String, Part> recipes = new LinkedHashMap<>();
        for (String name : names) {
            JsonNode written = rest.path(name);
            if (!written.isMissingNode() && !written.isNull() && !written.isObject()) {
                throw new RecipeException(name + " must be `key: value` lines");
            }
            rest.remove(name);
            List<String> own = new ArrayList<>();
            for (String override : overrides) {
                if (override.startsWith(name + ".")) {
                    own.add(override.substring(name.length() + 1));
                }
            }
            String yaml = written.isObject() ? Yaml.text(written) : "{}";
            recipes.put(name, new Part(yaml, own));
        }
        List<String> left =
                overrides.stream()
                        .filter(one -> names.stream().noneMatch(name -> one.startsWith(name + ".")))
                        .toList();
        return new RecipeParts(new Part(Yaml.text(rest), left), recipes);
    }

    /// {@return the recipe under a key}
    public Part recipe(String name) {
        return Objects.requireNonNull(recipes.get(name), name);
    }
}
