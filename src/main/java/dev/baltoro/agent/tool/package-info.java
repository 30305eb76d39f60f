/// Tools as the model sees them, a declaration by JSON Schema, with what they do behind it.
@NullMarked
package dev.baltoro.agent.tool;

import org.jspecify.annotations.NullMarked;
