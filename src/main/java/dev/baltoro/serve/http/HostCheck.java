package dev.baltoro.serve.http;

import java.util.Locale;
import java.util.regex.Pattern;

/// Refuses requests that a foreign page sends to this machine under a name of its own.
///
/// A page at `evil.example` may have its name resolve to 127.0.0.1 once it is loaded; its requests
/// then count as its own site's, so CORS does not stop them (DNS rebinding). What gives them away
/// is the Host header.
final class HostCheck {
    private static final Pattern ADDRESS =
            Pattern.compile("(\\[[0-9a-fA-F:.]+]|[0-9.]+|localhost|.*\\.localhost)(:[0-9]*)?");

    private final boolean on;

    /// @param options only a server on the loopback address without keys needs it
    HostCheck(ServerOptions options) {
        this.on = isLoopback(options.host()) && options.keys().isOpen();
    }

    /// {@return whether only this machine reaches an address}
    static boolean isLoopback(String host) {
        return host.equals("localhost") || host.startsWith("127.") || host.equals("::1");
    }

    /// {@return whether a request with this Host header is answered}
    boolean allows(String host) {
        return !on || ADDRESS.matcher(host.toLowerCase(Locale.ROOT)).matches();
    }
}
