package dev.baltoro.flow.specialist;

import dev.baltoro.agent.request.ToolRequest;
import dev.baltoro.data.read.Document;
import dev.baltoro.stats.SplitMix64;
import dev.baltoro.synth.request.RequestWriter;
import dev.baltoro.synth.tool.InventedServer;
import dev.baltoro.synth.tool.InventedTools;
import dev.baltoro.synth.value.Surroundings;
import dev.baltoro.text.chat.ChatTemplate;
import dev.baltoro.text.chat.Message;
import dev.baltoro.text.chat.ToolDeclaration;
import dev.baltoro.text.chat.ToolSignature;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import java.util.stream.Collectors;
import java.util.stream.LongStream;
import java.util.stream.Stream;

/// Conversations in which invented tools are called, as a chat template renders them: what a base
/// learns to read signatures from, and to copy values.
public final class InventedConversations {
    /// Requests that are written for one server.
    private static final int REQUESTS_PER_SERVER = 24;

    /// Signatures of a server that a conversation shows at most, the called ones among them.
    private static final int SIGNATURES_MAX = 4;

    private InventedConversations() {}

    /// {@return so many conversations, the same for the same seed}
    public static Stream<Document> documents(long seed, int count) {
        return LongStream.range(0, (count + REQUESTS_PER_SERVER - 1) / REQUESTS_PER_SERVER)
                .boxed()
                .flatMap(server -> ofServer(seed, server))
                .limit(count);
    }

    private static Stream<Document> ofServer(long seed, long index) {
        InventedServer server = InventedTools.server(seed, index);
        List<ToolDeclaration> tools =
                server.tools().stream().map(tool -> tool.declaration()).toList();
        RequestWriter writer =
                RequestWriter.of(tools, Surroundings.NONE, SplitMix64.mix(seed, index));
        return LongStream.range(0, REQUESTS_PER_SERVER)
                .mapToObj(i ->
                        new Document(
                                "tools:" + (index * REQUESTS_PER_SERVER + i + 1),
                                text(tools, writer.write(i), SplitMix64.mix(index, i))));
    }

    private static String text(List<ToolDeclaration> tools, ToolRequest request, long seed) {
        List<Message> messages = new ArrayList<>(RequestConversation.solved(request));
        String facts = request.context().facts();
        String system = signatures(tools, request, seed) + (facts.isEmpty() ? "" : "\n" + facts);
        if (facts.isEmpty()) {
            messages.addFirst(new Message.System(system));
        } else {
            messages.set(0, new Message.System(system));
        }
        return ChatTemplate.K2.render(messages, List.of(), false);
    }

    private static String signatures(List<ToolDeclaration> tools, ToolRequest request, long seed) {
        List<String> called = request.expected().stream().map(call -> call.name()).toList();
        List<ToolDeclaration> shown = new ArrayList<>(tools);
        SplittableRandom random = new SplittableRandom(seed);
        while (shown.size() > SIGNATURES_MAX) {
            int at = random.nextInt(shown.size());
            if (!called.contains(shown.get(at).name())) {
                shown.remove(at);
            }
        }
        return shown.stream().map(tool -> ToolSignature.of(tool)).collect(Collectors.joining("\n"));
    }
}
