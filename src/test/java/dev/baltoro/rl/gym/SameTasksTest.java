package dev.baltoro.rl.gym;

import static org.assertj.core.api.Assertions.assertThat;

import dev.baltoro.ChildJvm;
import dev.baltoro.agent.world.Episode;
import dev.baltoro.agent.world.Split;
import dev.baltoro.agent.world.Task;
import dev.baltoro.agent.world.TaskId;
import dev.baltoro.rl.gym.PhrasingsTest.NoSandbox;
import dev.baltoro.rl.gym.standard.Gyms;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.zip.CRC32C;
import org.junit.jupiter.api.Test;

/// A task is made of its name alone: (gym, split, seed, index, difficulty).
///
/// Within a process that is easily true. The JDK's immutable sets and maps have another order in
/// each process, so what rests on such an order shows only in others: with four of them, a fault
/// that two orders have is missed once in sixteen runs.
class SameTasksTest {
    private static final int PROCESSES = 4;
    private static final int TASKS = 100;
    private static final long SEED = 5;

    @Test
    void everyProcessDrawsTheSameTasksAndSolutions() throws Exception {
        List<Process> others = new ArrayList<>();
        for (int i = 0; i < PROCESSES; i++) {
            others.add(
                    new ProcessBuilder(ChildJvm.command(SameTasksTest.class))
                            .redirectError(ProcessBuilder.Redirect.INHERIT)
                            .start());
        }
        String own = sums();
        for (Process other : others) {
            byte[] printed = other.getInputStream().readAllBytes();
            assertThat(other.waitFor()).isZero();
            assertThat(new String(printed, StandardCharsets.UTF_8)).isEqualTo(own);
        }
    }

    /// Prints [#sums] for the process that started this one.
    public static void main(String[] arguments) throws Exception {
        System.out.print(sums());
    }

    /// {@return for each gym a sum of tasks of all splits and difficulties, with their solutions
    /// where no program has to be run}
    private static String sums() throws InterruptedException {
        StringBuilder sums = new StringBuilder();
        for (Gym gym : Gyms.standard(new NoSandbox()).all()) {
            CRC32C sum = new CRC32C();
            for (Split split : Split.values()) {
                for (int i = 0; i < TASKS; i++) {
                    int difficulty = 1 + i % gym.difficultyMax();
                    Task task = gym.task(new TaskId(gym.name(), split, SEED, i, difficulty));
                    sum.update(line(gym, task).getBytes(StandardCharsets.UTF_8));
                }
            }
            sums.append("%s %08x%n".formatted(gym.name(), sum.getValue()));
        }
        return sums.toString();
    }

    private static String line(Gym gym, Task task) throws InterruptedException {
        if (task instanceof Task.Verified verified && !gym.domain().equals("coding")) {
            return TaskRecord.solved(verified);
        }
        Episode episode = new Episode(task);
        return TaskRecord.line(task, task.world().reset(), episode.tools());
    }
}
