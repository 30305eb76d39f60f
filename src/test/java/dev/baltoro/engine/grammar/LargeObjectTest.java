package dev.baltoro.engine.grammar;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.management.ThreadMXBean;
import dev.baltoro.engine.grammar.automaton.Automaton;
import dev.baltoro.engine.grammar.automaton.Rule;
import dev.baltoro.engine.grammar.schema.Definition;
import dev.baltoro.engine.grammar.schema.SchemaReader;
import java.lang.management.ManagementFactory;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// An object with many optional properties is opened and continued with work for each of them, not
/// for each pair.
class LargeObjectTest {
    private static final int MANY = 5_000;

    private static long allocatedByOpening(int properties, boolean ordered) {
        String schema =
                IntStream.range(0, properties)
                        .mapToObj("\"p%d\":{\"type\":\"integer\"}"::formatted)
                        .collect(Collectors.joining(",", "{\"properties\":{", "}}"));
        Definition definition = SchemaReader.read(schema, ordered);
        ThreadMXBean threads = (ThreadMXBean) ManagementFactory.getThreadMXBean();
        long before = threads.getCurrentThreadAllocatedBytes();
        Rule rule = new Automaton().value(definition, 0);
        for (char next : "{\"p7\":1,\"p9".toCharArray()) {
            rule = rule.next(next);
        }
        assertThat(rule.nullable()).isFalse();
        return threads.getCurrentThreadAllocatedBytes() - before;
    }

    /// Allocated bytes count work and are the same on each machine but for a few. Twice: sets of
    /// what remains are copied, 8 bytes for 64 properties, which is the smaller part.
    @ParameterizedTest
    @ValueSource(booleans = {true, false})
    void fiveTimesAsManyPropertiesAreAboutFiveTimesTheWork(boolean ordered) {
        allocatedByOpening(100, ordered);
        long some = allocatedByOpening(MANY / 5, ordered);
        long many = allocatedByOpening(MANY, ordered);
        assertThat(many).isLessThan(2 * 5 * some);
    }
}
