package dev.baltoro.cli.tools;

import dev.baltoro.agent.catalog.Catalog;
import dev.baltoro.agent.catalog.SampleCalls;
import dev.baltoro.agent.catalog.SampleCalls.SampleCall;
import dev.baltoro.agent.catalog.ServerDump;
import dev.baltoro.agent.catalog.ServerTools;
import dev.baltoro.agent.mcp.McpException;
import dev.baltoro.agent.mcp.McpListing;
import dev.baltoro.agent.mcp.McpOptions;
import dev.baltoro.agent.mcp.McpServer;
import dev.baltoro.agent.mcp.McpTool;
import dev.baltoro.cli.terminal.Failures;
import dev.baltoro.cli.terminal.TextColumns;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.function.BooleanSupplier;

/// Gathers tools from one place after the other, and tells what it meets.
final class Collecting {
    /// Lists of one server, which may say that its tools are others now.
    private static final int LISTINGS_MAX = 3;

    /// Lines about one server's tools; the files have all.
    private static final int LINES_MAX = 30;

    private static final int LINE_CHARS_MAX = 400;
    private static final long REPORT_NANOS = 2_000_000_000L;

    private final McpOptions options;
    private final SampleCalls.Which which;
    private final PrintWriter log;
    private final Catalog catalog = new Catalog();
    private final List<SampleCall> calls = new ArrayList<>();
    private final List<String> failures = new ArrayList<>();

    Collecting(McpOptions options, SampleCalls.Which which, PrintWriter log) {
        this.options = options;
        this.which = which;
        this.log = log;
    }

    Catalog catalog() {
        return catalog;
    }

    List<SampleCall> calls() {
        return calls;
    }

    /// {@return what went wrong with a server or a file as a whole, a line each}
    List<String> failures() {
        return failures;
    }

    /// Reads files.
    void dump(Path dump) throws IOException {
        ServerDump.read(
                dump,
                new ServerDump.Reader() {
                    private long next = System.nanoTime() + REPORT_NANOS;

                    @Override
                    public void server(ServerTools server) {
                        catalog.add(server);
                        if (System.nanoTime() - next > 0) {
                            next = System.nanoTime() + REPORT_NANOS;
                            say(
                                    "%s: %,d servers, %,d tools, %,d kept"
                                            .formatted(
                                                    dump,
                                                    catalog.servers(),
                                                    catalog.listed(),
                                                    catalog.kept().size()));
                        }
                    }

                    @Override
                    public void unreadable(String file, String why) {
                        failed(file, why);
                    }
                });
    }

    private void failed(String source, String why) {
        catalog.addUnreadable(source, why);
        failures.add(line(source.isEmpty() ? why : source + ": " + why));
        if (failures.size() > 1) { // one alone is told at the end
            if (failures.size() == 2) {
                say(failures.getFirst());
            }
            say(failures.getLast());
        }
    }

    /// Asks a server, and calls its tools.
    void server(String address, BooleanSupplier stop) throws InterruptedException {
        try (McpServer server = McpServer.open(address, options)) {
            String own = server.info().name().strip();
            String name = own.isEmpty() ? address : own;
            Set<String> seen = new HashSet<>();
            for (int i = 0; i < LISTINGS_MAX && !stop.getAsBoolean(); i++) {
                McpListing listing = server.listing().without(seen);
                if (i > 0 && listing.size() == 0) {
                    break;
                }
                listing.tools().forEach(tool -> seen.add(tool.name()));
                listing.rejected().forEach(one -> seen.add(one.name()));
                ServerTools tools = new ServerTools(name, address, List.of(), false, listing);
                call(server, name, added(tools), stop);
            }
        } catch (McpException e) {
            String why = String.valueOf(e.getMessage());
            failed(why.startsWith(address) ? "" : address, why);
        }
    }

    private List<McpTool> added(ServerTools server) {
        String name = server.server();
        McpListing listing = server.listing();
        int before = catalog.rejected().size();
        List<McpTool> kept = catalog.add(server);
        say("%s: %,d tools, %,d kept".formatted(name, listing.size(), kept.size()));
        listing.warnings().forEach(warning -> say(name + ": " + warning));
        lines(
                catalog.rejected().stream()
                        .skip(before)
                        .map(one -> "%s: %s left out: %s".formatted(name, one.tool(), one.why()))
                        .toList());
        return kept;
    }

    private void call(McpServer server, String name, List<McpTool> tools, BooleanSupplier stop)
            throws InterruptedException {
        List<String> failed = new ArrayList<>();
        int called = 0;
        for (McpTool tool : tools) {
            if (!which.has(tool) || stop.getAsBoolean()) {
                continue;
            }
            SampleCall call = SampleCalls.call(server, name, tool);
            calls.add(call);
            called++;
            if (!call.answered()) {
                String told = call.text().startsWith("tool ") ? "" : "tool " + tool.name() + ": ";
                failed.add(name + ": " + told + call.text());
            }
        }
        lines(failed);
        if (called > 0) {
            say("%s: %,d called, %,d answered".formatted(name, called, called - failed.size()));
        }
        if (which == SampleCalls.Which.READ_ONLY && called < tools.size()) {
            say(
                    "%s: %,d may change something and were not called (--call all calls them)"
                            .formatted(name, tools.size() - called));
        }
    }

    private void lines(List<String> lines) {
        lines.stream().limit(LINES_MAX).forEach(this::say);
        if (lines.size() > LINES_MAX) {
            say("... and %,d more".formatted(lines.size() - LINES_MAX));
        }
    }

    private void say(String text) {
        log.println(line(text));
        log.flush();
    }

    private static String line(String text) {
        String head = text.substring(0, Math.min(text.length(), 10 * LINE_CHARS_MAX));
        String line = Failures.oneLine(head).replaceAll("\\p{Cntrl}+", " "); // of a server's words
        return line.length() <= LINE_CHARS_MAX ? line : line.substring(0, LINE_CHARS_MAX - 1) + "…";
    }

    /// Prints what came of it.
    void printCounts() {
        List<List<String>> rows = new ArrayList<>();
        rows.add(List.of("servers", "%,d".formatted(catalog.servers())));
        rows.add(List.of("tools listed", "%,d".formatted(catalog.listed())));
        rows.add(List.of("kept", "%,d".formatted(catalog.kept().size())));
        catalog.rejectedByReason()
                .forEach((reason, count) ->
                        rows.add(List.of("left out: " + reason.words(), "%,d".formatted(count))));
        TextColumns.lines(rows).forEach(log::println);
        log.flush();
    }
}
