package dev.baltoro.engine.cache;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.random.RandomGenerator;
import java.util.random.RandomGeneratorFactory;
import java.util.stream.IntStream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// Random sequences come, share, grow, end; the tree is compared with a map of all prefixes.
class PrefixTreePropertyTest {
    private static final int OPERATIONS = 3000;
    private static final int PAGE_SIZE = 3;
    private static final int PAGES = 60;
    private static final int LONGEST = 30;
    private static final int RUNNING_MAX = 8;

    private final PagePool pool = new PagePool(PAGES, PAGE_SIZE);
    private final PrefixTree tree = new PrefixTree(pool);
    private final Map<Prefix, Integer> model = new HashMap<>();
    private final List<Sequence> running = new ArrayList<>();

    /// Pages that a sequence which is just beginning has found.
    private int[] inHand = new int[0];

    private long version;

    private record Prefix(long version, List<Integer> tokens) {}

    private record Sequence(long version, int[] tokens, int[] pages) {}

    @ParameterizedTest(name = "seed {0}")
    @ValueSource(longs = {1, 2, 3, 4, 5, 6})
    void agreesWithAMapOfAllPrefixes(long seed) {
        RandomGenerator random = RandomGeneratorFactory.of("L64X128MixRandom").create(seed);
        for (int i = 0; i < OPERATIONS; i++) {
            int choice = random.nextInt(100);
            if (choice < 50) {
                begin(random);
            } else if (choice < 85) {
                end(random);
            } else if (choice < 98) {
                evict(random.nextInt(1, 12));
            } else {
                update(random);
            }
            assertNothingIsLost();
        }
        assertThat(tree.statistics().hitTokens()).as("the test shares pages").isPositive();
        assertThat(tree.statistics().evictedPages()).as("the test evicts").isPositive();

        running.forEach(sequence -> pool.release(sequence.pages()));
        running.clear();
        model.clear();
        tree.clear();
        assertNothingIsLost();
        assertThat(pool.free()).isEqualTo(PAGES);
        assertThat(tree.evictable()).isZero();
    }

    /// A sequence finds its prefix, gets pages for the rest and offers them to the tree, as after a
    /// prefill; sometimes it keeps them to itself until its end.
    private void begin(RandomGenerator random) {
        if (running.size() == RUNNING_MAX) {
            return;
        }
        int[] tokens = randomTokens(random);
        int limit = random.nextInt(tokens.length + 1);
        int[] matched = tree.match(tokens, limit, version);
        assertThat(matched).isEqualTo(expectedMatch(tokens, limit));
        int wanted = tokens.length / PAGE_SIZE - matched.length;
        if (wanted > pool.free() + tree.evictable()) {
            pool.release(matched);
            return;
        }
        inHand = matched;
        evict(Math.max(0, wanted - pool.free()));
        inHand = new int[0];
        int[] added = pool.allocate(wanted);
        int[] pages = IntStream.concat(IntStream.of(matched), IntStream.of(added)).toArray();
        running.add(insert(new Sequence(version, tokens, pages), random.nextInt(3) > 0));
    }

    private void end(RandomGenerator random) {
        if (!running.isEmpty()) {
            Sequence sequence = running.remove(random.nextInt(running.size()));
            pool.release(insert(sequence, random.nextBoolean()).pages());
        }
    }

    private Sequence insert(Sequence sequence, boolean wanted) {
        if (!wanted || sequence.version() < version) {
            return sequence;
        }
        int[] held = tree.insert(sequence.tokens(), sequence.pages(), sequence.version());
        for (int i = 0; i < held.length; i++) {
            int[] tokens = sequence.tokens();
            model.putIfAbsent(prefix(sequence.version(), tokens, i + 1), sequence.pages()[i]);
            assertThat(held[i]).isEqualTo(model.get(prefix(sequence.version(), tokens, i + 1)));
        }
        return new Sequence(sequence.version(), sequence.tokens(), held);
    }

    private void evict(int pages) {
        int evictable = tree.evictable();
        Map<Integer, Integer> references = references();
        int freed = tree.evict(pages);
        assertThat(freed).isEqualTo(Math.min(pages, evictable));
        Map<Prefix, Integer> left = contents();
        assertThat(left.size()).isEqualTo(model.size() - freed);
        model.forEach((prefix, page) -> {
            if (!left.containsKey(prefix)) {
                assertThat(references.get(page)).as("holders of page %d", page).isOne();
            }
        });
        model.keySet().retainAll(left.keySet());
    }

    private void update(RandomGenerator random) {
        version++;
        if (random.nextBoolean()) {
            tree.dropVersionsBefore(version);
            model.keySet().removeIf(prefix -> prefix.version() < version);
        }
    }

    private void assertNothingIsLost() {
        assertThat(contents()).isEqualTo(model);
        Map<Integer, Integer> references = references();
        assertThat(IntStream.range(0, PAGES).map(pool::references).toArray())
                .isEqualTo(
                        IntStream.range(0, PAGES)
                                .map(page -> references.getOrDefault(page, 0))
                                .toArray());
        assertThat(pool.used()).isEqualTo(references.size());
        assertThat(tree.statistics().cachedPages()).isEqualTo(model.size());
        assertThat(tree.evictable())
                .isEqualTo(
                        (int)
                                model.values().stream()
                                        .filter(p -> references.getOrDefault(p, 0) == 1)
                                        .count());
    }

    /// How many hold each page, by all that we know of.
    private Map<Integer, Integer> references() {
        Map<Integer, Integer> references = new HashMap<>();
        model.values().forEach(page -> references.merge(page, 1, Integer::sum));
        for (Sequence sequence : running) {
            for (int page : sequence.pages()) {
                references.merge(page, 1, Integer::sum);
            }
        }
        for (int page : inHand) {
            references.merge(page, 1, Integer::sum);
        }
        return references;
    }

    /// All prefixes in the tree; fails where a page is there twice.
    private Map<Prefix, Integer> contents() {
        Map<Prefix, Integer> contents = new HashMap<>();
        Set<Integer> pages = new HashSet<>();
        int[] held = {0};
        tree.roots()
                .forEach((rootVersion, root) -> {
                    Deque<Map.Entry<PrefixNode, List<Integer>>> left = new ArrayDeque<>();
                    left.push(Map.entry(root, List.of()));
                    while (!left.isEmpty()) {
                        var node = left.pop();
                        List<Integer> tokens = new ArrayList<>(node.getValue());
                        for (int i = 0; i < node.getKey().size(); i++) {
                            IntStream.of(node.getKey().pageTokens(i)).forEach(tokens::add);
                            int page = node.getKey().page(i);
                            pages.add(page);
                            held[0]++;
                            contents.put(new Prefix(rootVersion, List.copyOf(tokens)), page);
                        }
                        for (PrefixNode child : node.getKey().children()) {
                            left.push(Map.entry(child, tokens));
                        }
                    }
                });
        assertThat(pages).as("no page is there twice").hasSize(held[0]);
        return contents;
    }

    private int[] expectedMatch(int[] tokens, int limit) {
        List<Integer> pages = new ArrayList<>();
        for (int i = 1; i * PAGE_SIZE <= limit; i++) {
            Integer page = model.get(prefix(version, tokens, i));
            if (page == null) {
                break;
            }
            pages.add(page);
        }
        return pages.stream().mapToInt(Integer::intValue).toArray();
    }

    private static Prefix prefix(long version, int[] tokens, int pages) {
        return new Prefix(
                version, IntStream.range(0, pages * PAGE_SIZE).mapToObj(i -> tokens[i]).toList());
    }

    /// Tokens that often begin as others do: each is 0 as a rule.
    private static int[] randomTokens(RandomGenerator random) {
        int[] tokens = new int[random.nextInt(1, LONGEST)];
        for (int i = 0; i < tokens.length; i++) {
            tokens[i] = random.nextInt(12) == 0 ? 1 : 0;
        }
        return tokens;
    }
}
