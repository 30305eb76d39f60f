package dev.baltoro.serve.http;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.Charset;
import java.nio.charset.IllegalCharsetNameException;
import java.nio.charset.StandardCharsets;
import java.nio.charset.UnsupportedCharsetException;
import java.util.Locale;
import java.util.concurrent.atomic.AtomicLong;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// Reads bodies, within limits on one and on all together.
///
/// A body counts as held until its exchange ends: what is made of it is many times its size, and
/// the limit on all bodies leaves room for that ([ServerLimits#heldBytes]).
final class RequestBody {
    private static final int CHUNK = 16 << 10;
    private static final Pattern CHARSET =
            Pattern.compile(";\\s*charset\\s*=\\s*\"?([^\\s\";]+)", Pattern.CASE_INSENSITIVE);

    private final ServerLimits limits;
    private final AtomicLong held = new AtomicLong();

    RequestBody(ServerLimits limits) {
        this.limits = limits;
    }

    /// What is made of a body.
    interface Reader<T> {
        T read(byte[] body) throws IOException;
    }

    /// {@return what `reader` makes of an exchange's body, of which all has come, unpacked}
    ///
    /// @throws RequestException if the body is too long, packed in a way that is not known, no JSON
    ///   by its type, or there are too many
    /// @throws IOException if the client hangs up before its end
    <T> T read(HttpExchange exchange, Reader<T> reader) throws IOException {
        requireJson(exchange.header("Content-Type"));
        ContentCoding coding = ContentCoding.of(exchange);
        long length = exchange.context().req().getContentLengthLong();
        if (length > limits.bodyBytes()) {
            throw new RequestException(HttpErrors.tooLarge(limits.bodyBytes()));
        }
        Holding holding = new Holding();
        exchange.onEnd(holding::release);
        if (length > 0) {
            holding.admit(length);
        }
        byte[] bytes = readAll(exchange.context().req().getInputStream(), length, holding);
        exchange.bodyRead();
        if (coding != ContentCoding.IDENTITY) {
            try (InputStream unpacked = coding.unpack(bytes)) {
                bytes = readAll(unpacked, -1, holding);
            } catch (IOException e) { // of bytes in memory: not the client's connection
                throw new RequestException(HttpErrors.damaged(coding, e));
            }
        }
        return reader.read(bytes);
    }

    private static void requireJson(String type) {
        if (!type.split(";", 2)[0].strip().equalsIgnoreCase("application/json")) {
            throw new RequestException(HttpErrors.notJson(type));
        }
        Matcher charset = CHARSET.matcher(type);
        if (charset.find() && !isUtf8(charset.group(1))) {
            throw new RequestException(HttpErrors.notUtf8(charset.group(1)));
        }
    }

    /// ASCII is UTF-8 too.
    private static boolean isUtf8(String name) {
        try {
            Charset charset = Charset.forName(name.toUpperCase(Locale.ROOT));
            return charset.equals(StandardCharsets.UTF_8)
                    || charset.equals(StandardCharsets.US_ASCII);
        } catch (IllegalCharsetNameException | UnsupportedCharsetException unknown) {
            return false;
        }
    }

    /// @param length how many bytes come, and are held already; -1 if nobody knows
    private byte[] readAll(InputStream in, long length, Holding holding) throws IOException {
        if (length >= 0) {
            byte[] bytes = in.readNBytes((int) length);
            if (bytes.length < length) {
                throw new IOException("the body ended early");
            }
            return bytes;
        }
        ByteArrayOutputStream bytes = new ByteArrayOutputStream(CHUNK);
        byte[] chunk = new byte[CHUNK];
        for (int count = in.read(chunk); count >= 0; count = in.read(chunk)) {
            if (bytes.size() + count > limits.bodyBytes()) {
                throw new RequestException(HttpErrors.tooLarge(limits.bodyBytes()));
            }
            holding.admit(count);
            bytes.write(chunk, 0, count);
        }
        return bytes.toByteArray();
    }

    /// One body's part of what is held.
    private final class Holding {
        private long bytes;

        void admit(long count) {
            if (held.addAndGet(count) > limits.heldBytes()) {
                held.addAndGet(-count);
                throw new RequestException(HttpErrors.tooManyBodies());
            }
            bytes += count;
        }

        void release() {
            held.addAndGet(-bytes);
            bytes = 0;
        }
    }
}
