package dev.baltoro.engine.intent;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.baltoro.text.chat.Message;
import dev.baltoro.text.chat.ToolCall;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.json.JsonMapper;

/// Readings of requests of which the likelier one is wrong. What is learned of some names is asked
/// for others.
class WayRankerTest {
    private static final long SEED = 11;
    private static final int REQUESTS = 60;

    private static final List<String> SOUNDS = List.of("ka", "ro", "mi", "tun", "ze", "lo", "vex");

    /// Evidence for a wrong reading and for a right one, in nats.
    private static final Evidence LIKELIER = new Evidence(-0.1, -0.2, -1, 0, 0, 0, 0);

    private static final Evidence LESS_LIKELY = new Evidence(-0.1, -1.2, -1, 0, 0, 0, 0);

    private static String name(SplittableRandom random) {
        StringBuilder name = new StringBuilder();
        for (int i = 0; i < 3; i++) {
            name.append(SOUNDS.get(random.nextInt(SOUNDS.size())));
        }
        return name.toString();
    }

    private static ToolCall move(String source, String destination) {
        return ToolCall.of(
                "move",
                0,
                JsonMapper.shared()
                        .createObjectNode()
                        .put("source", source)
                        .put("destination", destination)
                        .toString());
    }

    /// A request, and its readings: a wrong one that is likelier, and the right one.
    private record Asked(ReadText read, WayReading wrong, WayReading right) {
        static Asked of(String request, ToolCall wrong, ToolCall right) {
            return new Asked(
                    ReadText.of(List.of(new Message.User(request))),
                    new WayReading(List.of(wrong), LIKELIER),
                    new WayReading(List.of(right), LESS_LIKELY));
        }

        WayRanker.Example example() {
            WayFeatures features = WayFeatures.of(read);
            return new WayRanker.Example(
                    List.of(features.of(wrong), features.of(right)),
                    new double[] {wrong.evidence().log(), right.evidence().log()},
                    new boolean[] {false, true});
        }

        boolean isRight(WayRanker ranker) {
            WayFeatures features = WayFeatures.of(read);
            return right.evidence().log() + ranker.log(features.of(right))
                    > wrong.evidence().log() + ranker.log(features.of(wrong));
        }
    }

    /// The same place is read twice.
    private static Asked renamed(SplittableRandom random) {
        String from = name(random);
        String to = name(random) + "x";
        return Asked.of(
                "please rename %s to %s".formatted(from, to), move(from, from), move(from, to));
    }

    /// A part of what stands in quotes is read.
    private static Asked quoted(SplittableRandom random) {
        String from = name(random);
        String to = name(random) + " " + name(random);
        return Asked.of(
                "rename %s to '%s' please".formatted(from, to),
                move(from, to.substring(0, to.indexOf(' '))),
                move(from, to));
    }

    private static WayRanker fitted(List<Asked> asked) {
        return WayRanker.fit(asked.stream().map(Asked::example).toList(), SEED);
    }

    @Test
    void aReadingThatHasOnePlaceTwiceComesBehind() {
        SplittableRandom random = new SplittableRandom(SEED);
        List<Asked> seen = new ArrayList<>();
        for (int i = 0; i < REQUESTS; i++) {
            seen.add(renamed(random));
        }
        Asked other = renamed(random);
        assertThat(other.isRight(WayRanker.none())).isFalse();
        assertThat(other.isRight(fitted(seen))).as("%s, seed %d", other, SEED).isTrue();
    }

    @Test
    void aReadingThatBreaksAQuotationComesBehind() {
        SplittableRandom random = new SplittableRandom(SEED);
        List<Asked> seen = new ArrayList<>();
        for (int i = 0; i < REQUESTS; i++) {
            seen.add(quoted(random));
        }
        Asked other = quoted(random);
        assertThat(other.isRight(WayRanker.none())).isFalse();
        assertThat(other.isRight(fitted(seen))).as("%s, seed %d", other, SEED).isTrue();
    }

    @Test
    void evidenceIsWeighedAnew() {
        WayFeatures features =
                WayFeatures.of(ReadText.of(List.of(new Message.User("rename a to b"))));
        List<ToolCall> calls = List.of(move("a", "b"));
        WayFeatures.Seen whole = features.of(new WayReading(calls, LESS_LIKELY));
        WayFeatures.Seen lacking = features.of(new WayReading(calls, LIKELIER.missing(1)));
        double[] logs = {LESS_LIKELY.log(), LIKELIER.missing(1).log()};
        WayRanker.Example example =
                new WayRanker.Example(List.of(whole, lacking), logs, new boolean[] {true, false});
        assertThat(logs[1]).isGreaterThan(logs[0]);
        List<WayRanker.Example> often = new ArrayList<>();
        for (int i = 0; i < REQUESTS; i++) {
            often.add(example);
        }
        WayRanker ranker = WayRanker.fit(often, SEED);
        assertThat(logs[0] + ranker.log(whole)).isGreaterThan(logs[1] + ranker.log(lacking));
    }

    @Test
    void weightsOfAnotherKindAreRefused() {
        assertThatThrownBy(() -> WayRanker.of(new float[3], new float[2]))
                .hasMessage("it compares by 3 and 2 weights");
    }
}
