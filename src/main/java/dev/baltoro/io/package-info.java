/// The one way to write what must survive a crash: files and folders that are there as a whole or
/// not at all, locks between processes, and sums that find damage.
///
/// Start here: [Durable] (a file), [StagedFolder] (a folder), [FolderLock], [Sums].
///
/// Uses no other room.
@NullMarked
package dev.baltoro.io;

import org.jspecify.annotations.NullMarked;
