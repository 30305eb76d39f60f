/// Grammars of answers: JSON Schema and K2's section of tool calls as one automaton over bytes and
/// chat markers, which says what tokens may come next.
///
/// A schema is read into shapes ([Definition], [Shape]); while an answer is written, shapes unfold
/// into rules ([Rule]), the automaton's states, each made when it is first reached. A walk of the
/// vocabulary's trie through the rules gives a token mask.
///
/// Uses `text` and the words of `engine`. Grammars are immutable and may be shared by threads; a
/// constraint belongs to one sequence.
@NullMarked
package dev.baltoro.engine.grammar;

import org.jspecify.annotations.NullMarked;
