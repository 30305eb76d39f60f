package dev.baltoro.synth.agentic.talk;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class VoicedUserTest {
    private static final String SAID = "set the due date of TSK-104 to 2026-05-03, for Mara Lindt";

    @Test
    void wordsMayChangeAndValuesMayNot() {
        assertThat(
                        VoicedUser.keeps(
                                SAID,
                                "hey, could you move TSK-104 to 2026-05-03? it's for Mara Lindt"))
                .isTrue();
        assertThat(VoicedUser.keeps(SAID, "move TSK-105 to 2026-05-03 for Mara Lindt")).isFalse();
        assertThat(VoicedUser.keeps(SAID, "move TSK-104 for Mara Lindt")).isFalse();
        assertThat(VoicedUser.keeps(SAID, "move TSK-104 to 2026-05-03 for Mara")).isFalse();
        assertThat(VoicedUser.keeps(SAID, "move TSK-104 to 2026-05-03 for Mara Lindt by 17:00"))
                .isFalse();
        assertThat(VoicedUser.keeps(SAID, "")).isFalse();
    }
}
