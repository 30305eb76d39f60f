package dev.baltoro.cli.data;

import dev.baltoro.data.read.Document;
import dev.baltoro.data.read.ReadingOptions;
import dev.baltoro.data.read.Rejection;
import dev.baltoro.data.read.SourceFiles;
import dev.baltoro.text.tokenizer.BpeTrainer;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.function.Consumer;
import java.util.stream.Collectors;

/// The texts of files and folders, read as `data prepare` reads them, with a count of what was left
/// out.
final class InputTexts implements BpeTrainer.Texts {
    private final List<Path> paths;
    private final ReadingOptions options;
    private final SortedMap<String, Long> rejected = new TreeMap<>();
    private Optional<Rejection> first = Optional.empty();
    private long read;

    InputTexts(List<Path> paths, ReadingOptions options) {
        this.paths = paths;
        this.options = options;
    }

    @Override
    public void forEach(Consumer<? super CharSequence> taker) throws IOException {
        for (Path path : paths) {
            new SourceFiles(path, options)
                    .read(item -> {
                        switch (item) {
                            case Document(_, String text) -> {
                                read++;
                                taker.accept(text);
                            }
                            case Rejection rejection -> {
                                first = first.or(() -> Optional.of(rejection));
                                rejected.merge(rejection.reason().label(), 1L, Long::sum);
                            }
                        }
                    });
        }
    }

    /// How many texts there were.
    long read() {
        return read;
    }

    String names() {
        return paths.stream().map(Path::toString).collect(Collectors.joining(", "));
    }

    /// Why there was no text.
    String why() {
        return first.map(
                        rejection -> "rejected " + rejected + ", the first in " + rejection.place())
                .orElse("name files that are not empty");
    }

    /// Says what was left out, if anything was.
    void report(PrintWriter log) {
        if (first.isPresent() && read > 0) {
            log.printf("left out %s, the first in %s%n", rejected, first.get().place());
            log.flush();
        }
    }
}
