package dev.baltoro.synth.request;

import dev.baltoro.synth.value.Draws;
import dev.baltoro.synth.value.Need;
import dev.baltoro.synth.value.Situation;
import dev.baltoro.synth.value.Surroundings;
import dev.baltoro.synth.value.Surroundings.KnownFile;
import dev.baltoro.synth.value.Value;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// Writes the system message: what a request relies on, and some of what it does not.
final class Teller {
    private static final double NOISE_SHARE = 0.08;
    private static final int LISTED_MAX = 12;

    private final Phrasebook book;
    private final Phrases split;
    private final StoreTeller entities;

    Teller(Phrasebook book, Phrases split) {
        this.book = book;
        this.split = split;
        this.entities = new StoreTeller(situation -> phrase("facts-stored", situation, Map.of()));
    }

    /// {@return the text; empty if nothing is told}
    ///
    /// @param own what a family says in place of the general opening
    String tell(Situation situation, Optional<Saying> own) {
        Draws draw = situation.draw();
        List<String> parts = new ArrayList<>();
        Surroundings around = situation.surroundings();
        if (!around.roots().isEmpty() && (!situation.silent() || !situation.needs().isEmpty())) {
            parts.add(
                    own.map(sentence -> said(situation, sentence))
                            .orElseGet(() -> roots(situation)));
        }
        files(situation, parts);
        if (!around.entities().isEmpty()) {
            parts.addAll(entities.tell(situation));
        }
        if (draw.chance(NOISE_SHARE)) {
            parts.add(draw.below(2) * parts.size(), phrase("facts-noise", situation, Map.of()));
        }
        return joined(parts, draw);
    }

    /// A folder's name may have spaces, so what follows it is set apart.
    private static String joined(List<String> parts, Draws draw) {
        boolean lines = draw.chance(0.15);
        StringBuilder text = new StringBuilder();
        for (String part : parts) {
            if (!text.isEmpty()) {
                boolean open = ".!?:\n".indexOf(text.charAt(text.length() - 1)) < 0;
                text.append(lines ? "\n" : open ? draw.pick(". ", ". ", "\n", "; ") : " ");
            }
            text.append(part.strip());
        }
        return text.toString();
    }

    private String roots(Situation situation) {
        return phrase(
                situation.surroundings().roots().size() == 1 ? "facts-root" : "facts-roots",
                situation,
                Map.of());
    }

    private void files(Situation situation, List<String> parts) {
        for (String need : situation.needs()) {
            if (need.startsWith(Need.SAYS)) {
                parts.add(need.substring(Need.SAYS.length()));
            } else if (need.startsWith(Need.IN)) {
                parts.add(place("facts-in", situation, need.substring(Need.IN.length())));
            } else if (need.startsWith(Need.NAMED)) {
                parts.add(place("facts-named", situation, need.substring(Need.NAMED.length())));
            } else if (need.startsWith(Need.LINE) || need.startsWith(Need.LAST)) {
                int end = need.indexOf('\n');
                String path = need.substring(need.indexOf(':') + 1, end);
                parts.add(
                        phrase(
                                need.startsWith(Need.LINE) ? "facts-line" : "facts-last",
                                situation,
                                Map.of(
                                        "told_name", name(path),
                                        "told_line", need.substring(end + 1))));
            }
        }
        Surroundings around = situation.surroundings();
        if (!around.files().isEmpty() && situation.draw().chance(0.08)) {
            List<String> names =
                    around.files().stream()
                            .filter(file -> file.folder().equals(around.roots().getFirst()))
                            .map(KnownFile::name)
                            .limit(LISTED_MAX)
                            .toList();
            if (!names.isEmpty()) {
                parts.add(
                        phrase(
                                "facts-listing",
                                situation,
                                Map.of("told_line", String.join(", ", names))));
            }
        }
    }

    private String place(String said, Situation situation, String path) {
        String root = situation.surroundings().root(path);
        String folder = path.substring(0, path.lastIndexOf('/'));
        boolean whole = situation.surroundings().roots().size() > 1 || folder.equals(root);
        return phrase(
                said,
                situation,
                Map.of(
                        "told_name",
                        name(path),
                        "told_path",
                        path,
                        "told_word",
                        word(path),
                        "told_place",
                        whole ? folder : folder.substring(root.length() + 1)));
    }

    /// {@return the first word of a file's name}
    private static String word(String path) {
        String word = name(path).split("[ _.()&-]+", -1)[0];
        return word.isEmpty() ? "other" : word;
    }

    private static String name(String path) {
        return path.substring(path.lastIndexOf('/') + 1);
    }

    private String phrase(String name, Situation situation, Map<String, String> values) {
        Sayings sentences =
                book.phrase(name).orElseThrow(() -> new IllegalStateException("no phrase " + name));
        Situation inner =
                new Situation(
                        situation.draw(), situation.surroundings(), situation.language(), false);
        values.forEach((key, text) -> inner.put(key, Value.of(text)));
        return said(inner, sentences.pick(situation.draw(), situation.language(), split));
    }

    private String said(Situation situation, Saying sentence) {
        return new Speaker(situation, Slots::named, this::pattern)
                .plainly()
                .say(sentence.pattern())
                .text();
    }

    private Pattern pattern(String name) {
        Sayings found = book.phrase(name).orElseThrow();
        return new Pattern.Choice(found.all().stream().map(Saying::pattern).toList());
    }
}
