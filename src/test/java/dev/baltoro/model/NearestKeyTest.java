package dev.baltoro.model;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;

class NearestKeyTest {
    @Test
    void slipOfTheFingerFindsItsKey() {
        assertThat(NearestKey.of("hiddensize", List.of("vocab_size", "hidden_size")))
                .contains("hidden_size");
    }

    @Test
    void quiteAnotherWordFindsNone() {
        assertThat(NearestKey.of("learning_rate", List.of("vocab_size", "hidden_size"))).isEmpty();
    }
}
