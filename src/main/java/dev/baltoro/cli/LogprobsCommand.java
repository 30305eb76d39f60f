package dev.baltoro.cli;

import dev.baltoro.cli.model.ModelFolder;
import dev.baltoro.cli.terminal.Failure;
import dev.baltoro.cli.terminal.Failures;
import dev.baltoro.cli.terminal.JsonLines;
import dev.baltoro.cli.terminal.StandardStreams;
import dev.baltoro.model.K2Model;
import dev.baltoro.model.Scoring;
import dev.baltoro.model.TokenScores;
import java.io.IOException;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Spec;

/// `baltoro logprobs`: JSON lines of tokens to JSON lines of log-probabilities.
@Command(
        name = "logprobs",
        mixinStandardHelpOptions = true,
        description = {
            "Gives the log-probability of each token of a text, and the model's own choice.",
            "Reads lines {\"tokens\":[...]} on standard input, each at most as long as the model's",
            "context, and writes lines {\"logprobs\":[...],\"argmax\":[...]}: natural logarithms, one",
            "for each token after the first, and for every position the likeliest next token.",
            "The folder needs no tokenizer."
        },
        footerHeading = "%nExample:%n",
        footer = {"  echo '{\"tokens\":[1,5,7,2]}' | baltoro logprobs --model runs/nano/model"})
public final class LogprobsCommand implements Runnable {
    /// picocli puts the command's own here before it calls.
    @Spec private CommandSpec spec = CommandSpec.create();

    @Mixin private ModelFolder model = new ModelFolder();

    @SuppressWarnings("ArrayRecordComponent") // read from JSON, never compared
    record Tokens(long[] tokens) {}

    @Override
    public void run() {
        StandardStreams streams = StandardStreams.of(spec);
        try (K2Model loaded = model.load()) {
            JsonLines.answer(
                    streams.in(),
                    streams.out(),
                    Tokens.class,
                    "{\"tokens\":[...]}",
                    line -> scores(loaded, line));
        } catch (IOException e) {
            throw new Failure(Failures.line(e), e);
        }
    }

    private static TokenScores scores(K2Model model, Tokens line) {
        TokenScores scores = Scoring.of(model, line.tokens());
        for (float logprob : scores.logprobs()) {
            if (!Float.isFinite(logprob)) {
                throw new IllegalArgumentException(
                        "the model's scores are not finite; its weights are damaged");
            }
        }
        return scores;
    }
}
