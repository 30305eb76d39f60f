package dev.baltoro.text.tokenizer;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Iterator;
import java.util.List;
import java.util.NoSuchElementException;
import java.util.stream.Stream;

/// Text files as a sequence of blocks of bytes that are never larger than a megabyte.
///
/// A block ends behind a line's end where there is one. Folders are walked in the order of their
/// paths, without hidden files. Whoever iterates holds one file open, until it is read or closed.
public final class TextFiles implements Iterator<byte[]>, AutoCloseable {
    private static final int BLOCK_BYTES = 1 << 20;
    private static final int FILES_MAX = 10_000_000;

    private final Iterator<Path> files;
    private final byte[] buffer = new byte[BLOCK_BYTES];
    private InputStream open = InputStream.nullInputStream();
    private int size;

    private TextFiles(List<Path> files) {
        this.files = files.iterator();
    }

    /// {@return the blocks of the files, and of the files in the folders}
    ///
    /// @throws IOException if a path does not exist or a folder cannot be listed
    public static TextFiles of(List<Path> filesAndFolders) throws IOException {
        List<Path> files = new ArrayList<>();
        for (Path path : filesAndFolders) {
            if (!Files.isDirectory(path)) {
                if (!Files.isReadable(path)) {
                    throw new IOException(path + " cannot be read; name a text file or a folder");
                }
                files.add(path);
                continue;
            }
            try (Stream<Path> walk = Files.walk(path)) {
                walk.filter(Files::isRegularFile)
                        .filter(file -> !isHidden(path.relativize(file)))
                        .sorted()
                        .limit(FILES_MAX)
                        .forEach(files::add);
            } catch (UncheckedIOException e) {
                throw e.getCause();
            }
        }
        return new TextFiles(files);
    }

    private static boolean isHidden(Path relative) {
        for (Path part : relative) {
            if (part.toString().startsWith(".")) {
                return true;
            }
        }
        return false;
    }

    /// @throws UncheckedIOException if a file cannot be read
    @Override
    public boolean hasNext() {
        try {
            fill();
            while (size == 0 && files.hasNext()) {
                open.close();
                open = Files.newInputStream(files.next());
                fill();
            }
            return size > 0;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private void fill() throws IOException {
        size += open.readNBytes(buffer, size, BLOCK_BYTES - size);
    }

    @Override
    public byte[] next() {
        if (!hasNext()) {
            throw new NoSuchElementException("no more text");
        }
        int end = size < BLOCK_BYTES ? size : blockEnd();
        byte[] block = Arrays.copyOf(buffer, end);
        System.arraycopy(buffer, end, buffer, 0, size - end);
        size -= end;
        return block;
    }

    /// Behind the last line's end; else before the last code point, which may be cut in two.
    private int blockEnd() {
        for (int at = size; at > 0; at--) {
            if (buffer[at - 1] == '\n') {
                return at;
            }
        }
        int at = size - 1;
        while (at > size - 4 && (buffer[at] & 0xC0) == 0x80) {
            at--;
        }
        return at;
    }

    @Override
    public void close() throws IOException {
        open.close();
    }
}
