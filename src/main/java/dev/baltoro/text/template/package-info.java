/// Chat templates that models' folders bring along: found, rendered, recognised and compared with
/// Baltoro's own codec, `text.chat.ChatTemplate`.
///
/// Start here: [FolderTemplate] (a folder's template beside our own), [Recognition] (reads the
/// differences off what a template writes), [JinjaTemplate] (renders one), [SampleConversation],
/// [Difference].
///
/// The only package that knows the Jinja library.
@org.jspecify.annotations.NullMarked
package dev.baltoro.text.template;
