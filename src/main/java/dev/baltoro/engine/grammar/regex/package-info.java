/// Regular languages of code points: what a string's text or a number's digits may be.
///
/// Start here: [PatternParser] (a pattern as people write it), [Regex] (expressions), [Dfa] (their
/// automaton), [TextLanguage] (what a string may still hold), [NumberLanguage], [Reading] (where
/// dialects differ), [Distance], [Patience].
///
/// [PatternParser] and [NumberLanguage] make expressions ([Regex]), [Dfa] makes an automaton of
/// one, and a [TextLanguage] is what a string may still hold. [Distance] and [Patience] are the
/// measures of length and time for everything that is built on top.
///
/// Uses nothing else of this project. Languages are immutable and may be shared by threads.
@NullMarked
package dev.baltoro.engine.grammar.regex;

import org.jspecify.annotations.NullMarked;
