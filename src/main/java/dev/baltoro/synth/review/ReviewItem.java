package dev.baltoro.synth.review;

import java.util.List;
import java.util.Optional;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/// A trajectory as one reviewer sees it.
///
/// @param position in the sample, from 1; 0 if it is not in it
/// @param shared whether every reviewer sees it
/// @param trajectory as it is in the file, without what might lead the reviewer
/// @param own the reviewer's verdict
/// @param findings what might lead; none until the reviewer has given a verdict or asks for it
public record ReviewItem(
        int position,
        String id,
        String stratum,
        boolean shared,
        ObjectNode trajectory,
        Optional<GivenVerdict> own,
        Optional<Findings> findings) {
    /// What others said of it, and what it was made of.
    ///
    /// @param rules what the rules said
    /// @param judge what the model said that judged it; a missing node if none did
    /// @param provenance where it came from
    /// @param others the other reviewers' verdicts
    public record Findings(
            JsonNode rules, JsonNode judge, JsonNode provenance, List<GivenVerdict> others) {}
}
