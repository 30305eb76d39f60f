package dev.baltoro.serve.http;

/// A request that is refused, with what its client is told.
public final class RequestException extends RuntimeException {
    private static final long serialVersionUID = 1;

    private final transient ApiError error;

    public RequestException(ApiError error) {
        super(error.message());
        this.error = error;
    }

    /// {@return what the client is told}
    public ApiError error() {
        return error;
    }
}
