package dev.baltoro.tensor.kernel.decode;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(60)
class HandOverTest {
    @Test
    void oneMemberMeetsNobody() {
        assertThat(HandOver.measure(1)).isEqualTo(new HandOver(1, 0));
    }

    @Test
    void meetingTakesTimeAndTheTeamIsFreeAfterwards() {
        try (Team team = Team.open(2)) {
            HandOver found = HandOver.measure(team);
            assertThat(found.threads()).isEqualTo(2);
            assertThat(found.nanos()).isPositive().isFinite();
            int[] done = new int[2];
            team.run((member, _) -> done[member]++);
            assertThat(done).containsExactly(1, 1);
        }
    }
}
