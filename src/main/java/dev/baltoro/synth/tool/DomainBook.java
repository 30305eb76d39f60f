package dev.baltoro.synth.tool;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.EnumMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// The hierarchy of domains, applications and tables, read from `domains.txt`, which says how it is
/// written.
public final class DomainBook {
    private static final Pattern TABLE =
            Pattern.compile(
                    "([^/\\[:A-Z]+?|3D [^/\\[:A-Z]+?)(?:/([^\\[:A-Z]+?))? ([A-Z]{2,4})(?: \\[([^\\]]+)\\])?: (.+)");
    private static final Pattern RANGE = Pattern.compile("(count|amount)\\((\\d+)-(\\d+)\\)");

    private static final List<Application> APPLICATIONS = read();

    private DomainBook() {}

    /// {@return all applications, in the file's order}
    public static List<Application> applications() {
        return APPLICATIONS;
    }

    private static List<Application> read() {
        List<Application> read = new ArrayList<>();
        String domain = "";
        String application = "";
        List<TypedTable> tables = new ArrayList<>();
        for (String line : lines("domains.txt")) {
            if (line.startsWith("= ") || !line.contains(":")) {
                add(read, domain, application, tables);
                tables = new ArrayList<>();
                application = line.startsWith("= ") ? line.substring(2) : "";
                domain = line.startsWith("= ") ? domain : line.toLowerCase(Locale.ROOT);
            } else {
                tables.add(table(line));
            }
        }
        add(read, domain, application, tables);
        return List.copyOf(read);
    }

    private static void add(
            List<Application> read, String domain, String application, List<TypedTable> tables) {
        if (!tables.isEmpty()) {
            String[] named = application.split(": ", 2);
            read.add(new Application(domain, named[0], named[1], tables));
        }
    }

    /// {@return the lines of a file of this package that are neither empty nor comments}
    static List<String> lines(String file) {
        try (InputStream in = DomainBook.class.getResourceAsStream(file)) {
            if (in == null) {
                throw new IllegalStateException("the program lacks its file " + file);
            }
            return new String(in.readAllBytes(), StandardCharsets.UTF_8)
                    .lines()
                    .filter(line -> !line.isBlank() && !line.startsWith("#"))
                    .toList();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static TypedTable table(String line) {
        Matcher matcher = TABLE.matcher(line);
        if (!matcher.matches()) {
            throw new IllegalStateException("domains.txt: no table: " + line);
        }
        String noun = matcher.group(1);
        String plural = matcher.group(2) == null ? noun + "s" : matcher.group(2);
        List<Column> columns =
                Arrays.stream(matcher.group(5).split(";", -1))
                        .map(written -> column(written.strip()))
                        .toList();
        return new TypedTable(
                noun,
                plural,
                matcher.group(3),
                KeyForm.CODE,
                columns,
                verbs(matcher.group(4) == null ? "" : matcher.group(4)));
    }

    private static Map<Action, List<String>> verbs(String written) {
        Map<Action, List<String>> verbs = new EnumMap<>(Action.class);
        for (String one : written.isEmpty() ? new String[0] : written.split(";", -1)) {
            String[] parts = one.split("=", 2);
            verbs.put(
                    Action.valueOf(parts[0].toUpperCase(Locale.ROOT)),
                    List.of(parts[1].split(",", -1)));
        }
        return verbs;
    }

    private static Column column(String written) {
        boolean optional = written.endsWith("?");
        String bare = optional ? written.substring(0, written.length() - 1) : written;
        int brace = bare.indexOf(" {");
        if (brace >= 0) {
            String choices = bare.substring(brace + 2, bare.length() - 1);
            return Column.choice(bare.substring(0, brace), List.of(choices.split("\\|", -1)))
                    .optional(optional);
        }
        int space = bare.lastIndexOf(' ');
        String said = bare.substring(0, space);
        String kind = bare.substring(space + 1);
        Matcher range = RANGE.matcher(kind);
        if (range.matches()) {
            return Column.between(
                            said,
                            ValueKind.valueOf(range.group(1).toUpperCase(Locale.ROOT)),
                            Long.parseLong(range.group(2)),
                            Long.parseLong(range.group(3)))
                    .optional(optional);
        }
        return Column.of(
                        said,
                        ValueKind.named(kind)
                                .orElseThrow(() ->
                                        new IllegalStateException(
                                                "domains.txt: no kind: " + written)))
                .optional(optional);
    }
}
