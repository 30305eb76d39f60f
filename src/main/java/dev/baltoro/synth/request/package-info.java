/// Writes requests as people type them, for any list of tools, without any model.
///
/// Start here: [RequestWriter]. A [Phrasebook] has [Family]s of patterns, each a wish that a kind
/// of tool fulfils; an [Offer] binds a family to a tool that is there; [Framing] puts around the
/// wish what people put around it. [Pattern] is the small grammar that all of them are written in:
/// `(a|b|)` alternatives, which nest; `{slot}` a value as it is said, `{slot:form}` another form of
/// it, `{slot.2}` a second one; `{@name}` a phrase that is defined once. A backslash makes the next
/// character plain.
@NullMarked
package dev.baltoro.synth.request;

import org.jspecify.annotations.NullMarked;
