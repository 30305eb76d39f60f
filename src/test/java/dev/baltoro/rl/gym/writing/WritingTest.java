package dev.baltoro.rl.gym.writing;

import static org.assertj.core.api.Assertions.assertThat;

import dev.baltoro.agent.world.Rubric.Criterion;
import dev.baltoro.agent.world.Split;
import dev.baltoro.agent.world.Task;
import dev.baltoro.agent.world.TaskId;
import org.junit.jupiter.api.Test;

/// Tasks that a model judges.
class WritingTest {
    @Test
    void rubricDemandsWhatThePromptAsksFor() {
        for (Split split : Split.values()) {
            for (int i = 0; i < 100; i++) {
                Task task = Writing.gym().task(new TaskId("writing", split, 5, i, 3));
                assertThat(task).isInstanceOf(Task.Judged.class);
                String prompt = task.world().reset().getLast().content();
                Criterion asked = ((Task.Judged) task).rubric().criteria().getFirst();
                assertThat(asked.mandatory()).isTrue();
                String[] due = asked.text().split("\"");
                assertThat(due).hasSizeGreaterThanOrEqualTo(7);
                for (int j = 1; j < due.length; j += 2) {
                    assertThat(prompt).contains(due[j]);
                }
            }
        }
    }
}
