package dev.baltoro.synth.toolbox;

import dev.baltoro.synth.value.Draws;
import dev.baltoro.synth.value.Slot;
import dev.baltoro.synth.value.Value;
import java.util.List;
import java.util.Map;
import tools.jackson.databind.node.StringNode;

/// Names of hash functions as people write them, each with the code that tools take.
final class Digests {
    private record Algorithm(String code, List<String> names) {}

    private static final List<Algorithm> ALGORITHMS =
            List.of(
                    new Algorithm("md5", List.of("md5", "MD5", "md5", "Md5", "MD-5")),
                    new Algorithm("sha1", List.of("sha1", "SHA1", "SHA-1", "sha-1", "sha 1")),
                    new Algorithm(
                            "sha256",
                            List.of("sha256", "SHA-256", "SHA256", "sha-256", "sha 256", "Sha256")),
                    new Algorithm(
                            "sha512", List.of("sha512", "SHA-512", "SHA512", "sha-512", "sha 512")),
                    new Algorithm(
                            "crc32", List.of("crc32", "CRC32", "CRC-32", "crc-32", "crc 32")));

    /// Those that an HMAC can be made with; a checksum is none.
    private static final List<Algorithm> KEYED =
            ALGORITHMS.stream().filter(one -> !one.code().equals("crc32")).toList();

    private Digests() {}

    static Map<String, Slot> slots() {
        return Map.of(
                "digest", (situation, index) -> said(situation.draw(), ALGORITHMS),
                "mac_digest", (situation, index) -> said(situation.draw(), KEYED));
    }

    private static Value said(Draws draw, List<Algorithm> algorithms) {
        Algorithm algorithm = draw.pick(algorithms);
        return Value.of(StringNode.valueOf(algorithm.code()), draw.pick(algorithm.names()))
                .form("code", algorithm.code());
    }
}
