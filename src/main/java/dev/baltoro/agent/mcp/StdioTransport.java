package dev.baltoro.agent.mcp;

import dev.baltoro.agent.mcp.McpException.Kind;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.BlockingQueue;
import tools.jackson.databind.node.ObjectNode;

/// Messages to a started server's standard input and from its standard output, a line each.
///
/// Three threads serve it, so that no pipe ever fills: one writes what is queued, one reads
/// messages, one reads the server's log.
final class StdioTransport implements Transport {
    /// Messages that wait to be written.
    static final int QUEUED_MAX = 1000;

    /// Until the process has ended and its log is read, when its output has ended.
    private static final Duration LAST_WORDS = Duration.ofSeconds(2);

    private static final byte[] END = {};

    private final ServerProcess server;
    private final BlockingQueue<byte[]> queue = new ArrayBlockingQueue<>(QUEUED_MAX);
    private final StderrTail log;
    private final Thread logThread;
    private final Thread writer;

    StdioTransport(ServerProcess server) {
        this.server = server;
        this.log = new StderrTail(server.process().getErrorStream());
        this.logThread = thread("log", log);
        this.writer = thread("writer", this::write);
    }

    private static Thread thread(String name, Runnable work) {
        return Thread.ofPlatform().daemon().name("baltoro-mcp-" + name).unstarted(work);
    }

    @Override
    public void start(Receiver receiver) {
        logThread.start();
        writer.start();
        thread("reader", () -> read(receiver)).start();
    }

    private void read(Receiver receiver) {
        String why = "its output ended";
        try {
            new MessageLines(server.process().getInputStream(), receiver).readAll();
        } catch (IOException e) {
            why = "its output cannot be read: " + e.getMessage();
        }
        receiver.ended(new McpException(Kind.ENDED, ending(why)));
    }

    private String ending(String why) {
        try {
            String ending =
                    server.status(LAST_WORDS)
                            .map(status -> "the server ended with status " + status)
                            .orElse(why);
            logThread.join(LAST_WORDS);
            return ending + lastWords();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return why;
        }
    }

    @Override
    public String lastWords() {
        String line = log.lastLine();
        return line.isEmpty() ? "" : "; it said: " + line;
    }

    @Override
    public void send(ObjectNode message) throws McpException {
        byte[] line = (message + "\n").getBytes(StandardCharsets.UTF_8);
        if (!queue.offer(line)) {
            throw new McpException(
                    Kind.ENDED, "the server does not read: %d messages wait".formatted(QUEUED_MAX));
        }
    }

    private void write() {
        try (OutputStream out = server.process().getOutputStream()) {
            for (byte[] line = queue.take(); line != END; line = queue.take()) {
                out.write(line);
                out.flush();
            }
        } catch (IOException e) {
            // the server has closed its input; the end of its output says why
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    @Override
    public void agreed(String version) {
        // lines are lines in each revision
    }

    /// Closes the server's input, which asks it to end, behind what is queued.
    @Override
    public void close() {
        if (!queue.offer(END)) {
            writer.interrupt();
        }
        server.close();
        writer.interrupt();
    }
}
