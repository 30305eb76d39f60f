package dev.baltoro.cli;

import dev.baltoro.cli.model.ModelFolder;
import dev.baltoro.cli.terminal.Failure;
import dev.baltoro.cli.terminal.Failures;
import dev.baltoro.engine.Ending;
import dev.baltoro.engine.EngineException;
import dev.baltoro.engine.EngineOptions;
import dev.baltoro.engine.FinishReason;
import dev.baltoro.engine.GenerationRequest;
import dev.baltoro.engine.SamplingParameters;
import dev.baltoro.engine.TokenStream;
import dev.baltoro.engine.chat.ChatEngine;
import dev.baltoro.engine.chat.LocalModel;
import dev.baltoro.text.chat.ChatEncoder;
import dev.baltoro.text.chat.Message;
import dev.baltoro.text.tokenizer.Ends;
import dev.baltoro.text.tokenizer.StreamingDecoder;
import dev.baltoro.text.tokenizer.Tokenizer;
import java.io.PrintWriter;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/// `baltoro generate`: a prompt in, its continuation out as it is made.
@Command(
        name = "generate",
        mixinStandardHelpOptions = true,
        description = {
            "Continues a prompt and prints the text as it is made.",
            "Ends at the end of the document or turn, after --max-tokens, or where prompt and text",
            "fill the model's context."
        },
        footerHeading = "%nExample:%n",
        footer = {
            "  baltoro generate --model runs/nano/model --prompt \"glacier: \" --max-tokens 40",
            "  baltoro generate --model runs/nano/model --prompt \"12 + 30 =\" --temperature 0"
        })
public final class GenerateCommand implements Runnable {
    /// More than any model's context; a typing error, not a wish.
    private static final int MAX_TOKENS_MAX = 1_000_000;

    /// picocli puts the command's own here before it calls.
    @Spec private CommandSpec spec = CommandSpec.create();

    @Mixin private ModelFolder model = new ModelFolder();

    @Option(
            names = "--prompt",
            required = true,
            paramLabel = "TEXT",
            description = "text to continue")
    private String prompt = "";

    @Option(
            names = "--max-tokens",
            paramLabel = "N",
            description = "most tokens to make (default: ${DEFAULT-VALUE})")
    private int maxTokens = 128;

    @Option(
            names = "--temperature",
            paramLabel = "T",
            description =
                    "0 for the likeliest token, 1 for the model's odds (default: generation_config.json's, else 0.6)")
    private Optional<Double> temperature = Optional.empty();

    @Option(
            names = "--top-p",
            paramLabel = "P",
            description =
                    "draw from the likeliest tokens whose probabilities add up to this (default: generation_config.json's, else 1, all)")
    private Optional<Double> topP = Optional.empty();

    @Option(
            names = "--top-k",
            paramLabel = "K",
            description =
                    "draw from the K likeliest tokens (default: generation_config.json's, else 0, all)")
    private Optional<Integer> topK = Optional.empty();

    @Option(
            names = "--seed",
            paramLabel = "N",
            description = "the same seed gives the same text (default: ${DEFAULT-VALUE})")
    private long seed;

    @Option(names = "--chat", description = "send the prompt as a user's turn and print the answer")
    private boolean chat;

    @Override
    public void run() {
        SamplingParameters unused = sampling(SamplingParameters.DEFAULT); // before a long load
        EngineOptions one = EngineOptions.standard().withSequences(1, 1);
        try (LocalModel opened = model.open(Optional.empty(), one)) {
            generate(opened.chat());
        } catch (IllegalArgumentException | EngineException e) {
            // a tokenizer without the tokens that are needed, or a prompt past the context
            throw new Failure(model.path() + ": " + Failures.line(e), e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private void generate(ChatEngine model) throws InterruptedException {
        Tokenizer tokenizer = model.tokenizer();
        Set<Integer> ends = model.endTokens();
        var request =
                GenerationRequest.of(
                        chat ? turn(model.encoder()) : Ends.prompt(prompt, tokenizer),
                        maxTokens,
                        sampling(model.sampling()),
                        ends);
        try (TokenStream stream = model.engine().generate(request)) {
            if (print(stream, ends, new StreamingDecoder(tokenizer))) {
                explain(stream.ending(), model.engine().contextTokens());
            }
        }
    }

    /// {@return the prompt as a user's turn, with the answer's head after it}
    private int[] turn(ChatEncoder encoder) {
        return encoder.encode(List.of(new Message.User(prompt)), List.of(), true).ids();
    }

    /// {@return whether the text came to its end: false if nobody reads on}
    private boolean print(TokenStream stream, Set<Integer> ends, StreamingDecoder decoder)
            throws InterruptedException {
        PrintWriter out = spec.commandLine().getOut();
        for (var token = stream.next(); token.isPresent(); token = stream.next()) {
            int id = token.get().id();
            if (!ends.contains(id)) {
                out.print(decoder.push(id));
                if (out.checkError()) { // flushes
                    return false;
                }
            }
        }
        out.println(decoder.finish());
        return !out.checkError();
    }

    /// Says what cut the text, if it did not end by itself.
    private void explain(Ending ending, int context) {
        PrintWriter err = spec.commandLine().getErr();
        int made = ending.completionTokens();
        if (ending.reason() != FinishReason.LENGTH) {
            return;
        }
        if (ending.promptTokens() + made == context) {
            err.printf(
                    "(cut at %d tokens: with the prompt's %d they fill the model's context of %d)%n",
                    made, ending.promptTokens(), context);
        } else {
            err.printf("(cut at %d tokens; --max-tokens gives more)%n", made);
        }
    }

    /// {@return what was asked for, else what the model's folder says}
    private SamplingParameters sampling(SamplingParameters otherwise) {
        if (maxTokens < 1 || maxTokens > MAX_TOKENS_MAX) {
            throw new ParameterException(
                    spec.commandLine(),
                    "--max-tokens is %d; use 1 to %,d".formatted(maxTokens, MAX_TOKENS_MAX));
        }
        try {
            return new SamplingParameters(
                    temperature.orElse(otherwise.temperature()),
                    topP.orElse(otherwise.topP()),
                    topK.orElse(otherwise.topK()),
                    otherwise.minP(),
                    otherwise.repetitionPenalty(),
                    0,
                    0,
                    Map.of(),
                    OptionalLong.of(seed));
        } catch (IllegalArgumentException e) {
            String message = String.valueOf(e.getMessage()).replace("top_", "top-");
            throw new ParameterException(spec.commandLine(), "--" + message, e);
        }
    }
}
