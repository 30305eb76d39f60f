package dev.baltoro.serve.web;

import dev.baltoro.serve.http.HttpExchange;
import java.io.IOException;
import java.time.Duration;
import java.util.concurrent.CancellationException;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.FutureTask;
import java.util.concurrent.Semaphore;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

/// Runs calls, each on a thread of its own, which is interrupted when the page no longer waits.
final class ToolRuns {
    /// Calls at once, of all pages.
    static final int RUNNING_MAX = 32;

    private static final int LOGGED_CHARS_MAX = 200;
    private static final Logger LOG = LoggerFactory.getLogger(ToolRuns.class);

    private final PageTools tools;
    private final Semaphore places = new Semaphore(RUNNING_MAX);

    ToolRuns(PageTools tools) {
        this.tools = tools;
    }

    /// Takes a place among the calls that run.
    ///
    /// @return false if there is none
    boolean enter() {
        return places.tryAcquire();
    }

    /// Gives it back.
    void leave() {
        places.release();
    }

    /// {@return what the page is told}
    ///
    /// @throws IOException if the page has gone; the call is cancelled
    ObjectNode run(ProposedCall call, HttpExchange exchange)
            throws IOException, InterruptedException {
        long began = System.nanoTime();
        FutureTask<ToolOutcome> task =
                new FutureTask<>(() -> tools.call(call.tool().name(), call.arguments()));
        Thread.ofVirtual().name("baltoro-tool").start(task);
        exchange.onDisconnect(() -> task.cancel(true));
        try {
            ToolOutcome outcome = task.get();
            long millis = Duration.ofNanos(System.nanoTime() - began).toMillis();
            log(call.tool(), outcome, millis);
            return JsonMapper.shared()
                    .createObjectNode()
                    .put("content", ResultLength.fit(outcome.text(), call.model()))
                    .put("failed", outcome.failed())
                    .put("ms", millis);
        } catch (CancellationException e) {
            LOG.warn("tool {} of {}: cancelled", call.tool().name(), call.tool().source());
            throw new IOException("the page no longer waits for the tool", e);
        } catch (ExecutionException e) {
            throw new IllegalStateException("tool " + call.tool().name() + " failed", e.getCause());
        }
    }

    /// What was run is in the log, and with which arguments is not: they may be private.
    private static void log(PageTool tool, ToolOutcome outcome, long millis) {
        if (outcome.failed()) {
            String why = outcome.text().replaceAll("[\\s\\p{Cntrl}]+", " ");
            String shown = why.substring(0, Math.min(why.length(), LOGGED_CHARS_MAX));
            LOG.warn("tool {} of {}: failed: {} {} ms", tool.name(), tool.source(), shown, millis);
        } else {
            LOG.info("tool {} of {}: run {} ms", tool.name(), tool.source(), millis);
        }
    }
}
