package dev.baltoro.train.recipe;

import java.nio.file.Path;
import java.util.List;
import tools.jackson.databind.node.ObjectNode;

/// Recipes of any kind as YAML: a record whose components are the keys, with [Default] values.
///
/// Keys are the components' names in snake case; an unknown key is an error that names the nearest
/// one.
public final class RecipeFormat {
    private RecipeFormat() {}

    /// {@return the recipe in a file, with values set over it}
    ///
    /// @param overrides each `path.to.key=value`, the value being YAML; lists by index
    /// @throws RecipeException saying in one line what is wrong where
    public static <T extends Record> T load(Class<T> type, Path file, List<String> overrides) {
        try {
            return parse(type, Yaml.fileText(file), overrides);
        } catch (RecipeException e) {
            throw e.in(file.toString());
        }
    }

    /// {@return the recipe in YAML text, with values set over it as in [#load]}
    public static <T extends Record> T parse(Class<T> type, String yaml, List<String> overrides) {
        ObjectNode tree = Yaml.object(yaml);
        overrides.forEach(override -> Overrides.apply(tree, type, override));
        return RecordReader.read(type, tree, "");
    }

    /// {@return the keys at the top of a recipe}
    public static List<String> keys(Class<? extends Record> type) {
        return RecordSchema.keys(type);
    }

    /// {@return the recipe as YAML with every key written; reading it gives an equal recipe}
    public static String toYaml(Record recipe) {
        return Yaml.text(Yaml.node(RecordWriter.map(recipe)));
    }

    /// {@return a file of several recipes, taken apart}
    ///
    /// @param names keys whose values are recipes of their own
    /// @param overrides each goes to the recipe that its path begins with
    /// @throws RecipeException saying in one line what is wrong where
    public static RecipeParts parts(Path file, List<String> names, List<String> overrides) {
        try {
            return RecipeParts.of(Yaml.object(Yaml.fileText(file)), names, overrides);
        } catch (RecipeException e) {
            throw e.in(file.toString());
        }
    }

    /// {@return a text of several recipes, taken apart, as [#parts(Path, List, List)]}
    public static RecipeParts parts(String yaml, List<String> names, List<String> overrides) {
        return RecipeParts.of(Yaml.object(yaml), names, overrides);
    }
}
