package dev.baltoro.flow.specialist;

import dev.baltoro.agent.catalog.MeasuredTools;
import dev.baltoro.agent.catalog.ServerDump;
import dev.baltoro.agent.catalog.ServerTools;
import dev.baltoro.agent.mcp.McpTool;
import dev.baltoro.data.DataException;
import dev.baltoro.data.read.Document;
import dev.baltoro.data.read.ReadingOptions;
import dev.baltoro.data.read.SourceFiles;
import dev.baltoro.text.chat.ToolDeclaration;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.LongStream;
import java.util.stream.Stream;

/// What a base learns from beside invented tools, and which tools of both it must not see.
///
/// @param servers the tools of each, without those that are withheld
/// @param texts folders and files that hold no tools, read as texts
/// @param withheld tools that the base is to be measured on
/// @param leftOut how many tools were left out, for each reason
/// @param unreadable files of dumps that list no tools
public record ToolCorpus(
        List<List<ToolDeclaration>> servers,
        List<Path> texts,
        MeasuredTools withheld,
        Map<MeasuredTools.Reason, Integer> leftOut,
        int unreadable) {
    /// Documents of the user's texts.
    private static final int TEXTS_MAX = 200_000;

    /// {@return what is in dumps of MCP servers and in folders of text}
    ///
    /// @param paths a dump is one in which some file lists a server's tools; any other is text
    /// @throws IOException if something cannot be read at all
    public static ToolCorpus read(List<Path> paths, List<ToolDeclaration> measured)
            throws IOException {
        MeasuredTools withheld = new MeasuredTools(measured);
        Map<MeasuredTools.Reason, Integer> leftOut = new EnumMap<>(MeasuredTools.Reason.class);
        List<List<ToolDeclaration>> servers = new ArrayList<>();
        List<Path> texts = new ArrayList<>();
        int[] unreadable = {0};
        for (Path path : paths) {
            int before = servers.size();
            int unreadableBefore = unreadable[0];
            ServerDump.read(
                    path,
                    new ServerDump.Reader() {
                        @Override
                        public void server(ServerTools server) {
                            List<ToolDeclaration> tools =
                                    server.listing().tools().stream()
                                            .map(McpTool::declaration)
                                            .toList();
                            servers.add(kept(tools, withheld, leftOut));
                        }

                        @Override
                        public void unreadable(String file, String why) {
                            unreadable[0]++;
                        }
                    });
            if (servers.size() == before) {
                texts.add(path);
                unreadable[0] = unreadableBefore;
            }
        }
        servers.removeIf(List::isEmpty);
        return new ToolCorpus(servers, texts, withheld, leftOut, unreadable[0]);
    }

    /// {@return the tools that a base may learn}
    List<ToolDeclaration> kept(List<ToolDeclaration> tools) {
        return kept(tools, withheld, new EnumMap<>(MeasuredTools.Reason.class));
    }

    private static List<ToolDeclaration> kept(
            List<ToolDeclaration> tools,
            MeasuredTools withheld,
            Map<MeasuredTools.Reason, Integer> leftOut) {
        List<ToolDeclaration> kept = new ArrayList<>();
        for (ToolDeclaration tool : tools) {
            withheld.reason(tool)
                    .ifPresentOrElse(
                            reason -> leftOut.merge(reason, 1, Integer::sum), () -> kept.add(tool));
        }
        return List.copyOf(kept);
    }

    /// {@return how many tools of so many invented servers are left out, for each reason}
    Map<MeasuredTools.Reason, Integer> leftOutOfInvented(long seed, long servers) {
        if (withheld.isEmpty()) {
            return Map.of();
        }
        return LongStream.range(0, servers)
                .parallel() // a count, and to invent a server takes long
                .boxed()
                .flatMap(server -> InventedConversations.tools(seed, server).stream())
                .flatMap(tool -> withheld.reason(tool).stream())
                .collect(
                        Collectors.groupingBy(
                                reason -> reason,
                                () -> new EnumMap<>(MeasuredTools.Reason.class),
                                Collectors.summingInt(reason -> 1)));
    }

    /// {@return the texts' documents}
    Stream<Document> documents() {
        List<Document> documents = new ArrayList<>();
        for (Path path : texts) {
            try {
                new SourceFiles(path, ReadingOptions.defaults())
                        .read(item -> {
                            if (item instanceof Document document && documents.size() < TEXTS_MAX) {
                                documents.add(document);
                            }
                        });
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        }
        if (!texts.isEmpty() && documents.isEmpty()) {
            throw new DataException(
                    "%s holds neither lists of tools nor texts".formatted(texts.getFirst()));
        }
        return documents.stream();
    }
}
