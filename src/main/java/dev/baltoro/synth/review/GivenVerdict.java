package dev.baltoro.synth.review;

import java.time.Instant;

/// A verdict that somebody has given.
///
/// @param reviewer who
/// @param reason in the reviewer's words; may be empty
/// @param blind whether the reviewer had not yet been shown what rules, judge and others said
/// @param at when
public record GivenVerdict(
        String reviewer, ReviewVerdict verdict, String reason, boolean blind, Instant at) {}
