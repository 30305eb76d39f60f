package dev.baltoro.cli;

import dev.baltoro.model.Generation;
import dev.baltoro.model.K2Model;
import dev.baltoro.model.Sampling;
import dev.baltoro.text.tokenizer.StreamingDecoder;
import dev.baltoro.text.tokenizer.Tokenizer;
import java.io.IOException;
import java.io.PrintWriter;
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
            "Ends at the end of the document or turn, or after --max-tokens. Each token is computed",
            "anew from the last "
                    + Generation.WINDOW_MAX
                    + " (the model's context if that is less);",
            "what came earlier is forgotten."
        },
        footerHeading = "%nExample:%n",
        footer = {
            "  baltoro generate --model runs/nano/model --prompt \"glacier: \" --max-tokens 40",
            "  baltoro generate --model runs/nano/model --prompt \"12 + 30 =\" --temperature 0"
        })
public final class GenerateCommand implements Runnable {
    /// More than a window many times over; a typing error, not a wish.
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
                    "draw from the likeliest tokens that have this probability together (default: 1, all)")
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
        Sampling sampling = sampling();
        try (K2Model loaded = model.load()) {
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
        } catch (IllegalArgumentException e) { // a tokenizer without the tokens that are needed
            throw new Failure(model.path() + ": " + Failures.line(e), e);
        }
    }

    private void generate(K2Model loaded, Tokenizer tokenizer, Sampling sampling) {
        Prompt encoded = Prompt.of(prompt, chat, tokenizer, loaded.config().eosTokenId());
        PrintWriter out = spec.commandLine().getOut();
        StreamingDecoder decoder = new StreamingDecoder(tokenizer);
        long[] made =
                Generation.of(loaded)
                        .below(tokenizer.vocabSize())
                        .complete(
                                encoded.tokens(),
                                maxTokens,
                                sampling,
                                token -> {
                                    if (encoded.isEnd(token)) {
                                        return false;
                                    }
                                    out.print(decoder.push(token));
                                    return !out.checkError(); // flushes
                                });
        out.println(decoder.finish());
        out.flush();
        if (made.length == maxTokens && !encoded.isEnd((int) made[maxTokens - 1])) {
            spec.commandLine()
                    .getErr()
                    .printf("(cut at %d tokens; --max-tokens gives more)%n", maxTokens);
        }
    }

    private Sampling sampling() {
        if (maxTokens < 1 || maxTokens > MAX_TOKENS_MAX) {
            throw new ParameterException(
                    spec.commandLine(),
                    "--max-tokens is %d; use 1 to %,d".formatted(maxTokens, MAX_TOKENS_MAX));
        }
        try {
            return new Sampling(temperature, topK, topP, seed);
        } catch (IllegalArgumentException e) {
            throw new ParameterException(spec.commandLine(), "--" + e.getMessage(), e);
        }
    }
}
