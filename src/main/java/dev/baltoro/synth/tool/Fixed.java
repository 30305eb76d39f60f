package dev.baltoro.synth.tool;

/// A value that a specialised tool always has, and its calls do not name.
///
/// @param role `VALUE` for what is set, `WHERE` for what rows must have
/// @param column its key in a row
/// @param json the value
public record Fixed(Role role, String column, String json) {}
