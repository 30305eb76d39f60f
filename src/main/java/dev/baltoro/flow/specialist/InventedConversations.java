package dev.baltoro.flow.specialist;

import dev.baltoro.agent.request.ToolRequest;
import dev.baltoro.data.read.Document;
import dev.baltoro.stats.SplitMix64;
import dev.baltoro.synth.request.RequestWriter;
import dev.baltoro.synth.tool.InventedServer;
import dev.baltoro.synth.tool.InventedTools;
import dev.baltoro.synth.value.Draws;
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

    /// Share of the copied values that make room for rare texts.
    private static final double SWAPPED = 0.35;

    /// A conversation as a chat template renders it.
    ///
    /// @param rare values of its calls that nobody could expect
    record Rendered(String text, List<String> rare) {}

    private InventedConversations() {}

    /// {@return so many conversations, the same for the same seed}
    ///
    /// @param corpus says which tools are left out
    static Stream<Document> documents(long seed, int count, ToolCorpus corpus) {
        int[] number = {0};
        SwappedValues swaps = new SwappedValues(RareTexts.read(), SWAPPED);
        return LongStream.range(0, servers(count))
                .boxed()
                .flatMap(server -> ofServer(corpus.kept(tools(seed, server)), seed, server, swaps))
                .limit(count)
                .map(conversation -> new Document("tools:" + ++number[0], conversation.text()));
    }

    /// {@return as many conversations in which a corpus' tools are called, round after round}
    static Stream<Document> documentsOf(ToolCorpus corpus, long seed, int count) {
        int[] number = {0};
        SwappedValues swaps = new SwappedValues(RareTexts.read(), SWAPPED);
        List<List<ToolDeclaration>> servers = corpus.servers();
        return LongStream.range(0, servers(count))
                .boxed()
                .flatMap(i -> ofServer(servers.get((int) (i % servers.size())), ~seed, i, swaps))
                .limit(count)
                .map(conversation -> new Document("corpus:" + ++number[0], conversation.text()));
    }

    /// {@return how many servers so many conversations are of}
    static long servers(int conversations) {
        return (conversations + REQUESTS_PER_SERVER - 1) / REQUESTS_PER_SERVER;
    }

    /// {@return the tools of invented server number `server`}
    static List<ToolDeclaration> tools(long seed, long server) {
        InventedServer invented = InventedTools.server(seed, server);
        return invented.tools().stream().map(tool -> tool.declaration()).toList();
    }

    /// {@return as [#documents], with what was swapped}
    ///
    /// @param swapped share of the copied values that make room for rare texts
    static Stream<Rendered> rendered(long seed, int count, double swapped) {
        SwappedValues swaps = new SwappedValues(RareTexts.read(), swapped);
        return LongStream.range(0, servers(count))
                .boxed()
                .flatMap(server -> ofServer(tools(seed, server), seed, server, swaps))
                .limit(count);
    }

    private static Stream<Rendered> ofServer(
            List<ToolDeclaration> tools, long seed, long index, SwappedValues swaps) {
        if (tools.isEmpty()) {
            return Stream.empty();
        }
        RequestWriter writer =
                RequestWriter.of(tools, Surroundings.NONE, SplitMix64.mix(seed, index));
        ArgumentOrder order = new ArgumentOrder(tools);
        return LongStream.range(0, REQUESTS_PER_SERVER)
                .mapToObj(i ->
                        render(tools, order, writer.write(i), SplitMix64.mix(index, i), swaps));
    }

    private static Rendered render(
            List<ToolDeclaration> tools,
            ArgumentOrder order,
            ToolRequest request,
            long seed,
            SwappedValues swaps) {
        String signatures = signatures(tools, request, seed);
        SwappedValues.Swapped swapped =
                swaps.of(RequestConversation.solved(request, order), signatures, new Draws(seed));
        List<Message> messages = new ArrayList<>(swapped.messages());
        if (messages.getFirst() instanceof Message.System facts) {
            messages.set(0, new Message.System(signatures + "\n" + facts.content()));
        } else {
            messages.addFirst(new Message.System(signatures));
        }
        return new Rendered(ChatTemplate.K2.render(messages, List.of(), false), swapped.rare());
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
