package dev.baltoro.rl.loop;

import dev.baltoro.agent.journal.Journal;
import dev.baltoro.agent.llm.Endpoint;
import dev.baltoro.agent.llm.EndpointLlm;
import dev.baltoro.agent.llm.JournalledLlm;
import dev.baltoro.agent.llm.JournalledLlm.OnFailure;
import dev.baltoro.rl.recipe.JudgeSettings;
import dev.baltoro.rl.reward.GroupJudge;
import dev.baltoro.rl.reward.PairwiseJudge;
import java.net.URI;
import java.util.List;
import java.util.Optional;

/// Makes the judge that a recipe asks for.
final class Judges {
    private Judges() {}

    /// {@return the judge, if there is to be one}
    ///
    /// @param journal keeps what an endpoint answered: a run that was killed in the middle of a
    ///   group asks for the rest of it alone
    /// @param closing what has to be closed with the run is added here
    static Optional<GroupJudge> of(
            JudgeSettings settings,
            PolicyEngine engine,
            Journal journal,
            List<AutoCloseable> closing) {
        return switch (settings.kind()) {
            case NONE -> Optional.empty();
            case SELF -> Optional.of(new PairwiseJudge(engine.asLlm(), settings.opponents()));
            case ENDPOINT -> {
                EndpointLlm endpoint =
                        new EndpointLlm(
                                Endpoint.of(
                                        URI.create(settings.url().orElseThrow()),
                                        settings.model().orElseThrow(),
                                        Optional.ofNullable(
                                                System.getenv(JudgeSettings.KEY_VARIABLE))));
                closing.add(endpoint);
                yield Optional.of(
                        new PairwiseJudge(
                                new JournalledLlm(endpoint, journal, OnFailure.KEEP),
                                settings.opponents()));
            }
        };
    }
}
