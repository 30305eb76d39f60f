package dev.baltoro.engine.intent;

import static org.assertj.core.api.Assertions.assertThat;

import dev.baltoro.text.chat.Message;
import java.util.List;
import org.junit.jupiter.api.Test;

class KnownNameTest {
    private static final ReadText READ =
            ReadText.of(
                    List.of(
                            new Message.System(
                                    "Known: Haruto Greco, Old Mill 2; bend-25. There is jardín.md in /srv/data."
                                            + " Stored Ana Kok. Ana Lee is here. Rosa; Rosa Vex."),
                            new Message.User("delete haruto")));

    @Test
    void theNameIsFoundWhereItIsTheOnlyOne() {
        assertThat(KnownName.of("haruto", READ)).contains("Haruto Greco");
        assertThat(KnownName.of("Greco", READ)).contains("Haruto Greco");
        assertThat(KnownName.of("mill", READ)).contains("Old Mill 2");
        assertThat(KnownName.of("jardín", READ)).contains("jardín.md");
        assertThat(KnownName.of("bend", READ)).contains("bend-25");
    }

    @Test
    void ofTwoNamesNoneIsMeant() {
        assertThat(KnownName.of("Ana", READ)).isEmpty();
    }

    @Test
    void aWholeNameHasNoLongerOne() {
        assertThat(KnownName.of("Haruto Greco", READ)).isEmpty();
        assertThat(KnownName.of("nobody", READ)).isEmpty();
        assertThat(KnownName.of("Ha", READ)).isEmpty();
        assertThat(KnownName.of("rosa", READ)).isEmpty();
    }
}
