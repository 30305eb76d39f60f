package dev.baltoro.agent.world;

import java.util.List;

/// What a model judges an answer by, where no machine can (K2 report §3.2.2, appendix F).
///
/// @param criteria in order; a mandatory one outweighs all others
public record Rubric(List<Criterion> criteria) {
    public Rubric {
        criteria = List.copyOf(criteria);
    }

    /// A single demand.
    ///
    /// @param name a word or two for reports
    /// @param text what a good answer does, a sentence or two
    /// @param mandatory whether an answer that misses it loses, whatever else it does
    public record Criterion(String name, String text, boolean mandatory) {}
}
