package dev.baltoro.rl.gym.tools;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.baltoro.agent.world.Script;
import dev.baltoro.agent.world.Split;
import dev.baltoro.agent.world.TaskId;
import dev.baltoro.rl.gym.Baseline;
import dev.baltoro.rl.gym.Gym;
import dev.baltoro.rl.gym.GymCheck;
import dev.baltoro.rl.gym.standard.Gyms;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/// A world of one's own is as good as those that come with the product.
class LampsGymTest {
    @ParameterizedTest
    @EnumSource(mode = EnumSource.Mode.EXCLUDE, names = "NEW_KIND")
    void itsSolverDoesAllTasksAndIdlingNone(Split split) throws InterruptedException {
        GymCheck check = new GymCheck(LampsGym.gym(), split, 1, 7, 200);
        check.play(Baseline.SOLVER).requireAll();
        assertThat(check.play(Baseline.IDLE).successes()).isZero();
        assertThat(check.play(Baseline.ASKING).successes()).isZero();
    }

    @Test
    void aSplitWithoutKindsIsRefusedByName() {
        Gym lamps = LampsGym.gym();
        assertThatThrownBy(() -> lamps.task(new TaskId("lamps", Split.NEW_KIND, 0, 0, 1)))
                .hasMessage("lamps has no kind of task for NEW_KIND at difficulty 1");
    }

    @Test
    void aCallNeedsAValueForEachOfItsToolsParameters() {
        assertThat(Script.call(LampsGym.SWITCH, "hall", "off"))
                .isEqualTo(Script.call("switch", "room", "hall", "to", "off"));
        assertThatThrownBy(() -> Script.call(LampsGym.SWITCH, "hall"))
                .hasMessage("a call of switch needs a value for each of [room, to], and has 1");
    }

    @Test
    void theGuideShowsIt() throws IOException {
        String source =
                Files.readString(Path.of("src/test/java/dev/baltoro/rl/gym/tools/LampsGym.java"));
        assertThat(Files.readString(Path.of("docs/guide/gyms.md")))
                .contains("```java\n" + source.substring(source.indexOf("final class")) + "```");
    }

    @Test
    void itJoinsTheRegistryUnderANameOfItsOwn() {
        Gyms gyms = Gyms.standard().with(LampsGym.gym());
        assertThat(gyms.named("lamps").about()).isEqualTo("switch lamps in rooms");
        assertThatThrownBy(() -> gyms.named("lamp")).hasMessageContaining("did you mean `lamps`?");
        assertThatThrownBy(() -> gyms.with(LampsGym.gym())).hasMessageContaining("share a name");
    }
}
