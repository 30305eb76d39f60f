package dev.baltoro.flow.specialist;

import dev.baltoro.data.read.Document;
import dev.baltoro.flow.specialist.InventedWishes.Asked;
import dev.baltoro.stats.SplitMix64;
import dev.baltoro.synth.request.RequestWriter;
import dev.baltoro.synth.tool.InventedServer;
import dev.baltoro.synth.tool.InventedTool;
import dev.baltoro.synth.tool.InventedTools;
import dev.baltoro.synth.value.Draws;
import dev.baltoro.synth.value.Surroundings;
import dev.baltoro.text.chat.ChatTemplate;
import dev.baltoro.text.chat.ToolDeclaration;
import dev.baltoro.text.chat.ToolSignature;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.SplittableRandom;
import java.util.function.Function;
import java.util.function.LongFunction;
import java.util.stream.Collectors;
import java.util.stream.LongStream;
import java.util.stream.Stream;

/// Conversations in which invented tools are called, as a chat template renders them: what a base
/// learns to read signatures from, and to copy values.
public final class InventedConversations {
    /// Requests that are written for one server: to invent one takes as long as to write dozens.
    private static final int REQUESTS_PER_SERVER = 40;

    /// The same where copying is measured, as it ever was: its values must not change.
    private static final int MEASURED_PER_SERVER = 24;

    /// Servers that are written for at once.
    private static final int BLOCK = 64;

    /// Signatures of a server that a conversation shows at most.
    private static final int SIGNATURES_MAX = 4;

    /// Requests of a conversation, at most: more would not fit into the 512 tokens that a base
    /// reads at once.
    private static final int EXCHANGES_MAX = 4;

    /// Share of the requests to invented tools that speak of them in their domain's words.
    private static final double IN_ITS_WORDS = 0.75;

    /// Share of the copied values that make room for rare texts.
    private static final double SWAPPED = 0.35;

    /// A conversation as a chat template renders it.
    ///
    /// @param rare values of its calls that nobody could expect
    record Rendered(String text, List<String> rare) {}

    private InventedConversations() {}

    /// {@return conversations of so many requests, the same for the same seed}
    ///
    /// @param corpus says which tools are left out
    static Stream<Document> documents(long seed, int requests, ToolCorpus corpus) {
        int[] number = {0};
        SwappedValues swaps = new SwappedValues(RareTexts.read(), SWAPPED);
        return ofServers(servers(requests), server -> ofInvented(seed, server, corpus, swaps))
                .map(conversation -> new Document("tools:" + ++number[0], conversation.text()));
    }

    /// {@return conversations of as many requests in which a corpus' tools are called, round after
    /// round}
    static Stream<Document> documentsOf(ToolCorpus corpus, long seed, int requests) {
        int[] number = {0};
        SwappedValues swaps = new SwappedValues(RareTexts.read(), SWAPPED);
        List<List<ToolDeclaration>> servers = corpus.servers();
        return ofServers(
                        servers(requests),
                        i ->
                                ofTools(
                                        servers.get((int) (i % servers.size())),
                                        _ -> Optional.empty(),
                                        SplitMix64.mix(~seed, i),
                                        swaps))
                .map(conversation -> new Document("corpus:" + ++number[0], conversation.text()));
    }

    /// {@return what is made for each server, in the servers' order: a block of them at once on all
    /// cores, since it takes longer to write a conversation than to learn its tokens' ids}
    private static Stream<Rendered> ofServers(long count, LongFunction<List<Rendered>> made) {
        return LongStream.range(0, (count + BLOCK - 1) / BLOCK)
                .boxed()
                .flatMap(block ->
                        LongStream.range(block * BLOCK, Math.min(count, (block + 1) * BLOCK))
                                .parallel() // each server for itself, so the texts are the same
                                .mapToObj(made)
                                .toList()
                                .stream()
                                .flatMap(List::stream));
    }

    /// {@return how many servers so many requests are to}
    static long servers(int requests) {
        return (requests + REQUESTS_PER_SERVER - 1) / REQUESTS_PER_SERVER;
    }

    /// {@return the tools of invented server number `server`}
    static List<ToolDeclaration> tools(long seed, long server) {
        return declarations(InventedTools.server(seed, server));
    }

    private static List<ToolDeclaration> declarations(InventedServer server) {
        return server.tools().stream().map(tool -> tool.declaration()).toList();
    }

    /// {@return so many conversations of one request each, with what was swapped}
    ///
    /// @param swapped share of the copied values that make room for rare texts
    static Stream<Rendered> rendered(long seed, int count, double swapped) {
        SwappedValues swaps = new SwappedValues(RareTexts.read(), swapped);
        return LongStream.range(0, (count + MEASURED_PER_SERVER - 1) / MEASURED_PER_SERVER)
                .boxed()
                .flatMap(server -> oneEach(tools(seed, server), seed, server, swaps))
                .limit(count);
    }

    private static Stream<Rendered> oneEach(
            List<ToolDeclaration> tools, long seed, long index, SwappedValues swaps) {
        RequestWriter writer =
                RequestWriter.of(tools, Surroundings.NONE, SplitMix64.mix(seed, index));
        ArgumentOrder order = new ArgumentOrder(tools);
        return LongStream.range(0, MEASURED_PER_SERVER)
                .mapToObj(i -> {
                    long drawn = SplitMix64.mix(index, i);
                    Asked asked = Asked.calling(writer.write(i));
                    Set<String> shown =
                            some(tools, asked.tools(), SIGNATURES_MAX, new SplittableRandom(drawn));
                    return render(offered(tools, shown), order, List.of(asked), drawn, swaps);
                });
    }

    private static List<Rendered> ofInvented(
            long seed, long index, ToolCorpus corpus, SwappedValues swaps) {
        InventedServer server = InventedTools.server(seed, index);
        return ofTools(
                corpus.kept(declarations(server)),
                names -> Optional.of(new InventedWishes(server.offering(tools(server, names)))),
                SplitMix64.mix(seed, index),
                swaps);
    }

    private static List<InventedTool> tools(InventedServer server, Set<String> names) {
        return server.tools().stream()
                .filter(tool -> names.contains(tool.declaration().name()))
                .toList();
    }

    /// Conversations about a few tools of a server each, and no others: a request that asks back
    /// about a tool, and one that no tool fits, are told apart by what is declared. Where wishes
    /// are known, most requests are in their words, the others in those of the declarations.
    ///
    /// @param wishes in the words of a server's domain, for the tools of these names
    private static List<Rendered> ofTools(
            List<ToolDeclaration> tools,
            Function<Set<String>, Optional<InventedWishes>> wishes,
            long seed,
            SwappedValues swaps) {
        List<Rendered> all = new ArrayList<>();
        int next = 0;
        while (next < REQUESTS_PER_SERVER && !tools.isEmpty()) {
            long drawn = SplitMix64.mix(seed, next);
            SplittableRandom random = new SplittableRandom(drawn);
            Set<String> names = some(tools, Set.of(), 1 + random.nextInt(SIGNATURES_MAX), random);
            List<ToolDeclaration> offered = offered(tools, names);
            Optional<InventedWishes> known = wishes.apply(names);
            int last = Math.min(REQUESTS_PER_SERVER, next + 1 + random.nextInt(EXCHANGES_MAX));
            Set<Integer> inItsWords = new HashSet<>();
            for (int i = next; i < last && known.isPresent(); i++) {
                if (random.nextDouble() < IN_ITS_WORDS) {
                    inItsWords.add(i);
                }
            }
            Optional<RequestWriter> declared =
                    inItsWords.size() < last - next
                            ? RequestWriter.find(offered, drawn)
                            : Optional.empty();
            List<Asked> together = new ArrayList<>();
            for (; next < last; next++) {
                int number = next;
                boolean first = together.isEmpty();
                Optional<Asked> asked =
                        inItsWords.contains(number)
                                ? known.flatMap(it -> it.draw(random, "i" + number, first))
                                : declared.flatMap(it -> it.find(number)).map(Asked::calling);
                asked.ifPresent(together::add);
            }
            if (!together.isEmpty()) {
                all.add(render(offered, new ArgumentOrder(offered), together, drawn, swaps));
            }
        }
        return all;
    }

    private static List<ToolDeclaration> offered(List<ToolDeclaration> tools, Set<String> names) {
        return tools.stream().filter(tool -> names.contains(tool.name())).toList();
    }

    /// {@return names of some tools}
    ///
    /// @param needed those that must be among them, however many they are
    private static Set<String> some(
            List<ToolDeclaration> tools, Set<String> needed, int count, SplittableRandom random) {
        List<String> names = new ArrayList<>(tools.stream().map(ToolDeclaration::name).toList());
        int most = Math.max(count, needed.size());
        while (names.size() > most) {
            int at = random.nextInt(names.size());
            if (!needed.contains(names.get(at))) {
                names.remove(at);
            }
        }
        return Set.copyOf(names);
    }

    private static Rendered render(
            List<ToolDeclaration> offered,
            ArgumentOrder order,
            List<Asked> asked,
            long seed,
            SwappedValues swaps) {
        String signatures =
                offered.stream().map(ToolSignature::of).collect(Collectors.joining("\n"));
        Draws draw = new Draws(seed);
        Exchanges exchanges = new Exchanges(draw);
        List<String> rare = new ArrayList<>();
        for (Asked one : asked) {
            SwappedValues.Swapped swapped =
                    swaps.of(RequestConversation.solved(one.request(), order), signatures, draw);
            exchanges.add(swapped.messages());
            rare.addAll(swapped.rare());
        }
        return new Rendered(
                ChatTemplate.K2.render(exchanges.told(signatures), List.of(), false), rare);
    }
}
