/// The one way to write what must survive a crash: files and folders that are complete or absent,
/// locks between processes, and checksums that find damage.
///
/// Start here: [Durable] (a file), [StagedFolder] (a folder), [FolderLock], [Sums].
///
/// Uses no other room.
@NullMarked
package dev.baltoro.io;

import org.jspecify.annotations.NullMarked;
