/// The options of every command that computes with a model, and how it is loaded.
///
/// Start here: [ModelFolder].
@NullMarked
package dev.baltoro.cli.model;

import org.jspecify.annotations.NullMarked;
