/// Chat templates that models' folders bring along: found, rendered, recognised and compared with
/// Baltoro's own codec, `text.chat.ChatTemplate`.
///
/// Start with [FolderTemplate], then [Recognition] and [JinjaTemplate]. The only package that knows
/// the Jinja library.
@org.jspecify.annotations.NullMarked
package dev.baltoro.text.template;
