package dev.baltoro.text.template;

import dev.baltoro.io.Durable;
import dev.baltoro.text.chat.KnownTools;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/// The tools that a specialist was trained with, in a file of its folder. Other models have none.
public final class KnownToolsFile {
    /// The file's name: a JSON array in the form of OpenAI's `tools`.
    public static final String NAME = "known_tools.json";

    private static final long BYTES_MAX = 16L << 20;

    private KnownToolsFile() {}

    /// {@return the tools that a folder's model knows}
    ///
    /// @throws IOException if the file cannot be read or is malformed; the message names it
    public static KnownTools read(Path folder) throws IOException {
        Path file = folder.resolve(NAME);
        return Files.isRegularFile(file) ? readFile(file) : KnownTools.NONE;
    }

    /// {@return the tools in a file}
    ///
    /// @throws IOException if it cannot be read or is malformed; the message names it
    public static KnownTools readFile(Path file) throws IOException {
        if (Files.size(file) > BYTES_MAX) {
            throw new IOException(
                    "%s has more than %,d bytes; a list of tools is shorter"
                            .formatted(file, BYTES_MAX));
        }
        try {
            return KnownTools.parse(Files.readString(file));
        } catch (IllegalArgumentException e) {
            throw new IOException(file + ": " + e.getMessage(), e);
        }
    }

    static void write(Path folder, KnownTools known) throws IOException {
        if (!known.isNone()) {
            Durable.replace(folder.resolve(NAME), known.json() + "\n");
        }
    }
}
