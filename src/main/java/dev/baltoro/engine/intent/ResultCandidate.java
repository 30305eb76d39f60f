package dev.baltoro.engine.intent;

import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.DecimalNode;
import tools.jackson.databind.node.StringNode;

/// A value in what a call gave back.
///
/// @param key the nearest name above it, or the line that it stands in
/// @param value a text or a number
/// @param beside the other texts of the same object
record ResultCandidate(String key, JsonNode value, String beside) {
    /// Values of a result that are looked at.
    private static final int MOST = 400;

    /// Letters of a result that are looked at for its parts.
    private static final int LETTERS_MAX = 20_000;

    private static final Pattern NUMBER =
            Pattern.compile("(?<![\\p{L}\\p{N}.,:/_-])-?\\d+(?:\\.\\d+)?(?![\\p{L}\\p{N}:/_-])");
    private static final Pattern LISTED = Pattern.compile("\\[(?:FILE|DIR)\\] (.+?)(?:\\s{2,}.*)?");
    private static final Pattern FILE = Pattern.compile("[\\p{L}\\p{N}._/~-]+\\.\\p{Alnum}{1,5}");

    /// {@return the numbers of a result}
    static List<ResultCandidate> numbers(String result) {
        List<ResultCandidate> numbers = new ArrayList<>();
        Optional<JsonNode> json = json(result);
        if (json.isPresent()) {
            for (ResultCandidate each : leaves(json.get())) {
                decimal(each.value.asString(""))
                        .ifPresent(n -> numbers.add(new ResultCandidate(each.key, n, each.beside)));
            }
            return numbers;
        }
        for (String line : lines(result)) {
            Matcher matcher = NUMBER.matcher(line);
            while (matcher.find() && numbers.size() < MOST) {
                decimal(matcher.group())
                        .ifPresent(n -> numbers.add(new ResultCandidate(line, n, "")));
            }
        }
        return numbers;
    }

    private static Optional<JsonNode> decimal(String text) {
        if (!text.matches("-?\\d{1,18}(\\.\\d{1,18})?")) {
            return Optional.empty();
        }
        BigDecimal value = new BigDecimal(text);
        boolean whole = value.scale() <= 0 && value.precision() < 18;
        return Optional.of(
                whole
                        ? JsonMapper.shared().getNodeFactory().numberNode(value.longValueExact())
                        : DecimalNode.valueOf(value));
    }

    /// {@return the values of a result that is an object or a list, as texts; none of a text}
    static List<ResultCandidate> texts(String result) {
        return json(result).map(ResultCandidate::leaves).orElse(List.of()).stream()
                .map(each ->
                        new ResultCandidate(
                                each.key, StringNode.valueOf(each.value.asString("")), each.beside))
                .toList();
    }

    /// {@return the files that a result names: lines that are paths, entries of a folder, or else
    /// what looks like a file's name}
    ///
    /// @param folder what names are in
    static List<ResultCandidate> files(String result, String folder) {
        List<ResultCandidate> files = new ArrayList<>();
        for (String line : lines(result)) {
            Matcher listed = LISTED.matcher(line.strip());
            if (line.startsWith("/")) {
                files.add(file(line.strip()));
            } else if (listed.matches()) {
                files.add(file(folder + "/" + listed.group(1)));
            }
        }
        Matcher named = FILE.matcher(files.isEmpty() ? start(result) : "");
        while (named.find() && files.size() < MOST) {
            String name = named.group();
            files.add(file(name.startsWith("/") ? name : folder + "/" + name));
        }
        return files;
    }

    private static ResultCandidate file(String path) {
        return new ResultCandidate("", StringNode.valueOf(path), "");
    }

    private static List<ResultCandidate> leaves(JsonNode json) {
        List<ResultCandidate> all = new ArrayList<>();
        collect("", json, "", all);
        return all;
    }

    private static void collect(
            String key, JsonNode value, String beside, List<ResultCandidate> into) {
        if (into.size() >= MOST) {
            return;
        }
        if (value.isObject()) {
            String own = texts(value);
            value.properties()
                    .forEach(member -> collect(member.getKey(), member.getValue(), own, into));
        } else if (value.isArray()) {
            value.forEach(item -> collect(key, item, beside, into));
        } else if (value.isString() || value.isNumber()) {
            into.add(new ResultCandidate(key, value, beside));
        }
    }

    /// {@return the texts of an object, and of lists in it}
    private static String texts(JsonNode object) {
        StringBuilder texts = new StringBuilder();
        object.forEach(value -> {
            for (JsonNode one : value.isArray() ? value : List.of(value)) {
                texts.append(one.isString() ? one.asString() + '\n' : "");
            }
        });
        return texts.substring(0, Math.min(LETTERS_MAX, texts.length()));
    }

    /// {@return whether a result is an object or a list, not a text}
    static boolean isStructure(String result) {
        return json(result).isPresent();
    }

    private static Optional<JsonNode> json(String text) {
        String stripped = text.strip();
        if (!stripped.matches("(?s)\\{.*\\}|\\[\\s*(?:[{\"].*)?\\]")) {
            return Optional.empty();
        }
        try {
            return Optional.of(JsonMapper.shared().readTree(stripped));
        } catch (JacksonException e) {
            return Optional.empty(); // a text for people
        }
    }

    private static List<String> lines(String text) {
        return start(text).lines().limit(MOST).toList();
    }

    private static String start(String text) {
        return text.substring(0, Math.min(LETTERS_MAX, text.length()));
    }
}
