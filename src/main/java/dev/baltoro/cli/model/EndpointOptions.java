package dev.baltoro.cli.model;

import dev.baltoro.agent.llm.Attempts;
import dev.baltoro.agent.llm.ByModel;
import dev.baltoro.agent.llm.LlmTerms;
import dev.baltoro.agent.llm.Prices;
import dev.baltoro.agent.llm.RateLimit;
import dev.baltoro.cli.terminal.Failure;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;
import picocli.CommandLine.Spec.Target;

/// The options that say on what terms models are asked.
public final class EndpointOptions {
    private static final int TIMEOUT_MAX = 86_400;

    @Spec(Target.MIXEE)
    private CommandSpec spec = CommandSpec.create();

    @Option(
            names = {"--key-env", "--teacher-key-env"},
            paramLabel = "[NAME=]VAR",
            description = {
                "the environment's variable that has the endpoint's key, or the key for the model NAME;",
                "repeatable (default: " + LlmTerms.KEY_VARIABLE + ", if it is set)"
            })
    private List<String> keyVariables = new ArrayList<>();

    @Option(
            names = "--offline",
            description =
                    "ask no model: answers come from the folder's journal, and what it lacks is said")
    private boolean offline;

    @Option(
            names = "--prices",
            paramLabel = "[NAME=]IN,OUT",
            description = {
                "what a million tokens of prompts and of answers cost, in your currency, to show the cost;",
                "of all endpoints, or of the model NAME; repeatable"
            })
    private List<String> prices = new ArrayList<>();

    @Option(
            names = "--requests-per-minute",
            paramLabel = "N",
            description =
                    "most requests that an endpoint's model gets within any minute (default: no limit)")
    private Optional<Integer> requestsPerMinute = Optional.empty();

    @Option(
            names = "--tokens-per-minute",
            paramLabel = "N",
            description = "most tokens, of prompts and answers (default: no limit)")
    private Optional<Integer> tokensPerMinute = Optional.empty();

    @Option(
            names = {"--timeout", "--teacher-timeout"},
            paramLabel = "SECONDS",
            description = "longest time for one answer of an endpoint (default: 120)")
    private Optional<Integer> timeout = Optional.empty();

    /// {@return whether something is said that needs a model}
    public boolean isSet() {
        return !keyVariables.isEmpty() || offline || !prices.isEmpty();
    }

    /// {@return whether a key is named}
    public boolean hasKey() {
        return !keyVariables.isEmpty();
    }

    public boolean isOffline() {
        return offline;
    }

    /// {@return the terms}
    ///
    /// @param concurrent requests at once
    public LlmTerms terms(int concurrent) {
        return new LlmTerms(keys(), patience(), limit(), concurrent, prices(), offline);
    }

    /// Refuses what no terms can be made of; keys are not looked at.
    public void check() {
        var unused = patience();
        var unusedToo = limit();
        var unusedThree = prices();
    }

    private ByModel<String> keys() {
        ByModel<String> named = ByModel.parse(keyVariables, EndpointOptions::key);
        return new ByModel<>(
                named.all().or(() -> Optional.ofNullable(System.getenv(LlmTerms.KEY_VARIABLE))),
                named.own());
    }

    private static String key(String variable) {
        String key = System.getenv(variable);
        if (key == null || key.isEmpty()) {
            throw new Failure(
                    "the environment has no %s; set it to the endpoint's key".formatted(variable));
        }
        return key;
    }

    private Duration patience() {
        if (timeout.isEmpty()) {
            return Attempts.standard().timeout();
        }
        int seconds = timeout.get();
        if (seconds < 1 || seconds > TIMEOUT_MAX) {
            throw misused("--timeout is %d; use 1 to %,d".formatted(seconds, TIMEOUT_MAX));
        }
        return Duration.ofSeconds(seconds);
    }

    private ByModel<Prices> prices() {
        try {
            return ByModel.parse(prices, Prices::parse);
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

    private ParameterException misused(String why) {
        return new ParameterException(spec.commandLine(), why);
    }
}
