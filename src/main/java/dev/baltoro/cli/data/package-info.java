/// `baltoro data` and `baltoro tokenizer`: from people's files to token shards, and between text
/// and ids.
///
/// Start here: [DataPrepareCommand], [DataInspectCommand], [TokenizerTrainCommand],
/// [TokenizerEncodeCommand].
@NullMarked
package dev.baltoro.cli.data;

import org.jspecify.annotations.NullMarked;
