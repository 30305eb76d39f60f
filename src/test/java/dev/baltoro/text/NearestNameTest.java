package dev.baltoro.text;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;

class NearestNameTest {
    @Test
    void slipOfTheFingerFindsItsName() {
        assertThat(NearestName.of("hiddensize", List.of("vocab_size", "hidden_size")))
                .contains("hidden_size");
    }

    @Test
    void quiteAnotherWordFindsNone() {
        assertThat(NearestName.of("learning_rate", List.of("vocab_size", "hidden_size"))).isEmpty();
    }
}
