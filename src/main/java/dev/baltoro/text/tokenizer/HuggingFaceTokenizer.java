package dev.baltoro.text.tokenizer;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/// Reads a `tokenizer.json` of Hugging Face's tokenizers, where it says the same as a rank file
/// with K2's split pattern.
///
/// What it must say: byte-level BPE; K2's pattern; ids that are merge ranks, so that the merges
/// follow from the vocabulary; added tokens after the ordinary ones. Anything else would give other
/// ids, and is refused by name.
///
/// A rank file merges the neighbours whose joined bytes have the lowest rank. A list of merges does
/// the same if its results come in the order of their ids and each token's last merge is in it:
/// when a token is made, all merges of lower rank inside its bytes are done, so that its two halves
/// are those that its bytes alone come to.
final class HuggingFaceTokenizer {
    /// The file's usual name.
    static final String NAME = "tokenizer.json";

    private static final long BYTES_MAX = 1L << 30;
    private static final int SLOTS_MAX = 1 << 16;

    private final Path file;
    private final JsonNode json;

    private HuggingFaceTokenizer(Path file, JsonNode json) {
        this.file = file;
        this.json = json;
    }

    /// @throws IOException if the file cannot be read, or says what Baltoro's tokenizer does not
    static Tokenizer read(Path file) throws IOException {
        if (Files.size(file) > BYTES_MAX) {
            throw new IOException("%s has more than %,d bytes".formatted(file, BYTES_MAX));
        }
        JsonNode json;
        try {
            json = JsonMapper.shared().readTree(Files.readAllBytes(file));
        } catch (JacksonException e) {
            throw new IOException(file + ": not JSON: " + e.getOriginalMessage(), e);
        }
        return new HuggingFaceTokenizer(file, json).tokenizer();
    }

    private Tokenizer tokenizer() throws IOException {
        JsonNode model = json.path("model");
        require("model.type", model.path("type").asString("BPE").equals("BPE"), "BPE");
        require("normalizer", isNone(json.path("normalizer")), "null");
        require("model.byte_fallback", !model.path("byte_fallback").asBoolean(false), "false");
        require("model.dropout", isNone(model.path("dropout")), "null");
        for (String key : List.of("continuing_subword_prefix", "end_of_word_suffix")) {
            require("model." + key, model.path(key).asString("").isEmpty(), "empty");
        }
        splits(json.path("pre_tokenizer"));
        Map<Integer, SpecialToken> added = added();
        try {
            Vocabulary vocabulary = vocabulary(model.path("vocab"), added);
            merges(model, vocabulary);
            int end = added.keySet().stream().mapToInt(id -> id + 1).max().orElse(0);
            int first = vocabulary.size();
            return new Tokenizer(vocabulary, new SpecialTokens(first, Math.max(first, end), added));
        } catch (IllegalArgumentException e) {
            throw new IOException(file + ": " + e.getMessage(), e);
        }
    }

    private void require(String key, boolean holds, String only) throws IOException {
        if (!holds) {
            JsonNode value = json.at("/" + key.replace('.', '/'));
            throw new IOException(
                    "%s: %s is %s; Baltoro reads %s only, and %s where a folder has one"
                            .formatted(file, key, shown(value), only, TiktokenFile.NAME));
        }
    }

    private static String shown(JsonNode value) {
        String text = value.toString();
        return text.length() <= 120 ? text : text.substring(0, 120) + "...";
    }

    private static boolean isNone(JsonNode value) {
        return value.isMissingNode() || value.isNull();
    }

    /// K2's pattern, then bytes as letters; nothing else cuts the text.
    private void splits(JsonNode pre) throws IOException {
        List<JsonNode> steps = new ArrayList<>();
        if (pre.path("type").asString("").equals("Sequence")) {
            pre.path("pretokenizers").forEach(steps::add);
        } else {
            steps.add(pre);
        }
        boolean split = false;
        boolean bytes = false;
        for (JsonNode step : steps) {
            switch (step.path("type").asString("")) {
                case "Split" -> {
                    String pattern = step.path("pattern").path("Regex").asString("");
                    boolean known =
                            canonical(pattern).equals(canonical(K2Splitter.PATTERN))
                                    && !step.path("invert").asBoolean(false)
                                    && step.path("behavior").asString("").equals("Isolated");
                    require("pre_tokenizer", known && !split && !bytes, "Kimi K2's split pattern");
                    split = true;
                }
                case "ByteLevel" -> {
                    boolean plain =
                            !step.path("add_prefix_space").asBoolean(true)
                                    && !step.path("use_regex").asBoolean(true);
                    require("pre_tokenizer", plain && !bytes, "Kimi K2's split pattern");
                    bytes = true;
                }
                default -> require("pre_tokenizer", false, "Kimi K2's split pattern");
            }
        }
        require("pre_tokenizer", split && bytes, "Kimi K2's split pattern");
    }

    /// Libraries of regular expressions name the script of Chinese characters in several ways.
    private static String canonical(String pattern) {
        return pattern.replaceAll("\\\\p\\{(?:Is|Script=|sc=)?Han}", "\\\\p{Han}")
                .replaceAll("\\\\p\\{Script_Extensions=Han}", "\\\\p{Han}")
                .replace("[\\p{Han}]+", "\\p{Han}+");
    }

    private Map<Integer, SpecialToken> added() throws IOException {
        Map<Integer, SpecialToken> added = new TreeMap<>();
        for (JsonNode token : json.path("added_tokens")) {
            int id = token.path("id").asInt(-1);
            String content = token.path("content").asString("");
            if (id < 0 || content.isEmpty()) {
                throw new IOException(
                        "%s: added_tokens: %s needs an id and a content"
                                .formatted(file, shown(token)));
            }
            added.put(id, new SpecialToken(id, content, token.path("special").asBoolean(false)));
        }
        return added;
    }

    private Vocabulary vocabulary(JsonNode vocab, Map<Integer, SpecialToken> added)
            throws IOException {
        int size = added.isEmpty() ? vocab.size() : added.keySet().iterator().next();
        int last = added.keySet().stream().mapToInt(Integer::intValue).max().orElse(size);
        if (last - size >= SLOTS_MAX) {
            throw new IOException(
                    "%s: added tokens have ids from %d to %d, so they do not follow the ordinary ones"
                            .formatted(file, size, last));
        }
        byte[][] tokens = new byte[size][];
        for (Map.Entry<String, JsonNode> entry : vocab.properties()) {
            int id = entry.getValue().asInt(-1);
            if (id >= size && added.containsKey(id)) {
                continue; // listed in both places
            }
            if (id < 0 || id >= size || tokens[id] != null) {
                throw new IOException(
                        "%s: the id of %s is %s; ids must go from 0 to %d, each once, with the added tokens last"
                                .formatted(file, entry.getKey(), entry.getValue(), size - 1));
            }
            tokens[id] = ByteLetters.bytes(entry.getKey());
        }
        for (int id = 0; id < size; id++) {
            if (tokens[id] == null) {
                throw new IOException("%s: no token has the id %d".formatted(file, id));
            }
        }
        return new Vocabulary(List.of(tokens));
    }

    /// Holds the list of merges to the ranks: results in order, and every token's last merge there.
    private void merges(JsonNode model, Vocabulary vocabulary) throws IOException {
        Set<Long> pairs = new HashSet<>();
        int before = -1;
        for (JsonNode merge : model.path("merges")) {
            byte[] left;
            byte[] right;
            if (merge.isArray() && merge.size() == 2) {
                left = ByteLetters.bytes(merge.get(0).asString(""));
                right = ByteLetters.bytes(merge.get(1).asString(""));
            } else {
                String text = merge.asString("");
                int space = text.indexOf(' ');
                if (space < 1) {
                    throw new IOException("%s: %s is not a merge".formatted(file, shown(merge)));
                }
                left = ByteLetters.bytes(text.substring(0, space));
                right = ByteLetters.bytes(text.substring(space + 1));
            }
            int result = rank(vocabulary, joined(left, right));
            if (result < before || result == TokenTable.ABSENT) {
                throw new IOException(
                        "%s: the merge %s makes the token %d behind token %d; Baltoro reads merges in the order of their tokens' ids only"
                                .formatted(file, shown(merge), result, before));
            }
            before = result;
            pairs.add(pair(rank(vocabulary, left), rank(vocabulary, right)));
        }
        boolean whole = model.path("ignore_merges").asBoolean(false);
        LastMerge last = new LastMerge(vocabulary);
        for (int id = 0; id < vocabulary.size(); id++) {
            byte[] token = vocabulary.bytes(id);
            if (token.length == 1) {
                continue;
            }
            int[] halves = last.of(id);
            boolean made = halves.length == 2 && pairs.contains(pair(halves[0], halves[1]));
            if (!made && !(whole && halves.length > 2)) {
                throw new IOException(
                        "%s: the merges do not make token %d of its bytes, as its rank says; Baltoro reads merges that follow from ids only"
                                .formatted(file, id));
            }
        }
    }

    private static int rank(Vocabulary vocabulary, byte[] token) {
        return vocabulary.table().find(token, 0, token.length);
    }

    private static byte[] joined(byte[] left, byte[] right) {
        byte[] both = new byte[left.length + right.length];
        System.arraycopy(left, 0, both, 0, left.length);
        System.arraycopy(right, 0, both, left.length, right.length);
        return both;
    }

    private static long pair(int left, int right) {
        return ((long) left << 32) | (right & 0xFFFF_FFFFL);
    }
}
