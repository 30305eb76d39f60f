/// The options of every command that computes with a model, and how it is loaded.
///
/// Start here: [ModelFolder], [LlmOption] (a model that is asked, as options name it),
/// [EndpointOptions] (on what terms).
@NullMarked
package dev.baltoro.cli.model;

import org.jspecify.annotations.NullMarked;
