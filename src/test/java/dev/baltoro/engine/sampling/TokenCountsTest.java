package dev.baltoro.engine.sampling;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.random.RandomGenerator;
import java.util.random.RandomGeneratorFactory;
import org.junit.jupiter.api.Test;

class TokenCountsTest {
    @Test
    void agreesWithAMap() {
        RandomGenerator random = RandomGeneratorFactory.of("L64X128MixRandom").create(3);
        var counts = new TokenCounts();
        Map<Integer, Integer> expected = new LinkedHashMap<>();
        for (int i = 0; i < 20_000; i++) {
            int token = (int) Math.abs(random.nextGaussian(0, 3000)) * 64;
            if (random.nextInt(4) == 0) {
                counts.addPrompt(new int[] {token});
                expected.putIfAbsent(token, 0);
            } else {
                counts.addOutput(token);
                expected.merge(token, 1, Integer::sum);
            }
        }
        Map<Integer, Integer> counted = new LinkedHashMap<>();
        for (int i = 0; i < counts.size(); i++) {
            counted.put(counts.token(i), counts.inOutput(i));
        }
        assertThat(counted).containsExactlyEntriesOf(expected).hasSizeGreaterThan(3000);
    }
}
