package dev.baltoro.synth.value;

import dev.baltoro.synth.value.Surroundings.KnownFile;
import dev.baltoro.synth.value.Value.Said;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.function.Predicate;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import tools.jackson.databind.node.StringNode;

/// Lines of a file that a request changes: the file is the one in the slot `file`.
///
/// `setting`, `price` and `todo` have the forms `oldline` and `newline`, for calls, and speak of
/// the line without saying it as it is, so that the system message has to tell it. `old` and `new`
/// are said as they are.
enum LineSlots implements Slot {
    /// `depth = 12`; forms `key`, `old`, `new`.
    SETTING(Pattern.compile("^([\\w-]+)( = |=|: )(\"?)([^\"]+)\"?$")),
    /// `Bean stew 7.35`; forms `item`, `old`, `new`.
    PRICE(Pattern.compile("^(\\p{L}.*?)( |: |,| - |;| .. )()(\\d+\\.\\d\\d)$")),
    /// `- [ ] buy milk`; form `item`.
    TODO(Pattern.compile("^([-*] )?\\[ \\] ()()(.+)$")),
    /// The file's last line, which the system message tells; it is not said.
    LASTLINE(Pattern.compile("^()()().+$")),
    /// Any text of the file.
    OLD(Pattern.compile("^()()().+$"));

    private final Pattern shape;

    LineSlots(Pattern shape) {
        this.shape = shape;
    }

    /// {@return which files have the line that the sentence speaks of}
    static Predicate<KnownFile> holder(Situation situation) {
        for (LineSlots slot : values()) {
            if (situation.wants(slot.slotName())) {
                return file -> file.lines().stream().anyMatch(slot::fits);
            }
        }
        return file -> true;
    }

    String slotName() {
        return name().toLowerCase(Locale.ROOT);
    }

    private boolean fits(String line) {
        return shape.matcher(line).matches() && (this != OLD || !line.startsWith("#"));
    }

    @Override
    public Value draw(Situation situation, int index) {
        Draws draw = situation.draw();
        String path =
                situation
                        .value("file")
                        .or(() -> situation.value("anyfile"))
                        .map(value -> value.json().asString())
                        .orElse("");
        List<String> lines =
                situation.surroundings().file(path).map(KnownFile::lines).orElse(List.of()).stream()
                        .filter(this::fits)
                        .toList();
        if (lines.isEmpty()) {
            // The file came before the line and has none of the kind: what is said is taken as its
            // text.
            lines = sample(draw);
        }
        String line = this == LASTLINE ? lines.getLast() : draw.pick(lines);
        Matcher parts = shape.matcher(line);
        if (!parts.matches()) {
            throw new IllegalStateException(line);
        }
        String need = Need.LINE + path + "\n" + line;
        return switch (this) {
            case SETTING -> setting(draw, parts, line, need);
            case PRICE -> price(draw, parts, line, need);
            case TODO -> todo(parts, line, need);
            case LASTLINE -> {
                situation.need(Need.LAST + path + "\n" + line);
                yield Value.of(line);
            }
            case OLD -> old(draw, line);
        };
    }

    private List<String> sample(Draws draw) {
        return switch (this) {
            case SETTING -> InventedFolders.settings(draw).stream().filter(this::fits).toList();
            case PRICE -> InventedFolders.prices(draw).stream().filter(this::fits).toList();
            case TODO -> InventedFolders.tasks(draw).stream().filter(this::fits).toList();
            case LASTLINE, OLD -> List.of(Notes.task(draw));
        };
    }

    private static Value setting(Draws draw, Matcher parts, String line, String need) {
        String key = parts.group(1);
        String old = parts.group(4);
        Said changed = changed(draw, old);
        String quote = parts.group(3);
        String newLine = key + parts.group(2) + quote + changed.needs() + quote;
        Map<String, List<Said>> forms = new LinkedHashMap<>();
        List<Said> names = new ArrayList<>();
        Places.add(names, key, need, 2);
        Places.add(names, key.replace('_', ' ').replace('-', ' '), need, 3);
        forms.put("key", names);
        forms.put("old", List.of(new Said(old)));
        forms.put("new", List.of(new Said(changed.text())));
        forms.put("oldline", List.of(new Said(line)));
        forms.put("newline", List.of(new Said(newLine)));
        return new Value(StringNode.valueOf(newLine), List.of(new Said(newLine)), forms);
    }

    /// {@return another value, as said; `needs` holds it as written}
    private static Said changed(Draws draw, String old) {
        if (old.equals("true") || old.equals("false")) {
            String other = old.equals("true") ? "false" : "true";
            return new Said(
                    other.equals("true")
                            ? draw.pick("true", "on", "true")
                            : draw.pick("false", "off", "false"),
                    other);
        }
        if (old.matches("\\d+")) {
            int number = draw.chance(0.5) ? draw.between(1, 200) : 50 * draw.between(1, 100);
            String digits =
                    Integer.toString(Integer.toString(number).equals(old) ? number + 1 : number);
            return new Said(
                    draw.chance(0.3) ? NumberWords.words(Integer.parseInt(digits)) : digits,
                    digits);
        }
        if (old.matches("\\d+\\.\\d+")) {
            String next = "%d.%d".formatted(draw.below(40), draw.between(1, 9));
            return new Said(next, next);
        }
        String word = CommonWords.word(draw);
        return new Said(word, word);
    }

    private static Value price(Draws draw, Matcher parts, String line, String need) {
        String item = parts.group(1);
        String changed = InventedFolders.price(draw);
        String newLine = item + parts.group(2) + changed;
        Map<String, List<Said>> forms = new LinkedHashMap<>();
        List<Said> items = new ArrayList<>();
        Places.add(items, item, need, 1);
        Places.add(items, "the " + item.toLowerCase(Locale.ROOT), need, 3);
        forms.put("item", items);
        forms.put("old", List.of(new Said(parts.group(4))));
        forms.put("new", List.of(new Said(changed)));
        forms.put("oldline", List.of(new Said(line)));
        forms.put("newline", List.of(new Said(newLine)));
        return new Value(StringNode.valueOf(newLine), List.of(new Said(newLine)), forms);
    }

    private static Value todo(Matcher parts, String line, String need) {
        String item = parts.group(4);
        String newLine = line.replaceFirst("\\[ \\]", "[x]");
        Map<String, List<Said>> forms = new LinkedHashMap<>();
        List<Said> items = new ArrayList<>();
        Places.add(items, item, need, 2);
        Places.add(items, "'" + item + "'", need, 1);
        forms.put("item", items);
        forms.put("oldline", List.of(new Said(line)));
        forms.put("newline", List.of(new Said(newLine)));
        return new Value(StringNode.valueOf(newLine), List.of(new Said(newLine)), forms);
    }

    private static Value old(Draws draw, String line) {
        String[] words = line.split(" ");
        String part = line;
        if (words.length > 1 && draw.chance(0.4)) {
            part = draw.pick(List.of(words));
            part = part.length() < 3 ? line : part;
        }
        return QuotedText.said(part);
    }
}
