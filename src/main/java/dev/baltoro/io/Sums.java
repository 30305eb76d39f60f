package dev.baltoro.io;

import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.zip.CRC32C;

/// Checksums. CRC-32C finds damaged files: processors compute it as fast as they read memory, so it
/// is checked at every load. SHA-256 identifies content.
public final class Sums {
    private static final int BLOCK_BYTES = 1 << 20;

    private Sums() {}

    /// {@return SHA-256 of a file, in hexadecimal}
    public static String sha256(Path file) throws IOException {
        MessageDigest digest = sha256();
        byte[] block = new byte[1 << 16];
        try (InputStream in = Files.newInputStream(file)) {
            for (int n = in.read(block); n >= 0; n = in.read(block)) {
                digest.update(block, 0, n);
            }
        }
        return HexFormat.of().formatHex(digest.digest());
    }

    /// {@return SHA-256 of some bytes, in hexadecimal}
    public static String sha256(byte[] bytes) {
        return HexFormat.of().formatHex(sha256().digest(bytes));
    }

    /// {@return CRC-32C of a file, as eight hexadecimal digits}
    public static String crc32c(Path file) throws IOException {
        CRC32C sum = new CRC32C();
        ByteBuffer block = ByteBuffer.allocateDirect(BLOCK_BYTES);
        try (FileChannel channel = FileChannel.open(file, StandardOpenOption.READ)) {
            while (channel.read(block) >= 0) {
                sum.update(block.flip());
                block.clear();
            }
        }
        return hex(sum);
    }

    /// {@return CRC-32C of a buffer's remaining bytes; its position does not change}
    public static String crc32c(ByteBuffer bytes) {
        CRC32C sum = new CRC32C();
        sum.update(bytes.duplicate());
        return hex(sum);
    }

    /// {@return the sum so far, as eight hexadecimal digits}
    public static String hex(CRC32C sum) {
        return HexFormat.of().toHexDigits((int) sum.getValue());
    }

    private static MessageDigest sha256() {
        try {
            return MessageDigest.getInstance("SHA-256");
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java platform has SHA-256", e);
        }
    }
}
