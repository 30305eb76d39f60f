package dev.baltoro.cli.synth;

import dev.baltoro.cli.model.EndpointOptions;
import dev.baltoro.cli.model.LlmOption;
import dev.baltoro.synth.teacher.TeachingRun;
import dev.baltoro.synth.teacher.TemplateTeacher;
import java.util.Optional;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;
import picocli.CommandLine.Spec.Target;

/// The options that say who teaches.
final class TeacherOptions {
    private static final int PARALLEL_DEFAULT = 4;

    @Spec(Target.MIXEE)
    private CommandSpec spec = CommandSpec.create();

    @Option(
            names = "--teacher",
            paramLabel = "URL|DIR|template",
            description = {
                "who says the requests anew: an OpenAI-compatible endpoint such as http://127.0.0.1:8080/v1",
                "(with --teacher-model, or #NAME behind it),",
                "a model's folder, or `template`, rules that need no model"
            })
    private Optional<String> teacher = Optional.empty();

    @Option(
            names = "--teacher-model",
            paramLabel = "NAME",
            description = "what the endpoint calls the model")
    private Optional<String> model = Optional.empty();

    @Option(
            names = "--parallel",
            paramLabel = "N",
            description = "requests asked at once (default: ${DEFAULT-VALUE})")
    private int parallel = PARALLEL_DEFAULT;

    /// {@return whether somebody teaches}
    boolean isSet() {
        return teacher.isPresent();
    }

    boolean isTemplate() {
        return teacher.orElse("").equals(TemplateTeacher.NAME);
    }

    int parallel() {
        return parallel;
    }

    /// Refuses options that contradict each other.
    ///
    /// @param endpoint the terms on which the teacher is asked
    void check(EndpointOptions endpoint) {
        if (teacher.isEmpty()) {
            if (model.isPresent() || endpoint.isSet()) {
                throw misused(
                        "--teacher-model, --key-env, --offline and --prices go with --teacher");
            }
            return;
        }
        if (isTemplate()) {
            if (model.isPresent() || endpoint.hasKey()) {
                throw misused("the template teacher has no model and no key");
            }
        } else {
            place().check(spec);
        }
        if (parallel < 1 || parallel > TeachingRun.PARALLEL_MAX) {
            throw misused(
                    "--parallel is %d; use 1 to %d".formatted(parallel, TeachingRun.PARALLEL_MAX));
        }
        endpoint.check();
    }

    LlmOption place() {
        return new LlmOption("--teacher", teacher.orElseThrow(), "--teacher-model", model);
    }

    private ParameterException misused(String why) {
        return new ParameterException(spec.commandLine(), why);
    }
}
