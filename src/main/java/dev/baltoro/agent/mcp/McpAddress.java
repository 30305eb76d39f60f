package dev.baltoro.agent.mcp;

import java.net.URI;
import java.net.URISyntaxException;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.regex.Pattern;

/// Where a server is: a command that starts it, or its address on the web.
public sealed interface McpAddress {
    /// A server that is started, and spoken to over its standard input and output.
    ///
    /// @param words the program and its arguments
    /// @param environment what is added to this process's
    record Command(List<String> words, Map<String, String> environment) implements McpAddress {
        /// Takes copies.
        public Command {
            words = List.copyOf(words);
            environment = Map.copyOf(environment);
        }

        @Override
        public String toString() {
            return String.join(" ", words);
        }
    }

    /// A server that runs already, spoken to over streamable HTTP.
    record Endpoint(URI uri) implements McpAddress {
        @Override
        public String toString() {
            return uri.toString();
        }
    }

    /// `NAME=value` before a command, as a shell reads it.
    Pattern ASSIGNMENT = Pattern.compile("[A-Za-z_][A-Za-z0-9_]*=.*", Pattern.DOTALL);

    /// {@return what a user wrote: an address that begins with `http://` or `https://`, or a
    /// command line, which is split as a shell splits it; `NAME=value` before the command goes into
    /// its environment}
    ///
    /// @throws McpException if it is neither
    static McpAddress parse(String written) throws McpException {
        String line = written.strip();
        String lower = line.toLowerCase(Locale.ROOT);
        return lower.startsWith("http://") || lower.startsWith("https://")
                ? endpoint(line)
                : command(line);
    }

    private static Endpoint endpoint(String written) throws McpException {
        try {
            URI uri = new URI(written);
            if (uri.getHost() != null) {
                return new Endpoint(uri);
            }
        } catch (URISyntaxException e) {
            throw new McpException(
                    McpException.Kind.MISUSED, written + " is no address: " + e.getReason());
        }
        throw new McpException(
                McpException.Kind.MISUSED,
                written + " names no host; use an address such as http://127.0.0.1:3001/mcp");
    }

    private static Command command(String line) throws McpException {
        List<String> words = ShellWords.split(line);
        Map<String, String> environment = new LinkedHashMap<>();
        int first = 0;
        while (first < words.size() && ASSIGNMENT.matcher(words.get(first)).matches()) {
            String assigned = words.get(first++);
            int equals = assigned.indexOf('=');
            environment.put(assigned.substring(0, equals), assigned.substring(equals + 1));
        }
        if (first == words.size()) {
            throw new McpException(
                    McpException.Kind.MISUSED,
                    "the command names no program; write one such as \"npx -y SERVER\"");
        }
        return new Command(words.subList(first, words.size()), environment);
    }
}
