package dev.baltoro.cli;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.AccessDeniedException;
import java.nio.file.FileSystemException;
import java.nio.file.NoSuchFileException;

/// What an exception says, as one line for the user.
final class Failures {
    private Failures() {}

    /// {@return the message; the JDK's file errors, which are only a path, become sentences}
    static String line(Exception error) {
        return switch (error) {
            case UncheckedIOException e when e.getCause() instanceof IOException cause ->
                    line(cause);
            case NoSuchFileException e -> e.getFile() + " does not exist";
            case AccessDeniedException e -> e.getFile() + ": permission denied";
            case FileSystemException e when e.getReason() == null ->
                    e.getFile() + ": " + e.getClass().getSimpleName();
            default -> String.valueOf(error.getMessage());
        };
    }
}
