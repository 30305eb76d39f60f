package dev.baltoro.data.read;

/// What reading a source yields: a document, or a record that could not become one.
public sealed interface SourceItem permits Document, Rejection {}
