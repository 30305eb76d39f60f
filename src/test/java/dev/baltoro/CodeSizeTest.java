package dev.baltoro;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.source.tree.CompilationUnitTree;
import com.sun.source.tree.MethodTree;
import com.sun.source.util.JavacTask;
import com.sun.source.util.SourcePositions;
import com.sun.source.util.TreeScanner;
import com.sun.source.util.Trees;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import javax.tools.JavaCompiler;
import javax.tools.StandardJavaFileManager;
import javax.tools.ToolProvider;
import org.junit.jupiter.api.Test;

/// One idea a file, and methods that can be read at a sitting.
class CodeSizeTest {
    private static final Path MAIN = Path.of("src/main/java");
    private static final int FILE_LINES_MAX = 700;
    private static final int FILE_LINES_NINE_IN_TEN = 300;
    private static final int FILE_LINES_MEDIAN = 120;
    private static final int METHOD_LINES_MAX = 70;

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
        JavaCompiler compiler = ToolProvider.getSystemJavaCompiler();
        try (StandardJavaFileManager sources =
                compiler.getStandardFileManager(null, Locale.ROOT, StandardCharsets.UTF_8)) {
            JavacTask task =
                    (JavacTask)
                            compiler.getTask(
                                    null,
                                    sources,
                                    null,
                                    List.of("-proc:none"),
                                    null,
                                    sources.getJavaFileObjectsFromPaths(files()));
            Methods methods = new Methods(Trees.instance(task).getSourcePositions());
            for (CompilationUnitTree unit : task.parse()) {
                methods.scan(unit, unit);
            }
            assertThat(methods.count).isGreaterThan(5_000);
            assertThat(methods.tooLong).isEmpty();
        }
    }

    /// Counts a method's lines from the last of its modifiers, so without annotations, to its last
    /// brace, whether its parameters stand on one line or on ten.
    private static final class Methods extends TreeScanner<Void, CompilationUnitTree> {
        private final SourcePositions places;
        private final List<String> tooLong = new ArrayList<>();
        private int count;

        Methods(SourcePositions places) {
            this.places = places;
        }

        @Override
        public Void visitMethod(MethodTree method, CompilationUnitTree unit) {
            count++;
            long modifiers = places.getEndPosition(unit, method.getModifiers());
            long start = Math.max(modifiers, places.getStartPosition(unit, method));
            long first = unit.getLineMap().getLineNumber(start);
            long last = unit.getLineMap().getLineNumber(places.getEndPosition(unit, method));
            if (last - first + 1 > METHOD_LINES_MAX) {
                tooLong.add(
                        "%s:%d has %d lines"
                                .formatted(
                                        unit.getSourceFile().getName(), first, last - first + 1));
            }
            return super.visitMethod(method, unit);
        }
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
