/// Texts as vectors whose cosine says how near their meanings are.
///
/// Start here: [TextEmbedder] (the interface), [SentenceModel] (a small model that ships with the
/// program), [WordPiece] (its tokens), [Embeddings] (many texts at once).
///
/// The only package that imports `ai.onnxruntime`. It knows nothing of what texts are about.
@NullMarked
package dev.baltoro.agent.embedding;

import org.jspecify.annotations.NullMarked;
