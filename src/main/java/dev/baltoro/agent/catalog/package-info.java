/// Tools of many servers, gathered: from servers that answer and from files of what servers listed,
/// checked, each once, and whatever is left out with its reason.
///
/// Start here: [Catalog] (what is kept and what is not), [ServerTools] (what one server brings),
/// [ServerDump] (files), [SchemaCheck], [SampleCalls], [CatalogFolder] (what is written).
///
/// Uses `mcp` and the engine's reader of JSON Schema: a tool is kept if the model can be held to
/// it.
@NullMarked
package dev.baltoro.agent.catalog;

import org.jspecify.annotations.NullMarked;
