package dev.baltoro.data.read;

import com.github.luben.zstd.ZstdInputStream;
import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Locale;
import java.util.zip.GZIPInputStream;

/// The bytes of a file, unpacked if its name ends in `.gz` or `.zst`.
final class Unpacked {
    private static final int BUFFER_BYTES = 1 << 16;

    private Unpacked() {}

    static InputStream open(Path file) throws IOException {
        InputStream raw = Files.newInputStream(file);
        try {
            String name = file.toString().toLowerCase(Locale.ROOT);
            if (name.endsWith(".gz")) {
                return new BufferedInputStream(
                        new GZIPInputStream(raw, BUFFER_BYTES), BUFFER_BYTES);
            }
            if (name.endsWith(".zst")) {
                return new BufferedInputStream(new ZstdInputStream(raw), BUFFER_BYTES);
            }
            return new BufferedInputStream(raw, BUFFER_BYTES);
        } catch (IOException e) {
            raw.close();
            throw e;
        }
    }
}
