package dev.baltoro.agent.mcp;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// A server in a process of its own, of the JDK alone so that it starts quickly. It has the tools
/// `echo` and `quit`, and bends in the way that its argument names. It ends by itself after a
/// minute, whatever becomes of the test.
final class FakeServer {
    private static final long LIFE_SECONDS = 60;

    /// The environment variable with a file that each process writes its id into.
    static final String PIDS = "FAKE_SERVER_PIDS";

    private static final Pattern ID = Pattern.compile("\"id\":\"?(\\d+)");
    private static final Pattern CURSOR = Pattern.compile("\"cursor\":\"(\\d+)\"");
    private static final String TOOL = "{\"name\":\"%s\",\"inputSchema\":{\"type\":\"object\"}}";

    private final String way;
    private int greetings;

    private FakeServer(String way) {
        this.way = way;
    }

    /// {@return the command line that starts one}
    static McpAddress.Command command(String way) {
        List<String> words =
                new ArrayList<>(
                        List.of(
                                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                                "-XX:TieredStopAtLevel=1",
                                "-XX:+UseSerialGC",
                                "-Xshare:auto",
                                "-Xmx64m",
                                "-cp",
                                System.getProperty("java.class.path"),
                                FakeServer.class.getName(),
                                way));
        return new McpAddress.Command(words, Map.of());
    }

    /// Serves until the input ends.
    public static void main(String[] arguments) throws Exception {
        Thread.ofPlatform()
                .daemon()
                .start(() -> {
                    try {
                        TimeUnit.SECONDS.sleep(LIFE_SECONDS);
                    } catch (InterruptedException e) {
                        Thread.currentThread().interrupt();
                    }
                    Runtime.getRuntime().halt(99);
                });
        Files.writeString(
                Path.of(System.getenv(PIDS)),
                arguments[0] + " " + ProcessHandle.current().pid() + "\n",
                StandardOpenOption.CREATE,
                StandardOpenOption.APPEND);
        new FakeServer(arguments[0]).serve();
    }

    private void serve() throws Exception {
        if (way.equals("stubborn")) { // asked to end, it only begins to
            Runtime.getRuntime().addShutdownHook(new Thread(FakeServer::sleep));
        }
        if (way.equals("orphan")) {
            new ProcessBuilder(command("sleeper").words()).start();
        }
        if (way.equals("sleeper")) {
            sleep();
        }
        var in = new BufferedReader(new InputStreamReader(System.in, StandardCharsets.UTF_8));
        for (String line = in.readLine(); line != null; line = in.readLine()) {
            Matcher id = ID.matcher(line);
            if (id.find()) {
                answer(line, id.group(1));
            }
        }
        if (way.equals("stubborn")) {
            sleep();
        }
    }

    private static void sleep() {
        try {
            TimeUnit.SECONDS.sleep(LIFE_SECONDS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private void answer(String line, String id) throws IOException {
        if (line.contains("\"initialize\"")) {
            greet(line, id);
        } else if (line.contains("\"tools/list\"")) {
            list(line, id);
        } else if (line.contains("\"quit\"")) {
            System.err.println("out of order");
            System.err.flush();
            Runtime.getRuntime().halt(3);
        } else if (line.contains("\"wait\"")) {
            System.err.println("waiting");
        } else {
            result(id, "{\"content\":[{\"type\":\"text\",\"text\":\"done\"}]}");
        }
    }

    private void greet(String line, String id) {
        greetings++;
        if (way.equals("older") && greetings == 1) {
            say(
                    "{\"jsonrpc\":\"2.0\",\"id\":%s,\"error\":{\"code\":-32602,\"message\":\"Unsupported protocol version\",\"data\":{\"supported\":[\"2024-11-05\"]}}}"
                            .formatted(id));
            return;
        }
        String version = way.equals("newer") ? "2099-01-01" : "2024-11-05";
        if (way.equals("older") && !line.contains(version)) {
            return;
        }
        result(
                id,
                "{\"protocolVersion\":\"" + version + "\",\"capabilities\":{},\"serverInfo\":{}}");
    }

    private void list(String line, String id) {
        if (way.equals("endless")) {
            Matcher cursor = CURSOR.matcher(line);
            int page = cursor.find() ? Integer.parseInt(cursor.group(1)) : 0;
            result(
                    id,
                    "{\"tools\":["
                            + TOOL.formatted("t" + page)
                            + "],\"nextCursor\":\""
                            + (page + 1)
                            + "\"}");
        } else if (way.equals("changing")) {
            say("{\"jsonrpc\":\"2.0\",\"method\":\"notifications/tools/list_changed\"}");
            result(id, "{\"tools\":[" + TOOL.formatted("n" + System.nanoTime()) + "]}");
        } else {
            result(
                    id,
                    "{\"tools\":[" + TOOL.formatted("echo") + "," + TOOL.formatted("quit") + "]}");
        }
    }

    private void result(String id, String result) {
        String written = way.equals("ids-as-text") ? "\"" + id + "\"" : id;
        say("{\"jsonrpc\":\"2.0\",\"id\":" + written + ",\"result\":" + result + "}");
    }

    private static void say(String line) {
        System.out.print(line + "\n");
        System.out.flush();
    }
}
