package dev.baltoro.serve;

import dev.baltoro.serve.openai.RequestException;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.util.concurrent.atomic.AtomicLong;

/// Reads bodies, within limits on one and on all together.
final class RequestBody {
    private static final int CHUNK = 16 << 10;

    private final ServerLimits limits;
    private final AtomicLong held = new AtomicLong();

    RequestBody(ServerLimits limits) {
        this.limits = limits;
    }

    /// What is done with a body while its bytes are held.
    interface Reader<T> {
        T read(InputStream body) throws IOException;
    }

    /// {@return what `reader` makes of an exchange's body, of which all has come}
    ///
    /// @throws RequestException if the body is too long, no JSON by its type, or there are too many
    /// @throws IOException if the client hangs up before its end
    <T> T read(Exchange exchange, Reader<T> reader) throws IOException {
        String type = exchange.context().contentType();
        if (type == null || !type.split(";", 2)[0].strip().equalsIgnoreCase("application/json")) {
            throw new RequestException(Errors.notJson(type == null ? "" : type));
        }
        if (exchange.context().req().getContentLengthLong() > limits.bodyBytes()) {
            throw new RequestException(Errors.tooLarge(limits.bodyBytes()));
        }
        Holding holding = new Holding();
        try {
            byte[] bytes = readAll(exchange.context().req().getInputStream(), holding);
            exchange.bodyRead();
            return reader.read(new ByteArrayInputStream(bytes));
        } finally {
            holding.release();
        }
    }

    private byte[] readAll(InputStream in, Holding holding) throws IOException {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream(CHUNK);
        byte[] chunk = new byte[CHUNK];
        for (int count = in.read(chunk); count >= 0; count = in.read(chunk)) {
            if (bytes.size() + count > limits.bodyBytes()) {
                throw new RequestException(Errors.tooLarge(limits.bodyBytes()));
            }
            holding.add(count);
            bytes.write(chunk, 0, count);
        }
        return bytes.toByteArray();
    }

    /// One body's part of what is held.
    private final class Holding {
        private long bytes;

        void add(int count) {
            if (held.addAndGet(count) > limits.heldBytes()) {
                held.addAndGet(-count);
                throw new RequestException(Errors.tooManyBodies());
            }
            bytes += count;
        }

        void release() {
            held.addAndGet(-bytes);
        }
    }
}
