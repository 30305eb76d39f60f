package dev.baltoro.data.read;

import com.github.luben.zstd.ZstdIOException;
import com.github.luben.zstd.ZstdInputStreamNoFinalizer;
import java.io.BufferedInputStream;
import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Locale;
import java.util.Optional;

/// The bytes of a file, unpacked if they are gzip or Zstandard, whatever its name says. A UTF-8
/// byte-order mark at the beginning is left out.
final class Unpacked {
    /// How many bytes [#head] shows.
    static final int HEAD_BYTES = 1 << 16;

    /// The largest window of a Zstandard frame, as `zstd --long=31` makes it: 2 GiB of memory.
    private static final int ZSTD_WINDOW_LOG_MAX = 31;

    private Unpacked() {}

    /// Opens a file.
    ///
    /// @throws IOException if it cannot be read, or is of a kind that is named but not read
    static BufferedInputStream open(Path file) throws IOException {
        InputStream raw = Files.newInputStream(file);
        try {
            BufferedInputStream packed = new BufferedInputStream(new SameFailure(raw), HEAD_BYTES);
            byte[] head = head(packed, FileKind.HEAD_BYTES).bytes();
            BufferedInputStream plain =
                    switch (FileKind.of(head)) {
                        case GZIP -> buffered(new GzipMembers(packed));
                        case ZSTD -> buffered(new ZstdFrames(packed));
                        case PARQUET, NONE -> packed;
                    };
            if (plain == packed) {
                refuseWrongName(file, head);
            }
            refuse(head(plain, FileKind.HEAD_BYTES).bytes(), plain != packed);
            skipMark(plain);
            return plain;
        } catch (IOException | RuntimeException e) {
            raw.close();
            throw e;
        }
    }

    /// The first bytes of a stream.
    ///
    /// @param bytes at most as many as were asked for
    /// @param whole whether the stream ends after them
    @SuppressWarnings("ArrayRecordComponent") // looked at once, never compared
    record Head(byte[] bytes, boolean whole) {}

    /// {@return the next bytes of a stream, at most `limit`, without moving on in it}
    ///
    /// What can be read before a stream fails is returned; the failure comes again when the stream
    /// is read.
    static Head head(BufferedInputStream in, int limit) throws IOException {
        byte[] bytes = new byte[limit];
        int size = 0;
        boolean ended = false;
        in.mark(limit);
        try {
            while (size < limit && !ended) {
                int count = in.read(bytes, size, limit - size);
                ended = count < 0;
                size += Math.max(0, count);
            }
        } catch (IOException again) {
            // told by SameFailure when the reader comes to it
        }
        in.reset();
        return new Head(Arrays.copyOf(bytes, size), ended);
    }

    private static BufferedInputStream buffered(InputStream unpacked) {
        return new BufferedInputStream(new SameFailure(unpacked), HEAD_BYTES);
    }

    /// Bytes under a packed file's name that are neither packed nor text are a damaged packed file.
    private static void refuseWrongName(Path file, byte[] head) throws IOException {
        String name = file.toString().toLowerCase(Locale.ROOT);
        boolean packedName = name.endsWith(".gz") || name.endsWith(".zst");
        if (packedName && FileKind.isCutMagic(head)) {
            throw new IOException("it is cut off after " + head.length + " bytes");
        }
        if (packedName && FileKind.of(head) == FileKind.NONE && !isText(head)) {
            throw new IOException("it does not begin as its name says, and is not text either");
        }
    }

    private static void refuse(byte[] head, boolean packed) throws IOException {
        Optional<String> reason = FileKind.refusal(head);
        if (reason.isPresent()) {
            throw new IOException(reason.get());
        }
        if (packed && FileKind.of(head) != FileKind.NONE) {
            throw new IOException("what is packed in it is packed itself: unpack it once");
        }
    }

    /// Whether bytes are UTF-8 without control characters; the last character may be cut.
    private static boolean isText(byte[] head) {
        for (int cut = 0; cut < Math.min(4, head.length); cut++) {
            var text = Utf8Check.decode(Arrays.copyOf(head, head.length - cut));
            if (text.isPresent()) {
                return text.get()
                        .chars()
                        .noneMatch(c -> Character.isISOControl(c) && !Character.isWhitespace(c));
            }
        }
        return head.length == 0;
    }

    private static void skipMark(BufferedInputStream in) throws IOException {
        byte[] head = head(in, 3).bytes();
        if (new String(head, StandardCharsets.UTF_8).equals("\uFEFF")) {
            in.skipNBytes(head.length);
        }
    }

    /// A stream that fails with the same error again each time it is read on.
    private static final class SameFailure extends FilterInputStream {
        private Optional<IOException> failure = Optional.empty();

        SameFailure(InputStream in) {
            super(in);
        }

        @Override
        public int read() throws IOException {
            byte[] one = new byte[1];
            return read(one, 0, 1) < 0 ? -1 : Byte.toUnsignedInt(one[0]);
        }

        @Override
        public int read(byte[] target, int from, int length) throws IOException {
            if (failure.isPresent()) {
                throw failure.get();
            }
            try {
                return in.read(target, from, length);
            } catch (IOException e) {
                failure = Optional.of(e);
                throw e;
            }
        }

        @Override
        public int available() {
            return 0; // else the buffer would read on, and lose what it had when that fails
        }
    }

    /// Zstandard, with errors in words.
    private static final class ZstdFrames extends InputStream {
        private final ZstdInputStreamNoFinalizer frames;

        ZstdFrames(InputStream packed) throws IOException {
            this.frames = new ZstdInputStreamNoFinalizer(packed);
            frames.setLongMax(ZSTD_WINDOW_LOG_MAX);
        }

        @Override
        public int read() throws IOException {
            byte[] one = new byte[1];
            return read(one, 0, 1) < 0 ? -1 : Byte.toUnsignedInt(one[0]);
        }

        @Override
        public int read(byte[] target, int from, int length) throws IOException {
            try {
                return frames.read(target, from, length);
            } catch (ZstdIOException e) {
                String said = String.valueOf(e.getMessage()).toLowerCase(Locale.ROOT);
                String what =
                        said.contains("dictionary")
                                ? "it was packed with a dictionary: unpack it first"
                                : said.contains("truncated")
                                        ? "its Zstandard data is cut off"
                                        : said.contains("memory")
                                                ? "its Zstandard window is too large to unpack"
                                                : "its Zstandard data is damaged";
                throw new IOException(what, e);
            }
        }

        @Override
        public void close() throws IOException {
            frames.close();
        }
    }
}
