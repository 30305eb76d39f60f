package dev.baltoro.synth.teacher;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/// The words of the template teacher: openings and closings by voice, what is said before the point
/// and answered to it, and phrases with others that mean the same.
///
/// A line of the file is `open VOICE: a | b`, `close VOICE: a | b`, `turn: opening = answer`, or
/// `swap: phrase = a | b`; a lone `-` says nothing.
///
/// @param open by voice
/// @param close by voice
/// @param turns an opening and the assistant's answer to it
/// @param swaps by phrase in lower case
/// @param phrases finds all phrases that can be swapped, longer ones first
record VoiceGrammar(
        Map<String, List<String>> open,
        Map<String, List<String>> close,
        List<List<String>> turns,
        Map<String, List<String>> swaps,
        Pattern phrases) {
    private static final String FILE = "voices.txt";

    /// {@return the grammar that comes with the product}
    static VoiceGrammar standard() {
        try (InputStream in =
                Objects.requireNonNull(VoiceGrammar.class.getResourceAsStream(FILE), FILE)) {
            return parse(new String(in.readAllBytes(), StandardCharsets.UTF_8));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    static VoiceGrammar parse(String text) {
        Map<String, List<String>> open = new HashMap<>();
        Map<String, List<String>> close = new HashMap<>();
        List<List<String>> turns = new ArrayList<>();
        Map<String, List<String>> swaps = new HashMap<>();
        for (String line : text.lines().filter(one -> !one.isBlank()).toList()) {
            String[] parts = line.split(":", 2);
            if (parts.length < 2) {
                throw new IllegalArgumentException("no rule: " + line);
            }
            String[] head = parts[0].split(" ");
            switch (head[0]) {
                case "#" -> {}
                case "open" -> open.put(head[1], choices(parts[1]));
                case "close" -> close.put(head[1], choices(parts[1]));
                case "turn" -> turns.add(sides(parts[1]));
                case "swap" -> {
                    List<String> sides = sides(parts[1]);
                    swaps.put(sides.get(0), choices(sides.get(1)));
                }
                default -> throw new IllegalArgumentException("no rule: " + line);
            }
        }
        String any =
                swaps.keySet().stream()
                        .sorted(Comparator.comparingInt(String::length).reversed())
                        .map(Pattern::quote)
                        .collect(Collectors.joining("|"));
        return new VoiceGrammar(
                open,
                close,
                turns,
                swaps,
                Pattern.compile(
                        "(?<![\\p{L}\\p{N}'’])(?:" + any + ")(?![\\p{L}\\p{N}'’])",
                        Pattern.CASE_INSENSITIVE));
    }

    /// {@return a text without an opening and a closing that this grammar has}
    String bare(String text) {
        String bare = text;
        for (String one : all(open)) {
            if (bare.startsWith(one + " ")) {
                bare = bare.substring(one.length()).strip();
                break;
            }
        }
        for (String one : all(close)) {
            if (bare.endsWith(" " + one)) {
                bare = bare.substring(0, bare.length() - one.length()).strip();
                break;
            }
        }
        return bare;
    }

    /// {@return all of some choices, the longest first}
    private static List<String> all(Map<String, List<String>> choices) {
        return choices.values().stream()
                .flatMap(List::stream)
                .filter(one -> !one.isEmpty())
                .distinct()
                .sorted(Comparator.comparingInt(String::length).reversed())
                .toList();
    }

    private static List<String> choices(String text) {
        return Arrays.stream(text.split("\\|"))
                .map(String::strip)
                .map(one -> one.equals("-") ? "" : one)
                .toList();
    }

    private static List<String> sides(String text) {
        return Arrays.stream(text.split("=", 2)).map(String::strip).toList();
    }
}
