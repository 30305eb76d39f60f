package dev.baltoro.cli.terminal;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.AccessDeniedException;
import java.nio.file.DirectoryNotEmptyException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.FileSystemException;
import java.nio.file.NoSuchFileException;
import java.nio.file.NotDirectoryException;

/// What an exception says, as one line for the user.
public final class Failures {
    private Failures() {}

    /// {@return the message; the JDK's file errors, which are only a path, become sentences}
    public static String line(Exception error) {
        return switch (error) {
            case UncheckedIOException e when e.getCause() instanceof IOException cause ->
                    line(cause);
            case NoSuchFileException e -> e.getFile() + " does not exist; check the path";
            case AccessDeniedException e ->
                    e.getFile() + ": permission denied; check its owner and mode";
            case FileAlreadyExistsException e ->
                    e.getFile() + " exists already; remove it or name another";
            case NotDirectoryException e -> e.getFile() + " is not a folder; name one";
            case DirectoryNotEmptyException e ->
                    e.getFile() + " is not empty; empty it or name another";
            case FileSystemException e when e.getReason() == null ->
                    e.getFile() + ": " + e.getClass().getSimpleName();
            default -> oneLine(String.valueOf(error.getMessage()));
        };
    }

    /// {@return `message` without line breaks}
    public static String oneLine(String message) {
        return message.strip().replaceAll("\\s*\\R\\s*", " ");
    }
}
