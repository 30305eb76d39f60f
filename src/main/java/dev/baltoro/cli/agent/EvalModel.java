package dev.baltoro.cli.agent;

import dev.baltoro.agent.llm.Llm;
import dev.baltoro.agent.llm.LlmPlace;
import dev.baltoro.agent.llm.LlmTerms;
import dev.baltoro.agent.llm.LocalLlm;
import dev.baltoro.agent.llm.OpenLlm;
import dev.baltoro.cli.model.LlmOption;
import dev.baltoro.cli.terminal.Failure;
import dev.baltoro.cli.terminal.Failures;
import dev.baltoro.engine.EngineOptions;
import dev.baltoro.engine.chat.LocalModel;
import dev.baltoro.model.WeightForm;
import dev.baltoro.model.checkpoint.Checkpoints;
import dev.baltoro.tensor.kernel.decode.Format;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import java.util.OptionalDouble;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;
import picocli.CommandLine.Spec.Target;

/// The options that say which model is measured, and how it is opened.
final class EvalModel {
    @Spec(Target.MIXEE)
    private CommandSpec spec = CommandSpec.create();

    @Option(
            names = "--model",
            required = true,
            paramLabel = "DIR|URL",
            description = {
                "a model's folder, or an OpenAI-compatible endpoint such as http://127.0.0.1:8080/v1",
                "with its model's name behind a #, or as --model-name",
                "(key: the variable " + LlmTerms.KEY_VARIABLE + ")"
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
        LlmOption where = new LlmOption("--model", place, "--model-name", name);
        where.check(spec);
        if (where.place() instanceof LlmPlace.Folder(Path folder) && Files.isDirectory(folder)) {
            return openFolder(folder, options);
        }
        LlmTerms terms = LlmTerms.of(Optional.ofNullable(System.getenv(LlmTerms.KEY_VARIABLE)));
        OpenLlm llm = where.open(terms);
        return new Opened(llm.llm(), OptionalDouble::empty, llm::close);
    }

    private Opened openFolder(Path folder, EngineOptions options) {
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
            LocalLlm llm = new LocalLlm(model.chat());
            return new Opened(llm, llm::decodeRate, model::close);
        } catch (IOException | IllegalArgumentException e) {
            throw new Failure("%s: %s".formatted(folder, Failures.line(e)), e);
        }
    }
}
