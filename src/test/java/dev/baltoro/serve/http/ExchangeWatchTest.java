package dev.baltoro.serve.http;

import static org.assertj.core.api.Assertions.assertThat;

import java.lang.reflect.Proxy;
import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import org.eclipse.jetty.io.Connection;
import org.eclipse.jetty.io.EndPoint;
import org.junit.jupiter.api.Test;

/// The watch goes on, whatever one connection does.
class ExchangeWatchTest {
    @Test
    void connectionThatFailsDoesNotEndTheWatchOverOthers() throws Exception {
        ServerLimits limits =
                ServerLimits.standard()
                        .withTimes(
                                Duration.ofMillis(1), Duration.ofMinutes(5), Duration.ofMinutes(5));
        CountDownLatch failed = new CountDownLatch(1);
        CountDownLatch closed = new CountDownLatch(1);
        try (ExchangeWatch watch = new ExchangeWatch(limits)) {
            watch.onOpened(
                    connection(
                            () -> {
                                failed.countDown();
                                throw new IllegalStateException("no longer a connection");
                            },
                            () -> {}));
            watch.start();
            assertThat(failed.await(30, TimeUnit.SECONDS)).as("looked at").isTrue();
            AtomicLong bytes = new AtomicLong(); // a client that drips its headers
            watch.onOpened(connection(bytes::incrementAndGet, closed::countDown));
            assertThat(closed.await(30, TimeUnit.SECONDS)).as("the slow one is ended").isTrue();
        }
    }

    private interface Bytes {
        long in();
    }

    private static Connection connection(Bytes bytes, Runnable close) {
        EndPoint end =
                (EndPoint)
                        Proxy.newProxyInstance(
                                EndPoint.class.getClassLoader(),
                                new Class<?>[] {EndPoint.class},
                                (_, method, _) -> {
                                    if (method.getName().equals("close")) {
                                        close.run();
                                    }
                                    return null;
                                });
        return (Connection)
                Proxy.newProxyInstance(
                        Connection.class.getClassLoader(),
                        new Class<?>[] {Connection.class},
                        (self, method, arguments) ->
                                switch (method.getName()) {
                                    case "getBytesIn" -> bytes.in();
                                    case "getEndPoint" -> end;
                                    case "hashCode" -> System.identityHashCode(self);
                                    case "equals" -> self == arguments[0];
                                    default -> null;
                                });
    }
}
