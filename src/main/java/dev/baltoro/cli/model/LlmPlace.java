package dev.baltoro.cli.model;

import dev.baltoro.agent.llm.Endpoint;
import dev.baltoro.cli.terminal.Failure;
import dev.baltoro.cli.terminal.Failures;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParameterException;

/// Where a language model is, as options name it: a folder, or an endpoint and the model's name.
///
/// @param option that names the place, such as `--judge`
/// @param place a folder, or an address
/// @param nameOption that names an endpoint's model, such as `--judge-model`
/// @param name of an endpoint's model
public record LlmPlace(String option, String place, String nameOption, Optional<String> name) {
    /// {@return whether it is an endpoint's}
    public boolean isEndpoint() {
        return place.startsWith("http://") || place.startsWith("https://");
    }

    /// Refuses an endpoint without a model's name, and a folder with one.
    public void check(CommandSpec spec) {
        if (isEndpoint() != name.isPresent()) {
            throw new ParameterException(
                    spec.commandLine(),
                    isEndpoint()
                            ? "an endpoint has several models: name one with " + nameOption
                            : "%s goes with an endpoint; %s is a folder"
                                    .formatted(nameOption, place));
        }
    }

    /// {@return the endpoint}
    ///
    /// @param keyVariable the environment's variable with its key, which may be unset
    public Endpoint endpoint(String keyVariable) {
        return endpoint(Optional.ofNullable(System.getenv(keyVariable)));
    }

    /// {@return the endpoint}
    ///
    /// @param key if it wants one
    public Endpoint endpoint(Optional<String> key) {
        try {
            return Endpoint.of(URI.create(place), name.orElseThrow(), key);
        } catch (IllegalArgumentException e) {
            throw new Failure("%s: %s".formatted(option, Failures.line(e)), e);
        }
    }

    /// {@return the folder, which is there}
    public Path folder() {
        Path folder = Path.of(place);
        if (!Files.isDirectory(folder)) {
            throw new Failure(
                    "%s %s: there is no such folder; name one with a model, or an http:// address"
                            .formatted(option, place));
        }
        return folder;
    }
}
