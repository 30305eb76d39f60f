package dev.baltoro.flow;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// The table of a run's first and last measurement.
class BeforeAndAfterTest {
    @TempDir private Path run;

    private static String measured(String gym, String domain, int of, int done, double tokens) {
        return """
        {"gym":"%s","domain":"%s","split":"new_instances","attempts":%d,"successes":%d,"low":0,"high":1,"chance":0.1,"tokens":9,"tokens_of_success":%s,"partial":{}}\
        """
                .formatted(gym, domain, of, done, tokens);
    }

    private static String success(long step, String purpose, String... measured) {
        return """
        {"type":"success","step":%d,"purpose":"%s","measured":[%s]}
        """
                .formatted(step, purpose, String.join(",", measured));
    }

    @Test
    void gymsOfADomainAreCountedTogetherAndALiftNeedsIntervalsApart() throws Exception {
        Files.writeString(
                run.resolve("metrics.jsonl"),
                success(0, "base rate", measured("", "tools", 9, 9, 1))
                        + success(
                                0,
                                "held out",
                                measured("memory", "tools", 200, 60, 10),
                                measured("units", "tools", 200, 20, 30),
                                measured("reading", "reading", 200, 100, 4))
                        + success(5, "held out", measured("memory", "tools", 200, 0, 0))
                        + success(
                                9,
                                "held out",
                                measured("memory", "tools", 200, 120, 10),
                                measured("units", "tools", 200, 40, 20),
                                measured("reading", "reading", 200, 110, 4)));
        BeforeAndAfter table = BeforeAndAfter.of(run).orElseThrow();
        assertThat(table.rows())
                .containsExactly(
                        new BeforeAndAfter.Row(
                                "tools", "new_instances", 400, 80, 160, 0.1, 15, 12.5),
                        new BeforeAndAfter.Row(
                                "reading", "new_instances", 200, 100, 110, 0.1, 4, 4));
        assertThat(table.rows().get(0).isLifted()).isTrue();
        assertThat(table.rows().get(1).isLifted()).isFalse(); // 50 to 55 % of 200: intervals meet
        assertThat(table.lines().get(1)).contains("20.0 %").contains("40.0 %").endsWith("lifted");
    }

    @Test
    void oneMeasurementIsNoTable() throws Exception {
        Files.writeString(
                run.resolve("metrics.jsonl"),
                success(0, "held out", measured("memory", "tools", 200, 60, 10)));
        assertThat(BeforeAndAfter.of(run)).isEmpty();
    }
}
