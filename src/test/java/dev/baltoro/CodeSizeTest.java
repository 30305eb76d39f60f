package dev.baltoro;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/// One idea a file, and methods that can be read at a sitting.
class CodeSizeTest {
    private static final Path MAIN = Path.of("src/main/java");
    private static final int FILE_LINES_MAX = 700;
    private static final int FILE_LINES_NINE_IN_TEN = 300;
    private static final int FILE_LINES_MEDIAN = 120;
    private static final int METHOD_LINES_MAX = 70;

    /// A method's opening line, as the formatter writes it: of a type, or of a type inside it.
    private static final Pattern METHOD =
            Pattern.compile(
                    "^( {4}| {8})(?!.*(->|=|\\b(class|record|interface|enum|new)\\b))"
                            + "(?!(if|for|while|switch|try|return|synchronized|do|\\}|\\.)\\b)"
                            + "[A-Za-z@<].*\\(.*\\) ?(throws .*)?\\{$");

    @Test
    void filesAreShort() throws IOException {
        List<Integer> lengths = new ArrayList<>();
        for (Path file : files()) {
            int lines = Files.readAllLines(file).size();
            assertThat(lines).as(file.toString()).isLessThanOrEqualTo(FILE_LINES_MAX);
            lengths.add(lines);
        }
        lengths.sort(null);
        assertThat(lengths).hasSizeGreaterThan(100);
        assertThat(lengths.get(lengths.size() / 2)).isLessThan(FILE_LINES_MEDIAN);
        assertThat(lengths.get(lengths.size() * 9 / 10)).isLessThan(FILE_LINES_NINE_IN_TEN);
    }

    @Test
    void methodsAreShort() throws IOException {
        List<String> tooLong = new ArrayList<>();
        int methods = 0;
        for (Path file : files()) {
            List<String> lines = Files.readAllLines(file);
            for (int i = 0; i < lines.size(); i++) {
                Matcher start = METHOD.matcher(lines.get(i));
                if (!start.matches()) {
                    continue;
                }
                methods++;
                String end = start.group(1) + "}";
                int last = i;
                while (last + 1 < lines.size() && !lines.get(last).equals(end)) {
                    last++;
                }
                if (last - i + 1 > METHOD_LINES_MAX) {
                    tooLong.add(file + ":" + (i + 1) + " has " + (last - i + 1) + " lines");
                }
            }
        }
        assertThat(methods).isGreaterThan(300);
        assertThat(tooLong).isEmpty();
    }

    @Test
    void everyPackageSaysWhatToReadFirst() throws IOException {
        Set<Path> packages =
                files().stream()
                        .map(Path::getParent)
                        .collect(Collectors.toCollection(TreeSet::new));
        assertThat(packages).hasSizeGreaterThan(60);
        for (Path one : packages) {
            assertThat(one.resolve("package-info.java")).content().contains("Start here: ");
        }
    }

    private static List<Path> files() throws IOException {
        try (Stream<Path> all = Files.walk(MAIN)) {
            return all.filter(path -> path.toString().endsWith(".java")).toList();
        }
    }
}
