package dev.baltoro.agent.mcp;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Set;

/// Splits a command line into words as a POSIX shell does, and expands nothing: `*`, `$` and `~`
/// are themselves. What only a shell can do is refused: `rm -rf copy && cp -r files copy` would
/// have `rm` delete all of it.
final class ShellWords {
    private static final boolean WINDOWS =
            System.getProperty("os.name", "").toLowerCase(Locale.ROOT).startsWith("windows");

    /// What joins or redirects commands, as a word by itself.
    private static final Set<String> OPERATORS =
            Set.of("&&", "||", "|", ";", "&", ">", ">>", "<", "2>", "2>&1");

    private final String line;
    private final boolean backslashEscapes;
    private final List<String> words = new ArrayList<>();
    private final StringBuilder word = new StringBuilder();
    private boolean inWord;
    private boolean quoted;
    private int at;

    private ShellWords(String line, boolean backslashEscapes) {
        this.line = line;
        this.backslashEscapes = backslashEscapes;
    }

    /// {@return the words of a command line}
    ///
    /// @throws McpException if a quote is not closed, or a word means something to a shell alone
    static List<String> split(String line) throws McpException {
        return split(line, !WINDOWS);
    }

    /// @param backslashEscapes whether a backslash outside quotes takes the next character as it
    ///   is; on Windows it is a part of paths
    static List<String> split(String line, boolean backslashEscapes) throws McpException {
        ShellWords split = new ShellWords(line, backslashEscapes);
        split.run();
        return List.copyOf(split.words);
    }

    private void run() throws McpException {
        while (at < line.length()) {
            char c = line.charAt(at++);
            switch (c) {
                case ' ', '\t', '\n', '\r' -> endWord();
                case '\'' -> {
                    quoted = true;
                    singleQuoted();
                }
                case '"' -> {
                    quoted = true;
                    doubleQuoted();
                }
                case '\\' -> {
                    quoted = true;
                    backslash();
                }
                default -> take(c);
            }
        }
        endWord();
    }

    private void take(char c) {
        word.append(c);
        inWord = true;
    }

    private void endWord() throws McpException {
        if (inWord) {
            String whole = word.toString();
            if (!quoted && (OPERATORS.contains(whole) || whole.endsWith(";"))) {
                throw new McpException(
                        McpException.Kind.MISUSED,
                        "the command has %s, which only a shell understands; write sh -c '...' around it: %s"
                                .formatted(whole, line));
            }
            words.add(whole);
            word.setLength(0);
            inWord = false;
        }
        quoted = false;
    }

    private void backslash() throws McpException {
        if (!backslashEscapes) {
            take('\\');
        } else if (at == line.length()) {
            throw unclosed("a backslash at the end");
        } else if (line.charAt(at) == '\n') {
            at++; // the line goes on
        } else {
            take(line.charAt(at++));
        }
    }

    private void singleQuoted() throws McpException {
        int end = line.indexOf('\'', at);
        if (end < 0) {
            throw unclosed("a ' that is not closed");
        }
        word.append(line, at, end);
        inWord = true;
        at = end + 1;
    }

    /// A backslash escapes only what is special inside double quotes.
    private void doubleQuoted() throws McpException {
        inWord = true;
        while (at < line.length()) {
            char c = line.charAt(at++);
            if (c == '"') {
                return;
            }
            boolean special = at < line.length() && isSpecial(line.charAt(at));
            if (c == '\\' && special) {
                char escaped = line.charAt(at++);
                if (escaped != '\n') {
                    word.append(escaped);
                }
            } else {
                word.append(c);
            }
        }
        throw unclosed("a \" that is not closed");
    }

    private boolean isSpecial(char c) {
        return c == '"' || backslashEscapes && (c == '\\' || c == '$' || c == '`' || c == '\n');
    }

    private McpException unclosed(String what) {
        return new McpException(McpException.Kind.MISUSED, "the command has " + what + ": " + line);
    }
}
