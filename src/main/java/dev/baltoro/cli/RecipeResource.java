package dev.baltoro.cli;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;

/// Recipes that come with Baltoro.
final class RecipeResource {
    private RecipeResource() {}

    /// {@return the text of a recipe in the build}
    static String text(String name) throws IOException {
        try (InputStream text = RecipeResource.class.getResourceAsStream(name)) {
            if (text == null) {
                throw new IllegalStateException("the build has no " + name);
            }
            return new String(text.readAllBytes(), StandardCharsets.UTF_8);
        }
    }
}
