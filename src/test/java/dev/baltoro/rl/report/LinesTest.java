package dev.baltoro.rl.report;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;

class LinesTest {
    private static final double NONE = Double.NaN;

    @Test
    void whatFewMeasureLastsUntilTheNextMeasurement() {
        List<Integer> all = List.of(0, 1, 2, 3, 4, 5, 6);
        List<Double> values = List.of(NONE, NONE, 2.0, NONE, NONE, 5.0, NONE);
        assertThat(Lines.lasting(all, List.of(0, 1, 3, 4, 6), values::get))
                .containsExactly(NONE, NONE, 2.0, 2.0, 5.0);
    }

    @Test
    void theNewestIsTheLastThatWasMeasured() {
        List<Integer> all = List.of(0, 1, 2);
        assertThat(Lines.newest(all, List.of(1.0, 3.0, NONE)::get)).isEqualTo(3);
        assertThat(Lines.newest(all, List.of(NONE, NONE, NONE)::get)).isNaN();
    }
}
