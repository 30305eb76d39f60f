package dev.baltoro.cli.model;

import dev.baltoro.agent.llm.LlmPlace;
import dev.baltoro.agent.llm.LlmTerms;
import dev.baltoro.agent.llm.OpenLlm;
import dev.baltoro.cli.terminal.Failure;
import dev.baltoro.cli.terminal.Failures;
import java.io.IOException;
import java.net.URI;
import java.util.Optional;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParameterException;

/// A language model as options name it: a folder, an endpoint and the model's name, or both in one
/// word, `URL#NAME`.
///
/// @param option that names the place, such as `--judge`
/// @param word a folder, or an address
/// @param nameOption that names an endpoint's model, such as `--judge-model`
/// @param name of an endpoint's model
public record LlmOption(String option, String word, String nameOption, Optional<String> name) {
    private boolean isWhole() {
        return word.contains("#");
    }

    private boolean isAddress() {
        return LlmPlace.isAddress(word);
    }

    /// Refuses an endpoint without a model's name or with two, and a folder with one.
    public void check(CommandSpec spec) {
        if (!isAddress() && name.isPresent()) {
            throw misused(
                    spec, "%s goes with an endpoint; %s is a folder".formatted(nameOption, word));
        }
        if (isAddress() && isWhole() && name.isPresent()) {
            throw misused(spec, "%s and the # in %s both name a model".formatted(nameOption, word));
        }
        if (isAddress() && !isWhole() && name.isEmpty()) {
            throw misused(
                    spec,
                    "an endpoint has several models: name one with %s, or behind a #"
                            .formatted(nameOption));
        }
    }

    private static ParameterException misused(CommandSpec spec, String why) {
        return new ParameterException(spec.commandLine(), why);
    }

    /// {@return where it is}
    public LlmPlace place() {
        try {
            return name.<LlmPlace>map(model -> new LlmPlace.Remote(URI.create(word), model))
                    .orElseGet(() -> LlmPlace.of(word));
        } catch (IllegalArgumentException e) {
            throw failure(e);
        }
    }

    /// {@return it, opened}
    public OpenLlm open(LlmTerms terms) {
        try {
            return OpenLlm.open(place(), terms);
        } catch (IOException | IllegalArgumentException e) {
            throw failure(e);
        }
    }

    private Failure failure(Exception why) {
        String what = isAddress() ? option : option + " " + word;
        return new Failure("%s: %s".formatted(what, Failures.line(why)), why);
    }
}
