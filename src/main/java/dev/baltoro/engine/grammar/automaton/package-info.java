/// The automaton of a grammar: bytes and chat markers lead from one [Rule] to the next, and each
/// rule is made by the [Automaton] when it is first reached.
///
/// Start here: [Automaton] (makes rules as they are reached), [Rule] (a state), [MembersRule]
/// (inside an object), [ItemsRule] (inside an array), [UniqueRule].
///
/// Uses `schema`, whose shapes unfold into rules, `regex`, and `text.chat` for the markers. An
/// automaton belongs to one grammar and is guarded by its lock.
@NullMarked
package dev.baltoro.engine.grammar.automaton;

import org.jspecify.annotations.NullMarked;
