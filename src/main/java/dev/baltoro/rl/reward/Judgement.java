package dev.baltoro.rl.reward;

import dev.baltoro.agent.llm.Llm;
import dev.baltoro.agent.llm.LlmException;
import dev.baltoro.agent.world.Episode;
import dev.baltoro.agent.world.Rubric.Criterion;
import dev.baltoro.agent.world.Task;
import dev.baltoro.agent.world.Transcript;
import dev.baltoro.agent.world.Turn;
import dev.baltoro.text.chat.ChatRequest;
import dev.baltoro.text.chat.DecodingOptions;
import dev.baltoro.text.chat.EndReason;
import dev.baltoro.text.chat.Sampling;
import dev.baltoro.text.chat.ToolUse;
import dev.baltoro.text.chat.WholeAnswer;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;

/// What a judge makes of a single answer: it is held against the rubric point by point, and
/// compared with what the judge itself answers to the task, in both orders.
///
/// @param findings on each criterion, those of the task first
/// @param own what the judge answered itself
/// @param score as [PairwiseJudge] gives it: 1 if the answer is better in both orders, ½ if these
///   disagree, 0 if it is worse or misses a mandatory criterion; none if the judge gave no verdict
public record Judgement(List<Finding> findings, Transcript own, OptionalDouble score) {
    private static final int OWN_TOKENS_MAX = 256;

    public Judgement {
        findings = List.copyOf(findings);
    }

    /// Whether an answer does what a criterion demands.
    ///
    /// @param met none if the judge did not say
    public record Finding(Criterion criterion, Optional<Boolean> met) {}

    /// {@return the judgement of an answer}
    ///
    /// @throws LlmException if the judge does not answer
    public static Judgement of(Llm judge, Task.Judged task, Transcript answer)
            throws LlmException, InterruptedException {
        List<Finding> findings = new ArrayList<>();
        for (Criterion one : Rubrics.with(task.rubric()).criteria()) {
            findings.add(
                    new Finding(
                            one,
                            new CriterionCheck(one, answer.question(), answer.answer())
                                    .ask(judge)));
        }
        Transcript own = attempt(judge, task);
        OptionalDouble score =
                new PairwiseJudge(judge, 1).scores(task, List.of(answer, own)).getFirst();
        return new Judgement(findings, own, score);
    }

    /// {@return the likeliest answer of a model to a task}
    private static Transcript attempt(Llm model, Task task)
            throws LlmException, InterruptedException {
        DecodingOptions likeliest =
                DecodingOptions.of(Sampling.OPEN.withTemperature(0).withSeed(0))
                        .withMaxTokens(OWN_TOKENS_MAX);
        Episode episode = new Episode(task);
        var unused = episode.reset();
        while (!episode.isOver()) {
            WholeAnswer said =
                    model.answer(
                            ChatRequest.of(episode.transcript().messages(), likeliest)
                                    .withTools(ToolUse.auto(episode.tools())));
            var unused2 =
                    episode.step(
                            new Turn(
                                    said.content(),
                                    said.toolCalls(),
                                    said.reason() != EndReason.LENGTH));
        }
        return episode.transcript();
    }
}
