package dev.baltoro.agent.catalog;

import dev.baltoro.text.chat.ToolDeclaration;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;
import tools.jackson.databind.JsonNode;

/// Tools that a model is to be measured on, and what must therefore not be in what it learns from.
public final class MeasuredTools {
    /// Why a tool is left out.
    public enum Reason {
        /// Its name is one of theirs but for case and punctuation.
        NAME,

        /// Its parameters have the names of one of theirs, two at least: one alone, such as `path`,
        /// says nothing.
        SCHEMA
    }

    private static final int PARAMETERS_MIN = 2;
    private static final Pattern NO_LETTER = Pattern.compile("[^\\p{L}\\p{N}]+");

    private final Set<String> names = new HashSet<>();
    private final Set<Set<String>> schemas = new HashSet<>();

    /// Withholds tools.
    public MeasuredTools(List<ToolDeclaration> tools) {
        for (ToolDeclaration tool : tools) {
            names.add(bare(tool.name()));
            Set<String> parameters = parameters(tool);
            if (parameters.size() >= PARAMETERS_MIN) {
                schemas.add(parameters);
            }
        }
    }

    /// {@return whether nothing is left out}
    public boolean isEmpty() {
        return names.isEmpty();
    }

    /// {@return why a tool is left out, empty if it may stay}
    public Optional<Reason> reason(ToolDeclaration tool) {
        if (names.contains(bare(tool.name()))) {
            return Optional.of(Reason.NAME);
        }
        return schemas.contains(parameters(tool)) ? Optional.of(Reason.SCHEMA) : Optional.empty();
    }

    private static String bare(String name) {
        return NO_LETTER.matcher(name.toLowerCase(Locale.ROOT)).replaceAll("");
    }

    private static Set<String> parameters(ToolDeclaration tool) {
        JsonNode schema = tool.parameters();
        Set<String> names = new TreeSet<>();
        schema.path("properties").propertyNames().forEach(name -> names.add(bare(name)));
        return names;
    }
}
