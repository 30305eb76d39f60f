package dev.baltoro.cli.agent;

import dev.baltoro.agent.evaluation.ClockedLlm;
import dev.baltoro.agent.llm.Attempts;
import dev.baltoro.agent.llm.EndpointLlm;
import dev.baltoro.agent.llm.Llm;
import dev.baltoro.cli.terminal.Failure;
import dev.baltoro.cli.terminal.Failures;
import dev.baltoro.engine.EngineOptions;
import dev.baltoro.engine.chat.LocalModel;
import dev.baltoro.model.WeightForm;
import dev.baltoro.model.checkpoint.Checkpoints;
import dev.baltoro.tensor.kernel.decode.Format;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import java.util.OptionalDouble;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;
import picocli.CommandLine.Spec.Target;

/// The options that say which model is measured, and how it is opened.
final class EvalModel {
    /// The environment variable with an endpoint's key.
    static final String KEY_VARIABLE = "BALTORO_MODEL_KEY";

    @Spec(Target.MIXEE)
    private CommandSpec spec = CommandSpec.create();

    @Option(
            names = "--model",
            required = true,
            paramLabel = "DIR|URL",
            description = {
                "a model's folder, or an OpenAI-compatible endpoint such as http://127.0.0.1:8080/v1",
                "(key: the variable " + KEY_VARIABLE + ")"
            })
    private String place = "";

    @Option(
            names = "--model-name",
            paramLabel = "NAME",
            description = "what the endpoint calls the model")
    private Optional<String> name = Optional.empty();

    /// A model that is open.
    ///
    /// @param decodeRate tokens a second so far, where the model's own clock is at hand
    record Opened(Llm llm, RateClock decodeRate, Runnable closing) implements AutoCloseable {
        @Override
        public void close() {
            closing.run();
        }
    }

    /// Tokens a second so far.
    @FunctionalInterface
    interface RateClock {
        OptionalDouble now();
    }

    /// {@return the model, opened}
    ///
    /// @param options of the engine, if it is a folder
    Opened open(EngineOptions options) {
        boolean endpoint = place.startsWith("http://") || place.startsWith("https://");
        if (endpoint != name.isPresent()) {
            throw new ParameterException(
                    spec.commandLine(),
                    endpoint
                            ? "an endpoint has several models: name one with --model-name"
                            : "--model-name goes with an endpoint; %s is a folder"
                                    .formatted(place));
        }
        return endpoint ? openEndpoint() : openFolder(options);
    }

    private Opened openEndpoint() {
        try {
            EndpointLlm llm =
                    new EndpointLlm(
                            URI.create(place),
                            name.orElseThrow(),
                            Optional.ofNullable(System.getenv(KEY_VARIABLE)),
                            Attempts.standard());
            return new Opened(llm, OptionalDouble::empty, llm::close);
        } catch (IllegalArgumentException e) {
            throw new Failure("--model: " + Failures.line(e), e);
        }
    }

    private Opened openFolder(EngineOptions options) {
        Path folder = Path.of(place);
        if (!Files.isDirectory(folder)) {
            throw new Failure(
                    folder + " is not a folder; name one with a model, or an http:// address");
        }
        try {
            LocalModel model =
                    LocalModel.open(
                            Checkpoints.load(
                                    folder,
                                    new WeightForm.Frozen(Format.F32),
                                    spec.commandLine().getErr()::println),
                            folder,
                            LocalModel.nameOf(folder),
                            options);
            ClockedLlm llm = new ClockedLlm(model.chat());
            return new Opened(llm, llm::decodeRate, model::close);
        } catch (IOException | IllegalArgumentException e) {
            throw new Failure("%s: %s".formatted(folder, Failures.line(e)), e);
        }
    }
}
