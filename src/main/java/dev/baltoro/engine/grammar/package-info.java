/// Grammars of answers: JSON Schema and K2's section of tool calls as one automaton over bytes and
/// chat markers, which says what tokens may come next.
///
/// Start here: [Grammars] (schemas and tools to a grammar, kept), [Grammar], [GrammarConstraint]
/// (one answer's way through it), [TokenWalk] (which tokens fit), [TokenTrie] (the vocabulary as a
/// tree), [MaskCache].
///
/// A schema is read into shapes (`schema`); while an answer is written, shapes unfold into rules
/// (`automaton`), each made when it is first reached; text and digits are languages (`regex`). Here
/// the vocabulary comes in: a walk of its trie through the rules gives a token mask.
///
/// Uses `text` and the words of `engine`. Grammars are immutable and may be shared by threads; a
/// constraint belongs to one sequence.
@NullMarked
package dev.baltoro.engine.grammar;

import org.jspecify.annotations.NullMarked;
