package dev.baltoro.agent.mcp;

import dev.baltoro.agent.mcp.EventStream.Event;
import dev.baltoro.agent.mcp.McpException.Kind;
import java.io.IOException;
import java.io.InputStream;
import java.net.URI;
import java.net.http.HttpResponse;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.BlockingQueue;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.node.ObjectNode;

/// HTTP as revision 2024-11-05 has it: one stream of events brings all that the server says, first
/// of all the address that messages are posted to, one after the other.
final class TwoWayHttpTransport implements Transport {
    /// Messages that wait to be posted.
    private static final int QUEUED_MAX = 1000;

    private final URI uri;
    private final Map<String, String> headers;
    private final HttpPeer stream;
    private final BlockingQueue<ObjectNode> queue = new ArrayBlockingQueue<>(QUEUED_MAX);
    private @Nullable Thread reader;
    private volatile @Nullable Thread writer;

    TwoWayHttpTransport(URI uri, Map<String, String> headers) {
        this.uri = uri;
        this.headers = headers;
        this.stream = new HttpPeer(uri, headers);
    }

    @Override
    public void start(Receiver receiver) {
        reader = Thread.ofVirtual().name("baltoro-mcp-events").start(() -> read(receiver));
    }

    private void read(Receiver receiver) {
        String why = "the stream of events ended";
        try {
            HttpResponse<InputStream> response = stream.listen("");
            try (InputStream raw = response.body()) {
                if (response.statusCode() == 200
                        && HttpBody.mediaType(response).equals(HttpTransport.EVENTS)) {
                    read(new EventStream(HttpBody.open(response)), receiver);
                } else {
                    why = "no stream of events (status %d)".formatted(response.statusCode());
                }
            }
        } catch (McpException e) {
            receiver.ended(e);
        } catch (IOException e) {
            receiver.ended(HttpPeer.broken(e));
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        receiver.ended(new McpException(Kind.ENDED, why));
    }

    private void read(EventStream events, Receiver receiver) throws IOException {
        for (Optional<Event> event = events.next(); event.isPresent(); event = events.next()) {
            String data = event.get().data();
            if (event.get().type().equals("endpoint") && writer == null) {
                URI to;
                try {
                    to = uri.resolve(data.strip());
                } catch (IllegalArgumentException e) {
                    throw new IOException("it names no address to post to: " + data);
                }
                writer =
                        Thread.ofVirtual().name("baltoro-mcp-post").start(() -> post(to, receiver));
            } else {
                MessageScan scan = MessageScan.of(data);
                scan.messages().forEach(receiver::received);
                scan.broken().ifPresent(why -> receiver.unreadable(Optional.empty(), why));
            }
        }
    }

    private void post(URI to, Receiver receiver) {
        if (!uri.getHost().equalsIgnoreCase(String.valueOf(to.getHost()))) {
            receiver.ended(
                    new McpException(Kind.UNREACHABLE, "it wants messages sent elsewhere: " + to));
            return;
        }
        try (HttpPeer peer = new HttpPeer(to, headers)) {
            while (true) {
                ObjectNode message = queue.take();
                try {
                    HttpResponse<InputStream> response = peer.post(message);
                    HttpPeer.close(response);
                    if (response.statusCode() / 100 != 2) {
                        throw HttpRefusal.of(response, "");
                    }
                } catch (McpException e) {
                    receiver.failed(message.path("id").asString(""), e);
                }
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt(); // closed
        }
    }

    @Override
    public void send(ObjectNode message) throws McpException {
        if (!queue.offer(message)) {
            throw new McpException(
                    Kind.ENDED, "the server does not read: %d messages wait".formatted(QUEUED_MAX));
        }
    }

    @Override
    public void agreed(String version) {
        stream.agreed(version);
    }

    @Override
    public String lastWords() {
        return "";
    }

    @Override
    public void close() {
        for (Thread thread : new Thread[] {reader, writer}) {
            if (thread != null) {
                thread.interrupt();
            }
        }
        stream.close();
    }
}
