package dev.baltoro.data.read;

import java.io.StringReader;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Set;
import java.util.function.UnaryOperator;
import java.util.regex.Pattern;
import tools.jackson.core.JacksonException;
import tools.jackson.core.JsonParser;
import tools.jackson.core.JsonToken;
import tools.jackson.core.ObjectReadContext;
import tools.jackson.core.exc.UnexpectedEndOfInputException;
import tools.jackson.core.json.JsonFactory;

/// What the unpacked bytes of a file are. The content decides; the name only where the content
/// leaves it open, for instance because the first line is damaged.
enum TextFormat {
    /// One JSON object a line.
    JSON_LINES,
    /// An array of JSON objects, or objects over several lines.
    JSON_VALUES,
    /// Anything else.
    TEXT;

    private static final Set<String> LINES_ENDINGS =
            Set.of("jsonl", "ndjson", "jsonlines", "jl", "ldjson");
    private static final String JSON_ENDING = "json";

    /// How JSON records begin, and hardly any text does.
    private static final Pattern DAMAGED_JSON = Pattern.compile("\\s*(\\[\\s*)?\\{\\s*\"");

    /// A line of JSON over several lines: brackets, or a name and a value.
    private static final Pattern JSON_LINE =
            Pattern.compile("\\s*([\\[\\]{}][\\[\\]{},\\s]*|[\\[{\\s]*\"[^\"]*\"\\s*:\\s*\\S.*)");

    private static final int LINES_MIN = 4;

    private static final JsonFactory JSON = new JsonFactory();

    /// {@return the format that a text begins in}
    ///
    /// @param ending the name's ending in lower case, without that of its compression
    /// @param head its first bytes
    /// @param whole whether they are all of it
    static TextFormat of(String ending, byte[] head, boolean whole) {
        // what JSON is made of is ASCII, so any one-byte reading shows its shape
        String text = new String(head, StandardCharsets.ISO_8859_1);
        int start = 0;
        while (start < text.length() && Character.isWhitespace(text.charAt(start))) {
            start++;
        }
        boolean linesName = LINES_ENDINGS.contains(ending);
        boolean jsonName = ending.equals(JSON_ENDING);
        if (start == text.length()) {
            return linesName || jsonName ? JSON_LINES : TEXT;
        }
        if (mostLinesAreObjects(text, whole, UnaryOperator.identity())) {
            return JSON_LINES;
        }
        First first = First.of(text.substring(start), whole);
        if (first.records() && (!first.cutInFirstLine() || first.array())) {
            return JSON_VALUES;
        }
        if (first.records()) {
            return JSON_LINES; // a first line that is longer than the head
        }
        if (linesName) {
            return JSON_LINES;
        }
        if (DAMAGED_JSON.matcher(text).lookingAt()
                || mostLinesAreJson(text)
                || mostLinesAreObjects(text, whole, TextFormat::element)) {
            return text.strip().lines().findFirst().orElse("").endsWith("}")
                    ? JSON_LINES
                    : JSON_VALUES;
        }
        return jsonName ? JSON_VALUES : TEXT;
    }

    /// Whether the lines look like those of JSON over several lines, of which one is damaged.
    private static boolean mostLinesAreJson(String text) {
        List<String> lines = text.lines().filter(line -> !line.isBlank()).toList();
        long json = lines.stream().filter(line -> JSON_LINE.matcher(line).matches()).count();
        return lines.size() >= LINES_MIN && json >= lines.size() - 1;
    }

    /// {@return the object in a line of an array that has one element a line}
    private static String element(String line) {
        int start = line.startsWith("[") ? 1 : 0;
        int end = line.length();
        while (end > start && (line.charAt(end - 1) == ',' || line.charAt(end - 1) == ']')) {
            end--;
        }
        return line.substring(start, end).strip();
    }

    /// @param inner what is left of a line when the punctuation around an object is taken away
    private static boolean mostLinesAreObjects(
            String text, boolean whole, UnaryOperator<String> inner) {
        int lines = 0;
        int objects = 0;
        int end = whole ? text.length() : text.lastIndexOf('\n');
        for (int at = 0; at < end; ) {
            int stop = text.indexOf('\n', at);
            stop = stop < 0 || stop > end ? end : stop;
            String line = inner.apply(text.substring(at, stop).strip());
            at = stop + 1;
            if (!line.isEmpty()) {
                lines++;
                objects += line.charAt(0) == '{' && isObject(line) ? 1 : 0;
            }
        }
        return objects > 0 && objects * 2 >= lines;
    }

    private static boolean isObject(String line) {
        try (JsonParser parser = JSON.createParser(ObjectReadContext.empty(), line)) {
            if (parser.nextToken() != JsonToken.START_OBJECT) {
                return false;
            }
            parser.skipChildren();
            return parser.nextToken() == null;
        } catch (JacksonException e) {
            return false;
        }
    }

    /// The first JSON value of a text.
    ///
    /// @param records whether it is an object, or an array of objects, and nothing but JSON follows
    /// @param array whether it is an array
    /// @param cutInFirstLine whether the head ends before the value's first line does
    private record First(boolean records, boolean array, boolean cutInFirstLine) {
        static final First NONE = new First(false, false, false);

        static First of(String text, boolean whole) {
            boolean array = text.charAt(0) == '[';
            if (!array && text.charAt(0) != '{') {
                return NONE;
            }
            boolean objects = !array;
            try (JsonParser parser =
                    JSON.createParser(ObjectReadContext.empty(), new StringReader(text))) {
                parser.nextToken();
                if (array) {
                    objects = parser.nextToken() == JsonToken.START_OBJECT;
                    while (parser.currentToken() != JsonToken.END_ARRAY) {
                        parser.skipChildren();
                        parser.nextToken();
                    }
                } else {
                    parser.skipChildren();
                }
                JsonToken next = parser.nextToken();
                return new First(
                        objects && (next == null || next == JsonToken.START_OBJECT), array, false);
            } catch (UnexpectedEndOfInputException e) {
                return whole ? NONE : new First(objects, array, text.indexOf('\n') < 0);
            } catch (JacksonException e) {
                return NONE;
            }
        }
    }
}
