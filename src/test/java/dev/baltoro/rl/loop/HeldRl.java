package dev.baltoro.rl.loop;

import dev.baltoro.agent.world.Split;
import dev.baltoro.agent.world.Task;
import dev.baltoro.agent.world.TaskId;
import dev.baltoro.rl.gym.Gym;
import dev.baltoro.rl.recipe.RlRecipe;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.locks.LockSupport;
import java.util.function.Consumer;

/// A process that stops in the middle of its rollouts and waits to be killed.
final class HeldRl {
    /// Verdicts after the first checkpoint that are given before one never comes.
    private static final int VERDICTS = 5;

    private HeldRl() {}

    /// @param arguments recipe file, run folder, a file that is made when it holds
    public static void main(String[] arguments) throws Exception {
        RlRecipe recipe = RlRecipe.load(Path.of(arguments[0]), List.of());
        Path run = Path.of(arguments[1]);
        Path checkpoint = run.resolve("checkpoints/step-00000002");
        AtomicInteger since = new AtomicInteger();
        Gym gym =
                new Outside(_ -> {
                    if (Files.exists(checkpoint) && since.incrementAndGet() > VERDICTS) {
                        try {
                            Files.writeString(Path.of(arguments[2]), "held");
                        } catch (java.io.IOException e) {
                            throw new java.io.UncheckedIOException(e);
                        }
                        while (true) {
                            LockSupport.park();
                        }
                    }
                });
        List<Gym> gyms = List.of(gym, new OpenGym());
        try (RlRun held = RlRun.start(run, recipe, gyms, Optional.empty())) {
            boolean unused = held.train(_ -> {}, () -> false);
        }
    }

    /// The gym of letters with a verifier that asks outside.
    ///
    /// @param asked called before each verdict
    record Outside(Consumer<TaskId> asked) implements Gym {
        private static final LetterGym LETTERS = new LetterGym();

        @Override
        public String name() {
            return LETTERS.name();
        }

        @Override
        public String domain() {
            return LETTERS.domain();
        }

        @Override
        public String about() {
            return LETTERS.about();
        }

        @Override
        public List<String> kinds(Split split) {
            return LETTERS.kinds(split);
        }

        @Override
        public int difficultyMax() {
            return LETTERS.difficultyMax();
        }

        @Override
        public boolean asksOutside() {
            return true;
        }

        @Override
        public Task task(TaskId id) {
            Task.Verified task = (Task.Verified) LETTERS.task(id);
            return new Task.Verified(
                    task.id(),
                    task.kind(),
                    task.turnsMax(),
                    task.worlds(),
                    (state, transcript) -> {
                        asked.accept(task.id());
                        return task.verifier().verify(state, transcript);
                    },
                    task.solver());
        }
    }
}
