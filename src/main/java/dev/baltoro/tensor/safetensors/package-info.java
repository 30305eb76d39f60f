/// Hugging Face's safetensors files: memory-mapped reading, streamed and atomic writing, shards.
///
/// Start here: [SafetensorsFile] (reads one), [SafetensorsFolder] (reads and writes a folder of
/// shards), [SafetensorsWriter], [StoredTensor] (an entry), [Header], [TensorSums] (find damage).
///
/// A file is an 8-byte header length (little-endian), a JSON header that names each tensor's dtype,
/// shape and byte range, and the bytes. May use `tensor` and `io`; knows nothing of models.
@NullMarked
package dev.baltoro.tensor.safetensors;

import org.jspecify.annotations.NullMarked;
