package dev.baltoro.serve.http;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.util.Locale;
import java.util.zip.GZIPInputStream;
import java.util.zip.Inflater;
import java.util.zip.InflaterInputStream;

/// How a body is packed: HTTP's `Content-Encoding`.
enum ContentCoding {
    /// Not at all.
    IDENTITY,
    /// RFC 1952.
    GZIP,
    /// RFC 1950; some send RFC 1951 under the name.
    DEFLATE;

    /// What is known, as a header says it.
    static final String KNOWN = "gzip, deflate";

    private static final int DEFLATED = 8;

    /// {@return how an exchange's body is packed}
    ///
    /// @throws RequestException if it is in no way that is known; the answer says which are (RFC
    ///   9110, section 15.5.16)
    static ContentCoding of(HttpExchange exchange) {
        String name = exchange.header("Content-Encoding").strip().toLowerCase(Locale.ROOT);
        return switch (name) {
            case "", "identity" -> IDENTITY;
            case "gzip", "x-gzip" -> GZIP;
            case "deflate" -> DEFLATE;
            default -> {
                exchange.setHeader("Accept-Encoding", KNOWN);
                throw new RequestException(HttpErrors.unknownCoding(name));
            }
        };
    }

    /// {@return what was packed, as it is unpacked}
    ///
    /// @throws IOException here or on reading if it is damaged
    InputStream unpack(byte[] packed) throws IOException {
        InputStream bytes = new ByteArrayInputStream(packed);
        return switch (this) {
            case IDENTITY -> bytes;
            case GZIP -> new GZIPInputStream(bytes);
            case DEFLATE -> new InflaterInputStream(bytes, new Inflater(!hasZlibHead(packed)));
        };
    }

    private static boolean hasZlibHead(byte[] packed) {
        return packed.length > 1
                && (packed[0] & 0x0F) == DEFLATED
                && ((packed[0] & 0xFF) << 8 | packed[1] & 0xFF) % 31 == 0;
    }
}
