package dev.baltoro.rl.loop;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class StillAskedTest {
    @Test
    void onlyWhatComesAfterTheCheckpointIsStillAskedFor() {
        StillAsked asked = new StillAsked(12, 40);
        assertThat(asked)
                .accepts(
                        "rollout/12.0/verdict",
                        "rollout/113.7/2",
                        "held out 41 memory x/3.0/verdict");
        assertThat(asked).accepts("scores/writing/train/1/77101784/12");
        assertThat(asked).rejects("rollout/11.7/verdict", "scores/writing/train/1/77101784/11");
        assertThat(asked)
                .rejects("held out 40 memory x/3.0/verdict", "base rate tools/99.0/verdict")
                .rejects("llm/0f3a");
    }
}
