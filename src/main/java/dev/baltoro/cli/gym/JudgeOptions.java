package dev.baltoro.cli.gym;

import dev.baltoro.agent.llm.Llm;
import dev.baltoro.agent.llm.LlmException;
import dev.baltoro.agent.llm.LlmTerms;
import dev.baltoro.agent.llm.OpenLlm;
import dev.baltoro.cli.model.LlmOption;
import dev.baltoro.cli.terminal.Failure;
import dev.baltoro.cli.terminal.Failures;
import dev.baltoro.rl.recipe.JudgeSettings;
import java.util.Optional;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;
import picocli.CommandLine.Spec.Target;

/// The options that say who judges what no machine can verify.
final class JudgeOptions {
    /// How to get one, in a line.
    static final String HINT =
            "for a score, name a judge: --judge MODEL_DIR, or --judge http://HOST:PORT/v1 --judge-model NAME";

    @Spec(Target.MIXEE)
    private CommandSpec spec = CommandSpec.create();

    @Option(
            names = "--judge",
            paramLabel = "DIR|URL",
            description = {
                "who judges a task that no machine can verify: a model's folder, or an",
                "OpenAI-compatible endpoint (key: the variable " + JudgeSettings.KEY_VARIABLE + ")"
            })
    private Optional<String> judge = Optional.empty();

    @Option(
            names = "--judge-model",
            paramLabel = "NAME",
            description = "what the endpoint calls the model")
    private Optional<String> model = Optional.empty();

    boolean isSet() {
        return judge.isPresent();
    }

    /// Something that a judge is asked.
    @FunctionalInterface
    interface Question {
        void ask(Llm judge) throws LlmException, InterruptedException;
    }

    /// Opens the judge, which is closed after the question.
    void with(Question question) throws InterruptedException {
        LlmOption option = new LlmOption("--judge", judge.orElseThrow(), "--judge-model", model);
        option.check(spec);
        LlmTerms terms =
                LlmTerms.of(Optional.ofNullable(System.getenv(JudgeSettings.KEY_VARIABLE)));
        try (OpenLlm opened = option.open(terms)) {
            question.ask(opened.llm());
        } catch (LlmException e) {
            throw new Failure("the judge gives no answer: " + Failures.line(e), e);
        } catch (IllegalArgumentException e) {
            throw new Failure("--judge %s: %s".formatted(judge.get(), Failures.line(e)), e);
        }
    }
}
