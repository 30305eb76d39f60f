package dev.baltoro.agent.sandbox;

import dev.baltoro.io.Durable;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;

/// A child's folder on this side: where its view is mounted, how it ended, and, where there are no
/// namespaces, where it works.
///
/// @param folder of its own
record ChildFolder(Path folder) {
    static ChildFolder in(Path parent) throws IOException {
        ChildFolder made = new ChildFolder(Files.createTempDirectory(parent, "child-"));
        Files.createDirectory(made.root());
        Files.createDirectory(made.work());
        return made;
    }

    Path root() {
        return folder.resolve("root");
    }

    Path work() {
        return folder.resolve("work");
    }

    Path ending() {
        return folder.resolve("ending");
    }

    /// Deletes all of it.
    void wipe() throws IOException {
        wipe(folder);
    }

    /// Deletes a folder and what is in it, also folders that a program made unreadable, or too deep
    /// for a path.
    static void wipe(Path folder) throws IOException {
        try {
            Durable.deleteTree(folder);
        } catch (IOException | UncheckedIOException e) {
            String path = folder.toString();
            var unused = Tools.ask(new ProcessBuilder("chmod", "-R", "u+rwx", path));
            var removed = Tools.ask(new ProcessBuilder("rm", "-rf", path));
            if (removed.isEmpty()) {
                throw new IOException("cannot delete " + path, e);
            }
        }
    }
}
