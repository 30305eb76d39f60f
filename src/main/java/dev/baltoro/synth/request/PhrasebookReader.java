package dev.baltoro.synth.request;

import dev.baltoro.synth.value.SpokenLanguage;
import dev.baltoro.text.NearestName;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.regex.PatternSyntaxException;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JacksonException;
import tools.jackson.core.StreamReadFeature;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;
import tools.jackson.dataformat.yaml.YAMLMapper;

/// Reads phrasebooks. What is wrong is said in one line with file and entry.
final class PhrasebookReader {
    private static final YAMLMapper YAML =
            YAMLMapper.builder().enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION).build();

    private static final Set<String> LANGUAGES = languages();
    private static final Set<String> FAMILY_KEYS =
            keys(
                    "family",
                    "tool",
                    "not",
                    "parameters",
                    "constants",
                    "arguments",
                    "weight",
                    "context",
                    "lacks",
                    "object",
                    "makes",
                    "gone",
                    "implied",
                    "free",
                    "instead",
                    "then",
                    "any-order",
                    "carries");
    private static final Set<String> TALK_KEYS =
            keys("talk", "about", "unless", "weight", "replies", "after");
    private static final Set<String> PHRASE_KEYS = keys("phrase");
    private static final Set<String> LACK_KEYS = keys("slot", "asks", "about");
    private static final Set<String> ASKING_KEYS =
            keys("asking", "tool", "weight", "asks", "about");
    private static final Set<String> GIVES_KEYS = Set.of("gives", "families", "as");
    private static final Set<String> UNSAID_KEYS = keys("unsaid", "asks", "about");

    private final List<Family> families = new ArrayList<>();
    private final List<SmallTalk> talks = new ArrayList<>();
    private final Map<String, Sayings> phrases = new LinkedHashMap<>();
    private final List<Asking> askings = new ArrayList<>();
    private final Map<String, Family.Lack> unsaid = new LinkedHashMap<>();
    private final Map<String, Giving> givings = new LinkedHashMap<>();
    private final Set<String> names = new LinkedHashSet<>();
    private String place = "";

    private PhrasebookReader() {}

    /// @throws IllegalArgumentException with one line if one of them is wrong
    static Phrasebook resources(List<String> files) {
        Map<String, String> texts = new LinkedHashMap<>();
        for (String file : files) {
            try (@Nullable InputStream in = PhrasebookReader.class.getResourceAsStream(file)) {
                if (in != null) {
                    texts.put(file, new String(in.readAllBytes(), StandardCharsets.UTF_8));
                }
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        }
        return read(texts);
    }

    /// {@return the phrasebook in these texts, by their names}
    ///
    /// @throws IllegalArgumentException with one line if one of them is wrong
    static Phrasebook read(Map<String, String> texts) {
        PhrasebookReader reader = new PhrasebookReader();
        texts.forEach(reader::file);
        Phrasebook book =
                new Phrasebook(
                        reader.families,
                        reader.talks,
                        reader.phrases,
                        reader.askings,
                        reader.unsaid,
                        reader.givings);
        PhrasebookCheck.check(book);
        return book;
    }

    private void file(String name, String text) {
        place = name;
        JsonNode entries;
        try {
            entries = YAML.readTree(text);
        } catch (JacksonException e) {
            throw new IllegalArgumentException(
                    "%s: line %d: %s"
                            .formatted(
                                    name,
                                    e.getLocation() == null ? 0 : e.getLocation().getLineNr(),
                                    e.getOriginalMessage().lines().findFirst().orElse("")),
                    e);
        }
        if (!entries.isArray()) {
            throw wrong("must be a list of `- family:`, `- talk:` and `- phrase:` entries");
        }
        for (JsonNode entry : entries) {
            place = name;
            entry(name, entry);
        }
    }

    private void entry(String file, JsonNode entry) {
        for (String kind : List.of("family", "talk", "phrase", "asking", "unsaid", "gives")) {
            if (entry.path(kind).isString()) {
                place = "%s: %s %s".formatted(file, kind, entry.path(kind).asString());
                if (!names.add(kind + " " + entry.path(kind).asString())) {
                    throw wrong("occurs twice");
                }
                switch (kind) {
                    case "family" -> families.add(family(entry));
                    case "talk" -> talks.add(talk(entry));
                    case "asking" -> askings.add(asking(entry));
                    case "gives" -> {
                        known(entry, GIVES_KEYS);
                        givings.put(
                                entry.path(kind).asString(),
                                new Giving(
                                        regex(text(entry, "families")),
                                        entry.has("as")
                                                ? Optional.of(text(entry, "as"))
                                                : Optional.empty()));
                    }
                    case "unsaid" -> {
                        known(entry, UNSAID_KEYS);
                        String slot = entry.path(kind).asString();
                        unsaid.put(slot, lack(slot, entry));
                    }
                    default -> {
                        known(entry, PHRASE_KEYS);
                        phrases.put(entry.path(kind).asString(), says(entry));
                    }
                }
                return;
            }
        }
        throw wrong(
                "an entry begins with `family:`, `talk:`, `phrase:`, `asking:`, `unsaid:` or `gives:`, not "
                        + shown(entry));
    }

    private Family family(JsonNode entry) {
        known(entry, FAMILY_KEYS);
        List<Family.Lack> lacks = new ArrayList<>();
        for (JsonNode lack : entry.path("lacks")) {
            known(lack, LACK_KEYS);
            lacks.add(lack(lack.path("slot").asString(""), lack));
        }
        List<List<Family.OtherCall>> instead = new ArrayList<>();
        entry.path("instead").forEach(calls -> instead.add(otherCalls(calls)));
        Map<String, java.util.regex.Pattern> parameters = new LinkedHashMap<>();
        nodes(entry, "parameters")
                .forEach((role, name) -> parameters.put(role, regex(name.asString())));
        return new Family(
                entry.path("family").asString(),
                regex(text(entry, "tool")),
                optional(entry, "not"),
                parameters,
                nodes(entry, "constants"),
                nodes(entry, "arguments"),
                weight(entry),
                sentences(entry, "context"),
                says(entry),
                lacks,
                entry.path("object").asString(""),
                entry.path("makes").asString(""),
                entry.path("gone").asBoolean(false),
                new LinkedHashSet<>(texts(entry, "implied")),
                nodes(entry, "free"),
                instead,
                otherCalls(entry.path("then")),
                entry.path("any-order").asBoolean(false),
                new LinkedHashSet<>(texts(entry, "carries")),
                Map.of());
    }

    private List<Family.OtherCall> otherCalls(JsonNode calls) {
        List<Family.OtherCall> list = new ArrayList<>();
        for (JsonNode call : calls) {
            list.add(
                    new Family.OtherCall(
                            regex(call.path("tool").asString("")), nodes(call, "arguments")));
        }
        return list;
    }

    private Family.Lack lack(String slot, JsonNode entry) {
        return new Family.Lack(slot, says(entry), sentences(entry, "asks"), texts(entry, "about"));
    }

    private Asking asking(JsonNode entry) {
        known(entry, ASKING_KEYS);
        return new Asking(
                entry.path("asking").asString(),
                regex(text(entry, "tool")),
                weight(entry),
                lack("", entry));
    }

    private SmallTalk talk(JsonNode entry) {
        known(entry, TALK_KEYS);
        String after = entry.path("after").asString("anything");
        if (!Set.of("anything", "a call").contains(after)) {
            throw wrong("after: is `anything` or `a call`, not `%s`".formatted(after));
        }
        List<Saying> replies = sentences(entry, "replies");
        if (replies.isEmpty()) {
            throw wrong("has no replies");
        }
        return new SmallTalk(
                entry.path("talk").asString(),
                optional(entry, "about"),
                optional(entry, "unless"),
                weight(entry),
                says(entry),
                replies,
                after.equals("a call") ? SmallTalk.After.A_CALL : SmallTalk.After.ANYTHING);
    }

    /// Patterns in English stand at `says`, those in another language at its two letters.
    private Sayings says(JsonNode entry) {
        Map<SpokenLanguage, List<Saying>> by = new LinkedHashMap<>();
        for (SpokenLanguage language : SpokenLanguage.values()) {
            String key = language == SpokenLanguage.ENGLISH ? "says" : language.code();
            List<Saying> list = sentences(entry, key);
            if (!list.isEmpty()) {
                by.put(language, list);
            }
        }
        if (by.isEmpty()) {
            throw wrong("says nothing");
        }
        return new Sayings(by);
    }

    private List<Saying> sentences(JsonNode entry, String key) {
        List<Saying> list = new ArrayList<>();
        for (String source : texts(entry, key)) {
            try {
                list.add(Saying.of(source));
            } catch (IllegalArgumentException e) {
                throw wrong(key + ": " + e.getMessage());
            }
        }
        return list;
    }

    private List<String> texts(JsonNode entry, String key) {
        JsonNode list = entry.path(key);
        if (list.isMissingNode()) {
            return List.of();
        }
        if (!list.isArray()) {
            throw wrong("`%s` is no list".formatted(key));
        }
        List<String> texts = new ArrayList<>();
        for (JsonNode item : list) {
            if (!item.isValueNode()) {
                throw wrong("`%s` has %s; put the sentence in quotes".formatted(key, shown(item)));
            }
            texts.add(item.asString());
        }
        return texts;
    }

    private Map<String, JsonNode> nodes(JsonNode entry, String key) {
        JsonNode map = entry.path(key);
        if (!map.isMissingNode() && !map.isObject()) {
            throw wrong("`%s` is not of the form {name: value}".formatted(key));
        }
        Map<String, JsonNode> nodes = new LinkedHashMap<>();
        map.properties().forEach(field -> nodes.put(field.getKey(), field.getValue()));
        return nodes;
    }

    private String text(JsonNode entry, String key) {
        if (!entry.path(key).isString()) {
            throw wrong("needs `%s: \"…\"`".formatted(key));
        }
        return entry.path(key).asString();
    }

    private double weight(JsonNode entry) {
        JsonNode weight = entry.path("weight");
        if (weight.isMissingNode()) {
            return 1;
        }
        if (!weight.isNumber() || weight.asDouble() <= 0) {
            throw wrong("`weight` is a number above 0");
        }
        return weight.asDouble();
    }

    private Optional<java.util.regex.Pattern> optional(JsonNode entry, String key) {
        return entry.has(key) ? Optional.of(regex(text(entry, key))) : Optional.empty();
    }

    private java.util.regex.Pattern regex(String text) {
        try {
            return java.util.regex.Pattern.compile(text, java.util.regex.Pattern.CASE_INSENSITIVE);
        } catch (PatternSyntaxException e) {
            throw wrong("`%s` is no regular expression: %s".formatted(text, e.getDescription()));
        }
    }

    private void known(JsonNode entry, Set<String> keys) {
        if (!(entry instanceof ObjectNode object)) {
            throw wrong(shown(entry) + " is not of the form {name: value}");
        }
        for (String key : object.propertyNames()) {
            if (!keys.contains(key)) {
                throw wrong("there is no key `%s`; %s".formatted(key, NearestName.hint(key, keys)));
            }
        }
    }

    private static String shown(JsonNode node) {
        String text = node.toString();
        return "`" + (text.length() > 60 ? text.substring(0, 60) + "…" : text) + "`";
    }

    private static Set<String> languages() {
        Set<String> codes = new LinkedHashSet<>();
        for (SpokenLanguage language : SpokenLanguage.values()) {
            codes.add(language == SpokenLanguage.ENGLISH ? "says" : language.code());
        }
        return codes;
    }

    private static Set<String> keys(String... own) {
        Set<String> keys = new LinkedHashSet<>(List.of(own));
        keys.addAll(LANGUAGES);
        return keys;
    }

    private IllegalArgumentException wrong(String why) {
        return new IllegalArgumentException(String.format(Locale.ROOT, "%s: %s", place, why));
    }
}
