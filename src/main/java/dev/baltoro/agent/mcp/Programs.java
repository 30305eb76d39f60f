package dev.baltoro.agent.mcp;

import java.io.File;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/// Where a command's program is. On Windows `npx` is the script `npx.cmd`, which a shell finds and
/// a process does not.
final class Programs {
    private static final boolean WINDOWS =
            System.getProperty("os.name", "").toLowerCase(Locale.ROOT).startsWith("windows");

    private static final List<String> ENDINGS = List.of(".exe", ".cmd", ".bat");

    private Programs() {}

    /// {@return the words, the first of them as the system can start it}
    static List<String> resolved(List<String> words) {
        String program = words.getFirst();
        if (!WINDOWS || program.contains("\\") || program.contains("/") || program.contains(".")) {
            return words;
        }
        String path = String.valueOf(System.getenv("PATH"));
        for (String folder : path.split(File.pathSeparator, -1)) {
            for (String ending : ENDINGS) {
                Path file = Path.of(folder, program + ending);
                if (Files.isRegularFile(file)) {
                    List<String> found = new ArrayList<>(words);
                    found.set(0, file.toString());
                    return found;
                }
            }
        }
        return words;
    }
}
