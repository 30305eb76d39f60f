package dev.baltoro.data.read;

/// One text that a model is trained on.
///
/// @param id where it comes from, such as `notes/a.jsonl:17`
/// @param text the text itself
public record Document(String id, String text) implements SourceItem {}
