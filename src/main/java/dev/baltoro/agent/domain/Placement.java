package dev.baltoro.agent.domain;

/// Where something lies.
///
/// @param domain the domain by its number, from 0
/// @param distance to the domain's centre: 1 less the cosine
public record Placement(int domain, double distance) {}
