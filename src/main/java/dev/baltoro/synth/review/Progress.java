package dev.baltoro.synth.review;

/// How far a review has come.
///
/// @param sample trajectories that are to be reviewed
/// @param shared of these, by every reviewer
/// @param reviewed of the sample, by anybody
/// @param mine of the sample, by this reviewer
/// @param open that this reviewer can still review
public record Progress(int sample, int shared, int reviewed, int mine, int open) {}
