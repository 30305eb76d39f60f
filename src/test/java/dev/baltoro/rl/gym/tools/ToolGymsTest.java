package dev.baltoro.rl.gym.tools;

import static org.assertj.core.api.Assertions.assertThat;

import dev.baltoro.agent.tool.Tool;
import dev.baltoro.agent.world.Episode;
import dev.baltoro.agent.world.Policy;
import dev.baltoro.agent.world.Split;
import dev.baltoro.agent.world.Task;
import dev.baltoro.agent.world.TaskId;
import dev.baltoro.agent.world.Transcript;
import dev.baltoro.agent.world.Turn;
import dev.baltoro.agent.world.World;
import dev.baltoro.rl.gym.Baseline;
import dev.baltoro.rl.gym.Gym;
import dev.baltoro.rl.gym.GymCheck;
import dev.baltoro.rl.gym.standard.Gyms;
import dev.baltoro.text.chat.Message;
import dev.baltoro.text.chat.ToolCall;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.LongStream;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

/// What every gym of a tool world promises.
class ToolGymsTest {
    private static final long SEED = 20260202;
    private static final int TASKS = 100;

    /// What may be reached by knowing nothing: `gym check` measures 0 to 6 %, and a hundred tasks
    /// spread by 2.
    private static final double CHANCE_MAX = 0.15;

    private static final Pattern WORD = Pattern.compile("[\\p{L}\\p{N}]+");

    static Stream<Gym> gyms() {
        return Gyms.standard().all().stream().filter(gym -> gym.domain().equals("tools"));
    }

    private static Stream<Task.Verified> tasks(Gym gym, Split split, int difficulty, long seed) {
        return LongStream.range(0, TASKS)
                .mapToObj(i ->
                        (Task.Verified)
                                gym.task(new TaskId(gym.name(), split, seed, i, difficulty)));
    }

    private static Stream<Task.Verified> tasks(Gym gym) {
        return Stream.of(Split.values())
                .flatMap(split ->
                        Stream.iterate(1, d -> d <= gym.difficultyMax(), d -> d + 1)
                                .flatMap(difficulty -> tasks(gym, split, difficulty, SEED)));
    }

    private static Episode solved(Task.Verified task) throws InterruptedException {
        Episode episode = new Episode(task);
        episode.play(task.solver().get());
        return episode;
    }

    private static Episode played(Task.Verified task, List<Message.Assistant> turns) {
        Episode episode = new Episode(task);
        episode.reset();
        for (Message.Assistant turn : turns) {
            if (!episode.isOver()) {
                episode.step(new Turn(turn.content(), turn.toolCalls(), true));
            }
        }
        episode.truncate();
        return episode;
    }

    @ParameterizedTest
    @MethodSource("gyms")
    void solverDoesEveryTask(Gym gym) throws InterruptedException {
        for (Split split : Split.values()) {
            for (int difficulty = 1; difficulty <= gym.difficultyMax(); difficulty++) {
                new GymCheck(gym, split, difficulty, SEED, TASKS)
                        .play(Baseline.SOLVER)
                        .requireAll();
            }
        }
    }

    @ParameterizedTest
    @MethodSource("gyms")
    void policiesThatKnowNothingReachLittle(Gym gym) throws InterruptedException {
        for (Split split : Split.values()) {
            for (int difficulty = 1; difficulty <= gym.difficultyMax(); difficulty++) {
                GymCheck check = new GymCheck(gym, split, difficulty, SEED, TASKS);
                assertThat(check.play(Baseline.IDLE).successes()).isZero();
                assertThat(check.play(Baseline.ASKING).successes()).isZero();
                assertThat(check.play(Baseline.RANDOM).share().share()).isLessThan(CHANCE_MAX);
            }
        }
    }

    @ParameterizedTest
    @MethodSource("gyms")
    void sameIdGivesSameTask(Gym gym) throws InterruptedException {
        for (Task.Verified task : tasks(gym).toList()) {
            Task.Verified again = (Task.Verified) gym.task(task.id());
            assertThat(again.kind()).isEqualTo(task.kind());
            assertThat(solved(again).transcript()).isEqualTo(solved(task).transcript());
        }
    }

    @ParameterizedTest
    @MethodSource("gyms")
    void heldOutTasksAreNotInTraining(Gym gym) throws InterruptedException {
        Map<Split, Set<String>> seen = new EnumMap<>(Split.class);
        for (Split split : Split.values()) {
            for (int difficulty = 1; difficulty <= gym.difficultyMax(); difficulty++) {
                for (Task.Verified task :
                        tasks(gym, split, difficulty, SEED + split.ordinal()).toList()) {
                    seen.computeIfAbsent(split, _ -> new HashSet<>())
                            .add(task.kind() + essence(solved(task).transcript()));
                }
            }
        }
        Set<String> trained = seen.getOrDefault(Split.TRAIN, Set.of());
        for (Split split : Split.values()) {
            if (split != Split.TRAIN) {
                Set<String> both = new HashSet<>(seen.getOrDefault(split, Set.of()));
                both.retainAll(trained);
                assertThat(both).as("%s", split).isEmpty();
            }
        }
        for (Split split : Split.values()) {
            if (split != Split.NEW_KIND) {
                assertThat(gym.kinds(Split.NEW_KIND)).doesNotContainAnyElementsOf(gym.kinds(split));
            }
        }
    }

    /// What was asked, and everything that came of it, but for the wording of the last turn.
    private static List<String> essence(Transcript transcript) {
        return transcript.messages().subList(0, transcript.messages().size() - 1).stream()
                .map(Message::toString)
                .toList();
    }

    @ParameterizedTest
    @MethodSource("gyms")
    void solverUsesOnlyWhatItHasRead(Gym gym) throws InterruptedException {
        for (Task.Verified task : tasks(gym).toList()) {
            StringBuilder read = new StringBuilder();
            for (Message message : solved(task).transcript().messages()) {
                if (message instanceof Message.Assistant turn) {
                    Set<String> known = words(read.toString());
                    for (ToolCall call : turn.toolCalls()) {
                        JsonNode arguments = JsonMapper.shared().readTree(call.argumentsJson());
                        for (JsonNode value : arguments) {
                            assertThat(known)
                                    .as("%s: %s", task.id(), call)
                                    .containsAll(exactWords(value.asString()));
                        }
                    }
                } else {
                    read.append(message.content()).append('\n');
                }
            }
        }
    }

    private static List<String> exactWords(String text) {
        return WORD.matcher(text.toLowerCase(Locale.ROOT))
                .results()
                .map(MatchResult::group)
                .toList();
    }

    /// Words of a text, those with an `s` at their end also without it, and what they count.
    private static Set<String> words(String text) {
        Set<String> words = new HashSet<>();
        for (String word : exactWords(text)) {
            words.add(word);
            words.add(word.replaceFirst("s$", ""));
            words.add(word.replaceFirst("^one$", "1"));
        }
        return words;
    }

    @ParameterizedTest
    @MethodSource("gyms")
    void claimedWorkThatWasNotDoneLoses(Gym gym) throws InterruptedException {
        for (Task.Verified task : tasks(gym).toList()) {
            Transcript solution = solved(task).transcript();
            if (changes(task, solution)) {
                Episode claim =
                        played(task, List.of(new Message.Assistant(solution.answer(), List.of())));
                assertThat(claim.verdict().orElseThrow().success()).as("%s", task.id()).isFalse();
            }
        }
    }

    @ParameterizedTest
    @MethodSource("gyms")
    void rightWorkAndAChangeTooManyLoses(Gym gym) throws InterruptedException {
        List<ToolCall> calls = new ArrayList<>();
        for (Task.Verified task : tasks(gym).toList()) {
            calls.addAll(solved(task).transcript().calls());
        }
        int changed = 0;
        for (Task.Verified task : tasks(gym).toList()) {
            Transcript solution = solved(task).transcript();
            List<Message.Assistant> turns = new ArrayList<>(solution.turns().toList());
            ToolCall extra = calls.get((int) (task.id().index() * 7919 % calls.size()));
            turns.add(turns.size() - 1, new Message.Assistant("", List.of(extra)));
            if (!end(task, turns).equals(end(task, solution.turns().toList()))) {
                changed++;
                assertThat(played(task, turns).verdict().orElseThrow().success())
                        .as("%s: %s", task.id(), extra)
                        .isFalse();
            }
        }
        assertThat(changed).isPositive();
    }

    /// {@return the state after these turns}
    private static JsonNode end(Task.Verified task, List<Message.Assistant> turns) {
        World world = task.world();
        world.reset();
        turns.forEach(turn -> world.step(new Turn(turn.content(), turn.toolCalls(), true)));
        return facts(world);
    }

    private static boolean changes(Task.Verified task, Transcript solution) {
        World world = task.world();
        world.reset();
        return !facts(world).equals(end(task, solution.turns().toList()));
    }

    private static JsonNode facts(World world) {
        ObjectNode facts = (ObjectNode) world.snapshot();
        facts.remove(Tool.ASIDE);
        return facts;
    }

    @ParameterizedTest
    @MethodSource("gyms")
    void rightWorkWithTheOppositeAnswerLoses(Gym gym) throws InterruptedException {
        for (Task.Verified task : tasks(gym).toList()) {
            List<Message.Assistant> turns =
                    new ArrayList<>(solved(task).transcript().turns().toList());
            for (String answer : List.of("", "I could not do it, sorry?", everything())) {
                turns.set(turns.size() - 1, new Message.Assistant(answer, List.of()));
                Episode episode = played(task, turns);
                assertThat(episode.verdict().orElseThrow().success())
                        .as("%s: %s", task.id(), answer)
                        .isFalse();
            }
        }
    }

    /// All that any task could ask for, and a doubt.
    private static String everything() {
        StringBuilder all = new StringBuilder("Maybe not, or one of these:");
        Stream.of(
                        dev.baltoro.rl.gym.Words.OBJECTS,
                        dev.baltoro.rl.gym.Words.PLACES,
                        dev.baltoro.rl.gym.Words.COLORS)
                .flatMap(List::stream)
                .forEach(word -> all.append(' ').append(word));
        for (int i = 0; i < 100; i++) {
            all.append(' ').append(i);
        }
        return all.toString();
    }

    @ParameterizedTest
    @MethodSource("gyms")
    void rightWorkCutOffBeforeItsEndLoses(Gym gym) throws InterruptedException {
        Policy[] solver = new Policy[1];
        for (Task.Verified task : tasks(gym).toList()) {
            solver[0] = task.solver().get();
            Episode episode = new Episode(task);
            episode.play((transcript, tools) -> {
                Turn turn = solver[0].act(transcript, tools);
                return turn.calls().isEmpty()
                        ? new Turn(turn.text(), List.of(), turn.text().contains("?"))
                        : turn;
            });
            if (episode.transcript().truncated()) {
                assertThat(episode.verdict().orElseThrow().success()).isFalse();
            }
        }
    }
}
