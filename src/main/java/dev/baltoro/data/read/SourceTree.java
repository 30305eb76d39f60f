package dev.baltoro.data.read;

import dev.baltoro.data.DataException;
import java.io.IOException;
import java.nio.file.FileVisitOption;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.EnumSet;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// What is under a folder, links followed.
///
/// @param files the files, sorted by name
/// @param refused what is not a file, or cannot be listed
record SourceTree(List<Path> files, List<Rejection> refused) {
    /// Searches a folder; names that begin with a dot are left out.
    ///
    /// @throws DataException if there is no such folder, or it has too many files
    static SourceTree under(Path folder) throws IOException {
        if (!Files.isDirectory(folder)) {
            throw new DataException(
                    Files.exists(folder)
                            ? folder + " is neither a file nor a folder: name one"
                            : "no such file or folder: " + folder);
        }
        Visitor visitor = new Visitor(folder);
        Files.walkFileTree(
                folder, EnumSet.of(FileVisitOption.FOLLOW_LINKS), Integer.MAX_VALUE, visitor);
        // by name with one separator, so that the order is the same everywhere
        visitor.files.sort(Comparator.comparing(visitor::portable));
        visitor.refused.sort(Comparator.comparing(Rejection::source));
        return new SourceTree(visitor.files, visitor.refused);
    }

    private static final class Visitor extends SimpleFileVisitor<Path> {
        private final Path root;
        private final List<Path> files = new ArrayList<>();
        private final List<Rejection> refused = new ArrayList<>();

        Visitor(Path root) {
            this.root = root;
        }

        @Override
        public FileVisitResult preVisitDirectory(Path folder, BasicFileAttributes attributes) {
            return hidden(folder) ? FileVisitResult.SKIP_SUBTREE : FileVisitResult.CONTINUE;
        }

        @Override
        public FileVisitResult visitFile(Path file, BasicFileAttributes attributes) {
            if (hidden(file)) {
                return FileVisitResult.CONTINUE;
            }
            if (attributes.isRegularFile()) {
                if (files.size() == SourceFiles.MAX_FILES) {
                    throw new DataException(
                            root
                                    + " holds more than "
                                    + SourceFiles.MAX_FILES
                                    + " files: pack them into JSONL");
                }
                files.add(file);
            } else if (attributes.isSymbolicLink()) {
                refuse(file, "the link leads nowhere");
            } else {
                refuse(file, "it is not a regular file");
            }
            return FileVisitResult.CONTINUE;
        }

        @Override
        public FileVisitResult visitFileFailed(Path file, IOException why) {
            if (!hidden(file)) {
                refused.add(Unreadable.rest(file.toString(), 0, why));
            }
            return FileVisitResult.CONTINUE;
        }

        @Override
        public FileVisitResult postVisitDirectory(Path folder, @Nullable IOException why) {
            if (why != null) {
                refused.add(Unreadable.rest(folder.toString(), 0, why));
            }
            return FileVisitResult.CONTINUE;
        }

        private void refuse(Path file, String why) {
            refused.add(Unreadable.rest(file.toString(), 0, why));
        }

        private boolean hidden(Path file) {
            return !file.equals(root) && file.getFileName().toString().startsWith(".");
        }

        private String portable(Path file) {
            return root.relativize(file).toString().replace('\\', '/');
        }
    }
}
