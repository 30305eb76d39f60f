package dev.baltoro.io;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.CharacterCodingException;
import java.nio.file.AccessDeniedException;
import java.nio.file.DirectoryNotEmptyException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.FileSystemException;
import java.nio.file.FileSystemLoopException;
import java.nio.file.NoSuchFileException;
import java.nio.file.NotDirectoryException;
import java.util.Objects;

/// Why a file operation failed, in words for the user. Many of the JDK's exceptions have only a
/// path as their message, and only their type says what happened.
public final class Reason {
    private Reason() {}

    /// {@return why it failed, in a few words, without the file's name where possible}
    public static String of(IOException error) {
        return switch (error) {
            case NoSuchFileException e -> "there is no such file";
            case AccessDeniedException e -> "permission denied";
            case FileAlreadyExistsException e -> "it exists already";
            case DirectoryNotEmptyException e -> "the folder is not empty";
            case NotDirectoryException e -> "it is no folder";
            case FileSystemLoopException e -> "its links form a loop";
            case FileSystemException e when e.getReason() != null -> e.getReason();
            case CharacterCodingException e -> "it is not UTF-8";
            default -> message(error);
        };
    }

    /// {@return the exception inside}
    public static IOException unwrapped(UncheckedIOException error) {
        return Objects.requireNonNull(error.getCause(), "an unchecked one always has a cause");
    }

    private static String message(IOException error) {
        String message = error.getMessage();
        if (message != null && !message.isBlank()) {
            return message;
        }
        return error.getCause() instanceof IOException cause
                ? of(cause)
                : "reading or writing failed";
    }
}
