package dev.baltoro.text.tokenizer;

import dev.baltoro.io.Durable;
import dev.baltoro.io.StagedFolder;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

/// A tokenizer as files: `tiktoken.model` beside Hugging Face's `tokenizer_config.json`, or
/// `tokenizer.json` alone.
final class TokenizerFolder {
    private static final String CONFIG = "tokenizer_config.json";

    /// The class that K2's and Moonlight's folders name; others split text by other patterns.
    private static final String CLASS = "TikTokenTokenizer";

    private static final int SLOTS_MAX = 1 << 16;

    /// Files that say what a tokenizer is. None of an older one may stay beside a new one's.
    private static final Set<String> FILES =
            Set.of(TiktokenFile.NAME, CONFIG, HuggingFaceTokenizer.NAME);

    private TokenizerFolder() {}

    static Tokenizer load(Path fileOrFolder) throws IOException {
        StagedFolder.settle(fileOrFolder);
        boolean folder = Files.isDirectory(fileOrFolder);
        Path ranks = folder ? fileOrFolder.resolve(TiktokenFile.NAME) : fileOrFolder;
        Path json = fileOrFolder.resolve(HuggingFaceTokenizer.NAME);
        if (folder && !Files.isRegularFile(ranks) && Files.isRegularFile(json)) {
            return HuggingFaceTokenizer.read(json);
        }
        if (!folder && String.valueOf(ranks.getFileName()).endsWith(HuggingFaceTokenizer.NAME)) {
            return HuggingFaceTokenizer.read(ranks);
        }
        if (!Files.isRegularFile(ranks)) {
            throw new IOException(absent(fileOrFolder, ranks));
        }
        Vocabulary vocabulary = TiktokenFile.read(ranks);
        Path config = ranks.resolveSibling(CONFIG);
        return new Tokenizer(vocabulary, specials(vocabulary.size(), config));
    }

    private static String absent(Path folder, Path ranks) {
        for (String other : List.of("tokenizer.model", "spiece.model", "vocab.json")) {
            if (Files.isRegularFile(folder.resolve(other))) {
                return "%s has %s, a tokenizer that Baltoro does not read; it reads %s, or %s with Kimi K2's split pattern"
                        .formatted(folder, other, TiktokenFile.NAME, HuggingFaceTokenizer.NAME);
            }
        }
        return "%s is absent; name a tiktoken rank file or a folder with %s or %s"
                .formatted(ranks, TiktokenFile.NAME, HuggingFaceTokenizer.NAME);
    }

    private static SpecialTokens specials(int first, Path config) throws IOException {
        if (!Files.isRegularFile(config)) {
            boolean k2 = first == SpecialTokens.K2_RANKS;
            return SpecialTokens.k2(
                    first, k2 ? SpecialTokens.K2_SLOTS : SpecialTokens.TRAINED_SLOTS);
        }
        JsonNode json;
        try {
            json = JsonMapper.shared().readTree(Files.readAllBytes(config));
        } catch (JacksonException e) {
            throw new IOException(config + ": not JSON: " + e.getOriginalMessage(), e);
        }
        String type = json.path("tokenizer_class").asString(CLASS);
        if (!type.equals(CLASS)) {
            throw new IOException(
                    "%s: tokenizer_class %s is not supported, only %s"
                            .formatted(config, type, CLASS));
        }
        try {
            return specials(first, json.path("added_tokens_decoder"));
        } catch (IllegalArgumentException e) {
            throw new IOException(config + ": added_tokens_decoder: " + e.getMessage(), e);
        }
    }

    private static SpecialTokens specials(int first, JsonNode added) {
        Map<Integer, SpecialToken> named = new TreeMap<>();
        int end = first;
        for (Map.Entry<String, JsonNode> entry : added.properties()) {
            int id = Integer.parseInt(entry.getKey());
            String content = entry.getValue().path("content").asString("");
            if (content.isEmpty() || id < first || id - first >= SLOTS_MAX) {
                throw new IllegalArgumentException(
                        "token %s needs a content, and an id from %d to %d"
                                .formatted(entry.getKey(), first, first + SLOTS_MAX - 1));
            }
            boolean special = entry.getValue().path("special").asBoolean(false);
            named.put(id, new SpecialToken(id, content, special));
            end = Math.max(end, id + 1);
        }
        return new SpecialTokens(first, end, named);
    }

    static void publish(Tokenizer tokenizer, Path folder) throws IOException {
        try (StagedFolder staged = StagedFolder.beside(folder)) {
            save(tokenizer, staged.folder());
            staged.carryOver(name -> !FILES.contains(name));
            staged.publish();
        }
    }

    static void save(Tokenizer tokenizer, Path folder) throws IOException {
        Files.createDirectories(folder);
        TiktokenFile.write(tokenizer.vocabulary(), folder.resolve(TiktokenFile.NAME));
        JsonMapper mapper = JsonMapper.shared();
        ObjectNode config = mapper.createObjectNode();
        ObjectNode added = config.putObject("added_tokens_decoder");
        for (SpecialToken token : tokenizer.specials().tokens()) {
            added.putObject(Integer.toString(token.id()))
                    .put("content", token.content())
                    .put("lstrip", false)
                    .put("normalized", false)
                    .put("rstrip", false)
                    .put("single_word", false)
                    .put("special", token.special());
        }
        Map<String, String> roles =
                Map.of(
                        "bos_token",
                        Ends.BEGINNING,
                        "eos_token",
                        Ends.DOCUMENT,
                        "pad_token",
                        "[PAD]",
                        "unk_token",
                        "[UNK]");
        new TreeMap<>(roles)
                .forEach((role, content) -> {
                    if (tokenizer.specialId(content).isPresent()) {
                        config.put(role, content);
                    }
                });
        config.put("clean_up_tokenization_spaces", false);
        config.put("tokenizer_class", CLASS);
        config.put("vocab_size", tokenizer.vocabSize());
        Durable.replace(
                folder.resolve(CONFIG),
                mapper.writerWithDefaultPrettyPrinter().writeValueAsString(config) + "\n");
    }
}
