package dev.baltoro.data.read;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;

/// What a file's first bytes say it is, whatever its name says.
enum FileKind {
    /// gzip, which is unpacked.
    GZIP,
    /// Zstandard, which is unpacked.
    ZSTD,
    /// Parquet, which has a reader of its own.
    PARQUET,
    /// Something that is read as text or JSON, or turns out to be neither.
    NONE;

    /// How many bytes [#of] and [#refusal] look at.
    static final int HEAD_BYTES = 512;

    private static final String ZSTD_MAGIC = "(\u00B5/\u00FD";
    private static final int TAR_MAGIC_AT = 257;

    /// A kind of file that is not read.
    ///
    /// @param name what to call it
    /// @param at where its magic bytes are
    /// @param magic the bytes, one char each
    private record Refused(String name, int at, String magic, String remedy) {}

    private static final String UNPACK = "unpack it first";
    private static final String CONVERT = "convert it to UTF-8";
    private static final String EXPORT = "export its text as JSON lines or Parquet";

    private static final List<Refused> REFUSED =
            List.of(
                    new Refused("a bzip2 file", 0, "BZh", UNPACK),
                    new Refused("an xz file", 0, "\u00FD7zXZ\0", UNPACK),
                    new Refused("a zip archive", 0, "PK\3\4", UNPACK),
                    new Refused("a zip archive", 0, "PK\5\6", UNPACK),
                    new Refused("a 7z archive", 0, "7z\u00BC\u00AF'\u001C", UNPACK),
                    new Refused("a rar archive", 0, "Rar!\u001A\7", UNPACK),
                    new Refused("an lz4 file", 0, "\4\"M\u0018", UNPACK),
                    new Refused("a tar archive", TAR_MAGIC_AT, "ustar", UNPACK),
                    new Refused("UTF-32", 0, "\u00FF\u00FE\0\0", CONVERT),
                    new Refused("UTF-16", 0, "\u00FF\u00FE", CONVERT),
                    new Refused("UTF-16", 0, "\u00FE\u00FF", CONVERT),
                    new Refused("UTF-32", 0, "\0\0\u00FE\u00FF", CONVERT),
                    new Refused("an Arrow file", 0, "ARROW1", EXPORT),
                    new Refused("an Avro file", 0, "Obj\1", EXPORT),
                    new Refused("an ORC file", 0, "ORC", EXPORT),
                    new Refused("an SQLite database", 0, "SQLite format 3\0", EXPORT),
                    new Refused("a PDF file", 0, "%PDF-", EXPORT));

    /// Whether a file is cut within the first bytes that would say how it is packed.
    static boolean isCutMagic(byte[] whole) {
        return whole.length > 0
                && whole.length < ZSTD_MAGIC.length()
                && ZSTD_MAGIC.startsWith(new String(whole, StandardCharsets.ISO_8859_1));
    }

    /// {@return what begins with these bytes}
    static FileKind of(byte[] head) {
        if (begins(head, 0, "\u001F\u008B")) {
            return GZIP;
        }
        boolean skippable = head.length >= 4 && (head[0] & 0xF0) == 0x50;
        if (begins(head, 0, ZSTD_MAGIC) || (skippable && begins(head, 1, "*M\u0018"))) {
            return ZSTD;
        }
        return begins(head, 0, "PAR1") || begins(head, 0, "PARE") ? PARQUET : NONE;
    }

    /// {@return why a file with these first bytes is not read, if it is of a kind that is known}
    static Optional<String> refusal(byte[] head) {
        return REFUSED.stream()
                .filter(kind -> begins(head, kind.at(), kind.magic()))
                .filter(kind -> !kind.name().equals("an ORC file") || hasZero(head))
                .findFirst()
                .map(kind -> "it is " + kind.name() + ": " + kind.remedy());
    }

    /// {@return whether the bytes are a token shard's}
    static boolean isTokenShard(byte[] head) {
        return begins(head, 0, "BALTOKEN");
    }

    private static boolean begins(byte[] head, int at, String magic) {
        byte[] bytes = magic.getBytes(StandardCharsets.ISO_8859_1);
        return head.length >= at + bytes.length
                && Arrays.equals(head, at, at + bytes.length, bytes, 0, bytes.length);
    }

    private static boolean hasZero(byte[] head) {
        for (byte b : head) {
            if (b == 0) {
                return true;
            }
        }
        return false;
    }
}
