/// `baltoro chat`: a conversation in the terminal, or through a pipe.
///
/// Start here: [ChatCommand], [ChatSession], [ChatInput], [ChatCommands], [ChatTranscript].
@NullMarked
package dev.baltoro.cli.chat;

import org.jspecify.annotations.NullMarked;
