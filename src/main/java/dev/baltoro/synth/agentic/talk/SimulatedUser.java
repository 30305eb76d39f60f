package dev.baltoro.synth.agentic.talk;

import dev.baltoro.stats.SplitMix64;
import dev.baltoro.synth.agentic.task.AgentTask;
import dev.baltoro.synth.agentic.task.OpenQuestion;
import dev.baltoro.synth.agentic.task.Slip;
import dev.baltoro.synth.value.Draws;
import dev.baltoro.synth.words.Lexicon;
import java.util.Optional;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/// A user: what they do is decided by a [UserScript], and said in the task's words or in another
/// voice. All that they remember is in a JSON object, so that it can stand in a world's state.
public final class SimulatedUser {
    /// Where in a world's state a user's memory stands, below [dev.baltoro.agent.tool.Tool#ASIDE].
    public static final String MEMORY = "user";

    private static final Lexicon WORDS = Lexicon.named("personas");
    private static final String TURNS = "turns";

    private final AgentTask task;
    private final UserScript script;
    private final Voice voice;
    private final long seed;

    /// How a user says what they have to say.
    @FunctionalInterface
    public interface Voice {
        /// Says it as it stands.
        Voice TEMPLATE = (text, said) -> text;

        /// {@return the text in the user's own words}
        ///
        /// @param text what has to be said
        /// @param said what the agent said before; empty at the beginning
        String say(String text, String said);
    }

    /// @param seed of the choice of words
    public SimulatedUser(AgentTask task, Voice voice, long seed) {
        this.task = task;
        this.script = new UserScript(task);
        this.voice = voice;
        this.seed = seed;
    }

    /// {@return what the user says first}
    public String opening() {
        return voice.say(task.goals().getFirst().text(), "");
    }

    /// {@return what the user says next; empty if they leave}
    ///
    /// @param memory the user's, which this changes
    public Optional<String> answer(ObjectNode memory, String said) {
        UserAct act = script.next(memory, said);
        ArrayNode turns = memory.withArray("/" + TURNS);
        Draws draws = new Draws(SplitMix64.mix(seed, turns.size()));
        Optional<String> text =
                switch (act) {
                    case UserAct.Wants(int goal) -> Optional.of(task.goals().get(goal).text());
                    case UserAct.Answers(int goal, boolean _) ->
                            task.goals().get(goal).open().map(OpenQuestion::answer);
                    case UserAct.Corrects(int goal) ->
                            task.goals().get(goal).slip().map(Slip::correction);
                    case UserAct.Agrees _ -> Optional.of(WORDS.say("yes", draws));
                    case UserAct.KnowsNoMore _ -> Optional.of(WORDS.say("open", draws));
                    case UserAct.Leaves _, UserAct.GivesUp _ -> Optional.empty();
                };
        turns.add(memory.path("goal").asInt(0));
        return text.map(plain -> voice.say(plain, said));
    }

    /// {@return the number of the goal that each of the user's turns was about; the first turn is
    /// about the first}
    ///
    /// @param memory the user's
    static int[] goals(JsonNode memory) {
        JsonNode turns = memory.path(TURNS);
        int[] goals = new int[1 + turns.size()];
        for (int i = 0; i < turns.size(); i++) {
            goals[i + 1] = turns.get(i).asInt(0);
        }
        return goals;
    }
}
