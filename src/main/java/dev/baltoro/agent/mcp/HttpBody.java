package dev.baltoro.agent.mcp;

import dev.baltoro.agent.mcp.McpException.Kind;
import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.net.http.HttpResponse;
import java.util.Locale;
import java.util.zip.GZIPInputStream;
import java.util.zip.InflaterInputStream;

/// The body of an HTTP answer, uncompressed.
final class HttpBody {
    private static final int GZIP_MAGIC_1 = 0x1f;
    private static final int GZIP_MAGIC_2 = 0x8b;

    private HttpBody() {}

    /// {@return the body as it was before compression, whether or not it was asked for}
    static InputStream open(HttpResponse<InputStream> response) throws McpException, IOException {
        String encoding =
                response.headers()
                        .firstValue("Content-Encoding")
                        .orElse("")
                        .strip()
                        .toLowerCase(Locale.ROOT);
        InputStream body = new BufferedInputStream(response.body());
        return switch (encoding) {
            case "", "identity" -> isZipped(body) ? new GZIPInputStream(body) : body;
            // a body without a byte is not even a header
            case "gzip", "x-gzip" -> isEmpty(body) ? body : new GZIPInputStream(body);
            case "deflate" -> new InflaterInputStream(body);
            default ->
                    throw new McpException(
                            Kind.UNREADABLE,
                            "its answer has the content encoding %s, which this client does not read"
                                    .formatted(encoding));
        };
    }

    private static boolean isEmpty(InputStream body) throws IOException {
        body.mark(1);
        boolean empty = body.read() < 0;
        body.reset();
        return empty;
    }

    /// Some servers compress and do not say so.
    private static boolean isZipped(InputStream body) throws IOException {
        body.mark(2);
        boolean zipped = body.read() == GZIP_MAGIC_1 && body.read() == GZIP_MAGIC_2;
        body.reset();
        return zipped;
    }

    /// {@return all of it}
    ///
    /// @throws McpException if it is longer than a message may be
    static byte[] whole(InputStream body) throws McpException, IOException {
        byte[] bytes = body.readNBytes(MessageLines.MESSAGE_BYTES_MAX + 1);
        if (bytes.length > MessageLines.MESSAGE_BYTES_MAX) {
            throw new McpException(
                    Kind.UNREADABLE,
                    "its answer is longer than %,d bytes"
                            .formatted(MessageLines.MESSAGE_BYTES_MAX));
        }
        return bytes;
    }

    /// {@return the media type without parameters, in small letters; empty if there is none}
    static String mediaType(HttpResponse<?> response) {
        String type = response.headers().firstValue("Content-Type").orElse("");
        return type.split(";", 2)[0].strip().toLowerCase(Locale.ROOT);
    }
}
