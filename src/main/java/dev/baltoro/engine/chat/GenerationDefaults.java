package dev.baltoro.engine.chat;

import dev.baltoro.engine.SamplingParameters;
import java.util.Set;

/// What a model's folder says about sampling and about what ends an output.
///
/// @param endTokens tokens that end any output
/// @param sampling how tokens are drawn where a request does not say
public record GenerationDefaults(Set<Integer> endTokens, SamplingParameters sampling) {
    public GenerationDefaults {
        endTokens = Set.copyOf(endTokens);
    }
}
