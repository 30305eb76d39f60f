package dev.baltoro.agent.domain;

import java.util.List;
import java.util.Optional;

/// Subjects with their domains.
///
/// @param model what made the vectors
/// @param domains the largest first
/// @param places each subject's
/// @param tools for each subject the place of each of its tools, which may be another domain than
///   the subject's: a tool lies where the tools of that domain's subjects are nearest on average
/// @param map where subjects are drawn; of many, some are left out
/// @param agreement with given labels, if there are two or more
public record Classified(
        String model,
        long seed,
        List<Subject> subjects,
        List<Domain> domains,
        List<Placement> places,
        List<List<Placement>> tools,
        List<Dot> map,
        Optional<LabelAgreement> agreement) {
    /// A subject on the map.
    public record Dot(int subject, double x, double y) {}
}
