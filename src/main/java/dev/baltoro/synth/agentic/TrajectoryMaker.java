package dev.baltoro.synth.agentic;

import dev.baltoro.agent.llm.Llm;
import dev.baltoro.stats.SplitMix64;
import dev.baltoro.synth.agentic.review.Review;
import dev.baltoro.synth.agentic.review.Reviewer;
import dev.baltoro.synth.agentic.review.RuleFilter;
import dev.baltoro.synth.agentic.review.RuleVerdict;
import dev.baltoro.synth.agentic.simulator.Mishaps;
import dev.baltoro.synth.agentic.talk.LlmAgent;
import dev.baltoro.synth.agentic.talk.Playing;
import dev.baltoro.synth.agentic.talk.SimulatedUser;
import dev.baltoro.synth.agentic.talk.TemplateAgent;
import dev.baltoro.synth.agentic.talk.Trajectory;
import dev.baltoro.synth.agentic.talk.VoicedUser;
import dev.baltoro.synth.agentic.task.AgentTask;
import dev.baltoro.synth.agentic.task.TaskSource;
import dev.baltoro.synth.tool.Lineage;
import java.util.List;
import java.util.Optional;

/// Makes one conversation: its task, the talk, the filters' verdicts.
///
/// @param seed of the set
/// @param tasks what is talked about
/// @param mishaps shares of calls that go wrong
/// @param mistakes share of the template teacher's conversations in which it errs on purpose
/// @param agent who speaks for the agent; the template teacher where nobody is named
/// @param user who words what users say; the task's own words where nobody is named
/// @param reviewer the second filter; none where it is switched off
public record TrajectoryMaker(
        long seed,
        TaskSource tasks,
        Mishaps mishaps,
        double mistakes,
        Optional<Llm> agent,
        Optional<Llm> user,
        Optional<Reviewer> reviewer) {
    private static final int MISHAPS = 11;
    private static final int WORDS = 12;
    private static final int TEACHER = 13;

    /// {@return a conversation, judged}
    ///
    /// @param index from 0
    public JudgedTrajectory make(long index) throws InterruptedException {
        AgentTask task = tasks.task(index);
        Trajectory trajectory = held(task, index);
        RuleVerdict rules = RuleFilter.judge(trajectory);
        Optional<Review> review =
                reviewer.isPresent()
                        ? Optional.of(reviewer.get().review(trajectory))
                        : Optional.empty();
        return new JudgedTrajectory(trajectory, rules, review, name(agent), name(user));
    }

    private static String name(Optional<Llm> llm) {
        return llm.map(Llm::name).orElse(Lineage.TEMPLATE_TEACHER);
    }

    private Trajectory held(AgentTask task, long index) throws InterruptedException {
        Mishaps own =
                new Mishaps(
                        mishaps.busy(), mishaps.partial(), mishaps.lost(), drawn(index, MISHAPS));
        SimulatedUser speaker =
                new SimulatedUser(
                        task,
                        user.<SimulatedUser.Voice>map(llm -> new VoicedUser(llm, task.persona()))
                                .orElse(SimulatedUser.Voice.TEMPLATE),
                        drawn(index, WORDS));
        if (agent.isPresent()) {
            return Playing.of(
                    task, own, speaker, new LlmAgent(agent.get(), drawn(index, TEACHER)), List::of);
        }
        TemplateAgent teacher = new TemplateAgent(task, mistakes, drawn(index, TEACHER));
        return Playing.of(task, own, speaker, teacher, teacher::mistakes);
    }

    private long drawn(long index, int what) {
        return SplitMix64.mix(SplitMix64.mix(seed, index), what);
    }
}
