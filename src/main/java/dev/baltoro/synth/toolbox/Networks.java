package dev.baltoro.synth.toolbox;

import dev.baltoro.synth.value.Draws;
import dev.baltoro.synth.value.Slot;
import dev.baltoro.synth.value.Value;
import dev.baltoro.synth.words.Lexicon;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import tools.jackson.databind.node.StringNode;

/// Addresses, networks, URLs, tokens and versions.
final class Networks {
    private static final Lexicon WORDS = Lexicon.named("networks");

    private Networks() {}

    static Map<String, Slot> slots() {
        Map<String, Slot> slots = new LinkedHashMap<>();
        slots.put(
                "ip", (s, index) -> Value.of(s.draw().chance(0.85) ? v4(s.draw()) : v6(s.draw())));
        slots.put("ipv4", (s, index) -> Value.of(v4(s.draw())));
        slots.put("cidr", (s, index) -> Value.of(cidr(s.draw())));
        slots.put("url", (s, index) -> Value.of(WORDS.say("url", s.draw())));
        slots.put("jwt", (s, index) -> Value.of(jwt(s.draw())));
        slots.put("version", (s, index) -> Value.of(WORDS.say("version", s.draw())));
        slots.put("version_like", (s, index) -> Value.of(WORDS.say("version_like", s.draw())));
        slots.put("version_range", (s, index) -> range(s.draw()));
        return slots;
    }

    private static Value range(Draws draw) {
        String range = WORDS.say("range", draw);
        return Value.of(StringNode.valueOf(range), draw.chance(0.75) ? range : "\"" + range + "\"")
                .form("quoted", draw.pick("\"%s\"", "'%s'").formatted(range));
    }

    private static String v4(Draws draw) {
        int a = draw.below(256);
        int b = draw.below(256);
        int c = draw.below(256);
        int d = draw.below(256);
        return switch (draw.below(7)) {
            case 0 -> "10.%d.%d.%d".formatted(b, c, d);
            case 1 -> "192.168.%d.%d".formatted(c, d);
            case 2 -> "172.%d.%d.%d".formatted(16 + b % 16, c, d);
            case 3 ->
                    draw.pick(
                            "127.0.0.1",
                            "8.8.8.8",
                            "1.1.1.1",
                            "0.0.0.0",
                            "255.255.255.255",
                            "169.254.%d.%d".formatted(c, d),
                            "224.0.0.%d".formatted(d));
            default -> "%d.%d.%d.%d".formatted(a, b, c, d);
        };
    }

    private static String v6(Draws draw) {
        return switch (draw.below(4)) {
            case 0 -> "fe80::%x:%x".formatted(draw.below(65536), draw.below(65536));
            case 1 -> draw.pick("::1", "2001:4860:4860::8888", "fd00::1", "ff02::1");
            default -> "2001:db8:%x::%x".formatted(draw.below(65536), draw.below(65536));
        };
    }

    private static String cidr(Draws draw) {
        int prefix =
                draw.chance(0.7)
                        ? draw.pick(8, 12, 16, 20, 22, 24, 26, 27, 28, 30)
                        : draw.between(1, 32);
        long mask = -1L << 32 - prefix & 0xFFFF_FFFFL;
        long address = 0;
        for (String part : v4(draw).split("\\.")) {
            address = address << 8 | Integer.parseInt(part);
        }
        long network = draw.chance(0.8) ? address & mask : address;
        return String.format(
                Locale.ROOT,
                "%d.%d.%d.%d/%d",
                network >> 24,
                network >> 16 & 255,
                network >> 8 & 255,
                network & 255,
                prefix);
    }

    private static String jwt(Draws draw) {
        String header = WORDS.say("jwt_header", draw);
        String payload = "{" + WORDS.say("jwt_payload", draw) + "}";
        byte[] signature = new byte[draw.pick(6, 12, 24)];
        for (int i = 0; i < signature.length; i++) {
            signature[i] = (byte) draw.below(256);
        }
        return base64(header.getBytes(StandardCharsets.UTF_8))
                + "."
                + base64(payload.getBytes(StandardCharsets.UTF_8))
                + "."
                + base64(signature);
    }

    private static String base64(byte[] bytes) {
        return Base64.getUrlEncoder().withoutPadding().encodeToString(bytes);
    }
}
