package dev.baltoro.cli.synth;

import dev.baltoro.agent.llm.Endpoint;
import dev.baltoro.agent.llm.Prices;
import dev.baltoro.agent.llm.RateLimit;
import dev.baltoro.cli.model.LlmPlace;
import dev.baltoro.cli.terminal.Failure;
import dev.baltoro.synth.teacher.TeachingRun;
import dev.baltoro.synth.teacher.TemplateTeacher;
import java.time.Duration;
import java.util.Optional;
import java.util.OptionalInt;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;
import picocli.CommandLine.Spec.Target;

/// The options that say who teaches, and what may be asked of it.
final class TeacherOptions {
    private static final int PARALLEL_DEFAULT = 4;
    private static final int TIMEOUT_DEFAULT = 120;
    private static final int TIMEOUT_MAX = 86_400;

    @Spec(Target.MIXEE)
    private CommandSpec spec = CommandSpec.create();

    @Option(
            names = "--teacher",
            paramLabel = "URL|DIR|template",
            description = {
                "who says the requests anew: an OpenAI-compatible endpoint such as http://127.0.0.1:8080/v1,",
                "a model's folder, or `template`, rules that need no model"
            })
    private Optional<String> teacher = Optional.empty();

    @Option(
            names = "--teacher-model",
            paramLabel = "NAME",
            description = "what the endpoint calls the model")
    private Optional<String> model = Optional.empty();

    @Option(
            names = "--teacher-key-env",
            paramLabel = "VAR",
            description = "the environment's variable that has the endpoint's key")
    private Optional<String> keyVariable = Optional.empty();

    @Option(
            names = "--offline",
            description =
                    "ask nothing: answers come from the folder's journal, and what it lacks is said")
    private boolean offline;

    @Option(
            names = "--prices",
            paramLabel = "IN,OUT",
            description =
                    "what a million tokens of prompts and of answers cost, in your currency, to show the cost")
    private Optional<String> prices = Optional.empty();

    @Option(
            names = "--parallel",
            paramLabel = "N",
            description = "requests asked at once (default: ${DEFAULT-VALUE})")
    private int parallel = PARALLEL_DEFAULT;

    @Option(
            names = "--requests-per-minute",
            paramLabel = "N",
            description =
                    "most requests that the endpoint gets within any minute (default: no limit)")
    private Optional<Integer> requestsPerMinute = Optional.empty();

    @Option(
            names = "--tokens-per-minute",
            paramLabel = "N",
            description = "most tokens, of prompts and answers (default: no limit)")
    private Optional<Integer> tokensPerMinute = Optional.empty();

    @Option(
            names = "--teacher-timeout",
            paramLabel = "SECONDS",
            description = "longest time for one answer of the endpoint (default: ${DEFAULT-VALUE})")
    private int timeout = TIMEOUT_DEFAULT;

    /// {@return whether somebody teaches}
    boolean isSet() {
        return teacher.isPresent();
    }

    boolean isTemplate() {
        return teacher.orElse("").equals(TemplateTeacher.NAME);
    }

    boolean isOffline() {
        return offline;
    }

    int parallel() {
        return parallel;
    }

    /// Refuses options that contradict each other.
    void check() {
        if (teacher.isEmpty()) {
            if (model.isPresent() || keyVariable.isPresent() || offline || prices.isPresent()) {
                throw misused(
                        "--teacher-model, --teacher-key-env, --offline and --prices go with --teacher");
            }
            return;
        }
        if (isTemplate()) {
            if (model.isPresent() || keyVariable.isPresent()) {
                throw misused("the template teacher has no model and no key");
            }
        } else {
            place().check(spec);
        }
        if (parallel < 1 || parallel > TeachingRun.PARALLEL_MAX) {
            throw misused(
                    "--parallel is %d; use 1 to %d".formatted(parallel, TeachingRun.PARALLEL_MAX));
        }
        if (timeout < 1 || timeout > TIMEOUT_MAX) {
            throw misused("--teacher-timeout is %d; use 1 to %,d".formatted(timeout, TIMEOUT_MAX));
        }
        var unused = prices();
        var unusedToo = limit();
    }

    LlmPlace place() {
        return new LlmPlace("--teacher", teacher.orElseThrow(), "--teacher-model", model);
    }

    /// {@return what tokens cost, if the user says it}
    Optional<Prices> prices() {
        try {
            return prices.map(Prices::parse);
        } catch (IllegalArgumentException e) {
            throw misused("--" + e.getMessage());
        }
    }

    private RateLimit limit() {
        try {
            return new RateLimit(
                    requestsPerMinute.map(OptionalInt::of).orElse(OptionalInt.empty()),
                    tokensPerMinute.map(OptionalInt::of).orElse(OptionalInt.empty()));
        } catch (IllegalArgumentException e) {
            throw misused(String.valueOf(e.getMessage()));
        }
    }

    /// {@return the endpoint with its key and limits}
    Endpoint endpoint() {
        Endpoint endpoint = place().endpoint(keyVariable.map(TeacherOptions::key));
        return endpoint.with(endpoint.attempts().withTimeout(Duration.ofSeconds(timeout)))
                .with(limit(), parallel);
    }

    private static String key(String variable) {
        String key = System.getenv(variable);
        if (key == null || key.isEmpty()) {
            throw new Failure(
                    "the environment has no %s; set it to the endpoint's key".formatted(variable));
        }
        return key;
    }

    private ParameterException misused(String why) {
        return new ParameterException(spec.commandLine(), why);
    }
}
