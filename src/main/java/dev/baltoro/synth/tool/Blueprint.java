package dev.baltoro.synth.tool;

import java.util.List;
import java.util.Optional;

/// A tool before it is written down: what it is called, what it takes, what it does. Everything
/// else (declaration, schemas, transition, check) follows from it.
///
/// @param words of its name, in the order in which they are written
/// @param style how they are written
/// @param description what a model reads of it
/// @param action what it does
/// @param table on which rows
/// @param inputs its parameters
/// @param fixed values that are not parameters
/// @param guards failures of its own
/// @param parts the tools that it is combined of; else empty
/// @param detail the formula or quantity of a computation, the column of a total; else empty
public record Blueprint(
        List<String> words,
        NamingStyle style,
        String description,
        Action action,
        TypedTable table,
        List<ToolInput> inputs,
        List<Fixed> fixed,
        List<Guard> guards,
        List<Blueprint> parts,
        String detail) {
    public Blueprint {
        words = List.copyOf(words);
        inputs = List.copyOf(inputs);
        fixed = List.copyOf(fixed);
        guards = List.copyOf(guards);
        parts = List.copyOf(parts);
    }

    /// {@return its name in its style}
    public String name() {
        return style.tool(words);
    }

    /// {@return the word by which a tool that is combined of this one names it}
    public String choice() {
        return action.verbs().getFirst().replace(' ', '_');
    }

    /// {@return a parameter's name in its style}
    public String written(ToolInput input) {
        return style.parameter(input.said());
    }

    /// {@return the parameters of a role}
    public List<ToolInput> inputs(Role role) {
        return inputs.stream().filter(input -> input.role() == role).toList();
    }

    /// {@return the first parameter of a role}
    public Optional<ToolInput> input(Role role) {
        return inputs.stream().filter(input -> input.role() == role).findFirst();
    }

    /// {@return the same tool with another name and description}
    public Blueprint named(List<String> others, String described) {
        return new Blueprint(
                others, style, described, action, table, inputs, fixed, guards, parts, detail);
    }

    /// {@return the same with other parameters}
    public Blueprint with(List<ToolInput> others) {
        return new Blueprint(
                words, style, description, action, table, others, fixed, guards, parts, detail);
    }

    /// {@return the same with other values that are not parameters}
    public Blueprint fixing(List<Fixed> others) {
        return new Blueprint(
                words, style, description, action, table, inputs, others, guards, parts, detail);
    }

    /// {@return the same with other failures}
    public Blueprint guarded(List<Guard> others) {
        return new Blueprint(
                words, style, description, action, table, inputs, fixed, others, parts, detail);
    }

    /// {@return the same in another style}
    public Blueprint styled(NamingStyle other) {
        return new Blueprint(
                words, other, description, action, table, inputs, fixed, guards, parts, detail);
    }
}
