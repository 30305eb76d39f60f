package dev.baltoro.tensor.collective;

import java.net.DatagramSocket;
import java.net.InetSocketAddress;
import java.net.SocketException;
import java.time.Duration;
import java.util.Optional;
import org.bytedeco.javacpp.SizeTPointer;
import org.bytedeco.javacpp.chrono.Milliseconds;
import org.bytedeco.pytorch.GlooDeviceVector;
import org.bytedeco.pytorch.PrefixStore;
import org.bytedeco.pytorch.ProcessGroupGloo;
import org.bytedeco.pytorch.TCPStore;
import org.bytedeco.pytorch.TCPStoreOptions;

/// The native side of one membership: Gloo's connections and, on rank 0, the store that introduced
/// the processes to each other.
///
/// A store's handle is consumed by the native object that it is passed to, and using it twice
/// aborts the JVM. So Gloo gets a client of its own, which nobody else holds.
final class GlooGroup {
    /// Prefix of this group's keys in the store.
    private static final String PREFIX = "baltoro";

    /// Exchanges that progress at once.
    private static final int THREADS = 2;

    private final ProcessGroupGloo backend;
    private final Optional<TCPStore> server;
    private boolean closed;

    private GlooGroup(ProcessGroupGloo backend, Optional<TCPStore> server) {
        this.backend = backend;
        this.server = server;
    }

    static GlooGroup connect(Rendezvous at, int rank, int world, Duration timeout)
            throws SocketException {
        Optional<TCPStore> server =
                rank == 0 ? Optional.of(store(at, world, timeout, true)) : Optional.empty();
        try {
            var introductions = new PrefixStore(PREFIX, store(at, world, timeout, false));
            var options = ProcessGroupGloo.Options.create(milliseconds(timeout));
            var device = ProcessGroupGloo.createDeviceForHostname(localAddress(at));
            options.devices(new GlooDeviceVector(device)).threads(THREADS);
            return new GlooGroup(new ProcessGroupGloo(introductions, rank, world, options), server);
        } catch (RuntimeException | SocketException e) {
            server.ifPresent(TCPStore::deallocate);
            throw e;
        }
    }

    private static TCPStore store(Rendezvous at, int world, Duration timeout, boolean serve) {
        try (var options = new TCPStoreOptions();
                var workers = new SizeTPointer(1)) {
            options.port((short) at.port()) // the native type is unsigned
                    .isServer(serve)
                    .waitWorkers(false)
                    .timeout(milliseconds(timeout))
                    .numWorkers(workers.put(world));
            return new TCPStore(at.host(), options);
        }
    }

    /// {@return this machine's address on the way to the rendezvous, which the peers connect to}
    private static String localAddress(Rendezvous at) throws SocketException {
        try (var probe = new DatagramSocket()) {
            probe.connect(new InetSocketAddress(at.host(), at.port())); // sends nothing
            return probe.getLocalAddress().getHostAddress();
        }
    }

    private static Milliseconds milliseconds(Duration timeout) {
        return new Milliseconds(timeout.toMillis());
    }

    ProcessGroupGloo backend() {
        return backend;
    }

    /// Ends the connections.
    ///
    /// @return false if that was done before
    boolean close() {
        if (closed) {
            return false;
        }
        closed = true;
        backend.deallocate();
        server.ifPresent(TCPStore::deallocate);
        return true;
    }
}
