/// Values of arguments that are made of words of the conversation: what a small model copies letter
/// by letter, and may spell wrongly.
///
/// Start here: [CopiedArguments] says which arguments are such, [SourceWords] are the words that a
/// conversation has, [CopyConstraint] holds an answer to them.
@NullMarked
package dev.baltoro.engine.grammar.copy;

import org.jspecify.annotations.NullMarked;
