/// Grammars of answers: JSON Schema and K2's section of tool calls as one automaton over bytes and
/// chat markers, which says what tokens may come next.
///
/// A schema is read into shapes (`schema`); while an answer is written, shapes unfold into rules
/// (`automaton`), each made when it is first reached; text and digits are languages (`regex`). Here
/// the vocabulary comes in: a walk of its trie through the rules gives a token mask. Start at
/// [Grammars], [Grammar], [GrammarConstraint], [TokenWalk].
///
/// Uses `text` and the words of `engine`. Grammars are immutable and may be shared by threads; a
/// constraint belongs to one sequence.
@NullMarked
package dev.baltoro.engine.grammar;

import org.jspecify.annotations.NullMarked;
