/// The quickstart's text: definitions from WordNet, the JDK's own source, worked arithmetic.
///
/// Start here: [QuickstartCorpus] (the dataset), [WordNetText], [JdkSourceText], [ArithmeticText].
///
/// Each class gives the same documents each time. May use `data` for what a document is, `text` for
/// its tokenizer, `io` to write both.
@NullMarked
package dev.baltoro.train.corpus;

import org.jspecify.annotations.NullMarked;
