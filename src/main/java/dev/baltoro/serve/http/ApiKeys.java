package dev.baltoro.serve.http;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Collection;
import java.util.List;

/// The keys that open a server, kept as hashes.
///
/// Comparing takes the same time whatever is given: all hashes are compared, each in full.
public final class ApiKeys {
    /// A file with more is not a list of keys.
    public static final int COUNT_MAX = 10_000;

    private static final String SCHEME = "Bearer ";

    private final List<byte[]> hashes;

    private ApiKeys(List<byte[]> hashes) {
        this.hashes = hashes;
    }

    /// {@return these keys}
    ///
    /// @throws IllegalArgumentException if one is blank or there are more than [#COUNT_MAX]
    public static ApiKeys of(Collection<String> keys) {
        if (keys.size() > COUNT_MAX) {
            throw new IllegalArgumentException(
                    "%,d keys are too many; use up to %,d".formatted(keys.size(), COUNT_MAX));
        }
        if (keys.stream().anyMatch(String::isBlank)) {
            throw new IllegalArgumentException("a key is blank; give each some characters");
        }
        return new ApiKeys(keys.stream().map(ApiKeys::hash).toList());
    }

    /// {@return the keys in the lines of a file: blank lines and those that begin with `#` are left
    /// out}
    public static List<String> inLines(List<String> lines) {
        return lines.stream()
                .map(String::strip)
                .filter(line -> !line.isEmpty() && !line.startsWith("#"))
                .toList();
    }

    /// {@return whether everybody may ask}
    public boolean isOpen() {
        return hashes.isEmpty();
    }

    /// {@return whether an `Authorization` header, empty if there was none, holds one of the keys}
    public boolean opens(String authorization) {
        return isOpen()
                || authorization.regionMatches(true, 0, SCHEME, 0, SCHEME.length())
                        && has(authorization.substring(SCHEME.length()));
    }

    /// {@return whether a text is one of the keys, as the header `x-api-key` brings it}
    public boolean has(String key) {
        byte[] given = hash(key.strip());
        boolean found = false;
        for (byte[] hash : hashes) {
            found |= MessageDigest.isEqual(hash, given);
        }
        return found;
    }

    private static byte[] hash(String key) {
        try {
            return MessageDigest.getInstance("SHA-256")
                    .digest(key.getBytes(StandardCharsets.UTF_8));
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java platform has SHA-256", e);
        }
    }
}
