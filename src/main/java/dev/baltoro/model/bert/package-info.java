/// An encoder of BERT's architecture with a backward pass by hand, and where its first weights come
/// from.
///
/// Start here: [dev.baltoro.model.bert.BertEncoder] (states of tokens, and the way back),
/// [dev.baltoro.model.bert.MiniLm] (the one that ships with the product).
@NullMarked
package dev.baltoro.model.bert;

import org.jspecify.annotations.NullMarked;
