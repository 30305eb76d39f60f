package dev.baltoro.engine;

import dev.baltoro.engine.sampling.StopStrings;
import dev.baltoro.text.tokenizer.StreamingDecoder;
import dev.baltoro.text.tokenizer.Tokenizer;
import java.util.Optional;

/// What decides a sequence's next token and its end: sampling, constraint and stop strings.
final class SequenceOutput {
    private final SamplingState sampling;
    private final Optional<Constraint> constraint;
    private final Optional<StopText> stopText;

    /// Looks for stop strings in the text of the tokens.
    private record StopText(StreamingDecoder decoder, StopStrings strings) {}

    /// @throws EngineException if there are stop strings and no tokenizer
    /// @throws IllegalArgumentException if a bias is for a token that is not in the vocabulary
    SequenceOutput(GenerationRequest request, Optional<Tokenizer> tokenizer, int vocabSize) {
        this.sampling =
                new SamplingState(
                        request.sampling(), request.prompt(), request.alternatives(), vocabSize);
        this.constraint = request.constraint();
        if (request.stopStrings().isEmpty()) {
            this.stopText = Optional.empty();
        } else {
            Tokenizer reads =
                    tokenizer.orElseThrow(() ->
                            new EngineException(
                                    "stop strings need a tokenizer; open the engine with one"));
            this.stopText =
                    Optional.of(
                            new StopText(
                                    new StreamingDecoder(reads),
                                    new StopStrings(request.stopStrings())));
        }
    }

    boolean isConstrained() {
        return constraint.isPresent();
    }

    /// {@return the next token, drawn from the row of scores at `offset`}
    ///
    /// @param left tokens that may still be made, this one included
    GeneratedToken draw(Sampler sampler, float[] scores, int offset, int left, long version) {
        Optional<TokenMask> mask = constraint.map(it -> it.allowed(left));
        GeneratedToken token = sampler.draw(scores, offset, mask, sampling, version);
        constraint.ifPresent(it -> it.accept(token.id()));
        return token;
    }

    /// {@return the stop string that `token` completes}
    Optional<String> stop(int token) {
        if (stopText.isEmpty()) {
            return Optional.empty();
        }
        StopStrings strings = stopText.get().strings();
        String unused = strings.push(stopText.get().decoder().push(token));
        return strings.found();
    }
}
