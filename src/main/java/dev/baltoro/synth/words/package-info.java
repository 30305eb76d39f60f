/// Rules that words are drawn from, kept in text files beside the code.
///
/// Start here: [Lexicon].
@NullMarked
package dev.baltoro.synth.words;

import org.jspecify.annotations.NullMarked;
