package dev.baltoro.text.tokenizer;

/// A token that stands for itself and is never made from text by merging.
///
/// @param id its id
/// @param content how it is spelled
/// @param special Hugging Face's flag: whether decoders that skip special tokens leave it out
public record SpecialToken(int id, String content, boolean special) {}
