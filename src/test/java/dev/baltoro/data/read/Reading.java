package dev.baltoro.data.read;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/// What reading a path yields.
///
/// @param texts the documents' texts
/// @param rejections what was rejected
record Reading(List<String> texts, List<Rejection> rejections) {
    static Reading of(Path path) throws IOException {
        return of(path, ReadingOptions.defaults());
    }

    static Reading of(Path path, ReadingOptions options) throws IOException {
        List<String> texts = new ArrayList<>();
        List<Rejection> rejections = new ArrayList<>();
        new SourceFiles(path, options)
                .read(item -> {
                    switch (item) {
                        case Document(_, String text) -> texts.add(text);
                        case Rejection rejection -> rejections.add(rejection);
                    }
                });
        return new Reading(texts, rejections);
    }

    List<String> places() {
        return rejections.stream().map(Rejection::place).toList();
    }
}
