package dev.baltoro.cli;

import dev.baltoro.cli.model.ModelFolder;
import dev.baltoro.cli.terminal.Failure;
import dev.baltoro.cli.terminal.Failures;
import dev.baltoro.engine.Ending;
import dev.baltoro.engine.Engine;
import dev.baltoro.engine.EngineException;
import dev.baltoro.engine.EngineOptions;
import dev.baltoro.engine.FinishReason;
import dev.baltoro.engine.GenerationRequest;
import dev.baltoro.engine.SamplingParameters;
import dev.baltoro.engine.TokenStream;
import dev.baltoro.model.K2Model;
import dev.baltoro.text.tokenizer.StreamingDecoder;
import dev.baltoro.text.tokenizer.Tokenizer;
import java.io.IOException;
import java.io.PrintWriter;
import java.util.List;
import java.util.Map;
import java.util.OptionalLong;
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
                    "0 for the likeliest token, 1 for the model's odds (default: ${DEFAULT-VALUE})")
    private double temperature = 0.6;

    @Option(
            names = "--top-p",
            paramLabel = "P",
            description =
                    "draw from the likeliest tokens whose probabilities add up to this (default: 1, all)")
    private double topP = 1;

    @Option(
            names = "--top-k",
            paramLabel = "K",
            description = "draw from the K likeliest tokens (default: 0, all)")
    private int topK;

    @Option(
            names = "--seed",
            paramLabel = "N",
            description = "the same seed gives the same text (default: ${DEFAULT-VALUE})")
    private long seed;

    @Option(names = "--chat", description = "send the prompt as a user's turn and print the answer")
    private boolean chat;

    @Override
    public void run() {
        SamplingParameters sampling = sampling();
        try (K2Model loaded = model.loadForInference()) {
            Tokenizer tokenizer = Tokenizer.load(model.path());
            int vocabulary = loaded.config().vocabSize();
            if (tokenizer.vocabSize() > vocabulary) {
                throw new Failure(
                        "%s: its tokenizer has %d ids and its model %d; copy the tokenizer it was trained with"
                                .formatted(model.path(), tokenizer.vocabSize(), vocabulary));
            }
            generate(loaded, tokenizer, sampling);
        } catch (IOException e) {
            throw new Failure(Failures.line(e), e);
        } catch (IllegalArgumentException | EngineException e) {
            // a tokenizer without the tokens that are needed, or a prompt past the context
            throw new Failure(model.path() + ": " + Failures.line(e), e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private void generate(K2Model loaded, Tokenizer tokenizer, SamplingParameters sampling)
            throws InterruptedException {
        Prompt encoded = Prompt.of(prompt, chat, tokenizer, loaded.config().eosTokenId());
        int context = loaded.config().maxPositionEmbeddings();
        var request = GenerationRequest.of(encoded.tokens(), maxTokens, sampling, encoded.ends());
        EngineOptions options = EngineOptions.standard().withRoomFor(List.of(request), context);
        try (Engine engine = Engine.open(loaded, tokenizer, options);
                TokenStream stream = engine.generate(request)) {
            if (print(stream, encoded, new StreamingDecoder(tokenizer))) {
                explain(stream.ending(), context);
            }
        }
    }

    /// {@return whether the text came to its end: false if nobody reads on}
    private boolean print(TokenStream stream, Prompt encoded, StreamingDecoder decoder)
            throws InterruptedException {
        PrintWriter out = spec.commandLine().getOut();
        for (var token = stream.next(); token.isPresent(); token = stream.next()) {
            int id = token.get().id();
            if (!encoded.isEnd(id)) {
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

    private SamplingParameters sampling() {
        if (maxTokens < 1 || maxTokens > MAX_TOKENS_MAX) {
            throw new ParameterException(
                    spec.commandLine(),
                    "--max-tokens is %d; use 1 to %,d".formatted(maxTokens, MAX_TOKENS_MAX));
        }
        try {
            return new SamplingParameters(
                    temperature, topP, topK, 0, 1, 0, 0, Map.of(), OptionalLong.of(seed));
        } catch (IllegalArgumentException e) {
            String message = String.valueOf(e.getMessage()).replace("top_", "top-");
            throw new ParameterException(spec.commandLine(), "--" + message, e);
        }
    }
}
