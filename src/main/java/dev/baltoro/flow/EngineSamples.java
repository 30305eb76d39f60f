package dev.baltoro.flow;

import dev.baltoro.engine.Engine;
import dev.baltoro.engine.EngineException;
import dev.baltoro.engine.EngineOptions;
import dev.baltoro.engine.GenerationRequest;
import dev.baltoro.engine.SamplingParameters;
import dev.baltoro.engine.TokenStream;
import dev.baltoro.model.K2Model;
import dev.baltoro.text.tokenizer.Ends;
import dev.baltoro.text.tokenizer.StreamingDecoder;
import dev.baltoro.text.tokenizer.Tokenizer;
import dev.baltoro.train.pretrain.SampleWriter;
import dev.baltoro.train.recipe.Recipe;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.OptionalLong;
import java.util.Set;

/// Samples of a model in training, written by an engine over the trainer's own weights.
///
/// The engine is open for the time of the samples alone. All prompts are one batch, and the cache
/// has room for just them.
public final class EngineSamples implements SampleWriter {
    /// Cool enough that a young model stays on its likeliest words.
    private static final double TEMPERATURE = 0.4;

    private static final int TOP_K = 40;

    @Override
    public List<String> write(
            K2Model model, Tokenizer tokenizer, Recipe.Generation asked, long seed) {
        if (asked.prompts().isEmpty()) {
            return List.of();
        }
        try {
            List<GenerationRequest> requests = new ArrayList<>();
            Set<Integer> ends = Ends.of(tokenizer, model.config().eosTokenId());
            for (String text : asked.prompts()) {
                int[] prompt = Ends.prompt(text, tokenizer);
                requests.add(GenerationRequest.of(prompt, asked.tokens(), sampling(seed), ends));
            }
            return write(model, tokenizer, requests);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return Collections.nCopies(asked.prompts().size(), instead("interrupted"));
        } catch (RuntimeException e) { // whatever it is, it is not worth a run
            return Collections.nCopies(asked.prompts().size(), instead(e.toString()));
        }
    }

    private static List<String> write(
            K2Model model, Tokenizer tokenizer, List<GenerationRequest> requests)
            throws InterruptedException {
        List<String> texts = new ArrayList<>();
        EngineOptions options =
                EngineOptions.standard()
                        .withRoomFor(requests, model.config().maxPositionEmbeddings());
        try (Engine engine = Engine.open(model, tokenizer, options)) {
            List<Sample> samples =
                    requests.stream().map(it -> begin(engine, it, tokenizer)).toList();
            for (Sample sample : samples) {
                texts.add(sample.text());
            }
        }
        return texts;
    }

    private static SamplingParameters sampling(long seed) {
        return new SamplingParameters(
                TEMPERATURE, 1, TOP_K, 0, 1, 0, 0, Map.of(), OptionalLong.of(seed));
    }

    /// A sample on its way.
    @FunctionalInterface
    private interface Sample {
        /// Waits for the whole text.
        String text() throws InterruptedException;
    }

    private static Sample begin(Engine engine, GenerationRequest request, Tokenizer tokenizer) {
        try {
            TokenStream stream = engine.generate(request);
            return () -> text(stream, request.endTokens(), tokenizer);
        } catch (EngineException e) { // this prompt's own fault; the others are written
            return () -> instead(String.valueOf(e.getMessage()));
        }
    }

    private static String text(TokenStream stream, Set<Integer> ends, Tokenizer tokenizer)
            throws InterruptedException {
        StringBuilder text = new StringBuilder();
        StreamingDecoder decoder = new StreamingDecoder(tokenizer);
        try {
            for (var token = stream.next(); token.isPresent(); token = stream.next()) {
                if (!ends.contains(token.get().id())) {
                    text.append(decoder.push(token.get().id()));
                }
            }
        } catch (EngineException e) {
            return instead(String.valueOf(e.getMessage()));
        }
        return text.append(decoder.finish()).toString();
    }

    private static String instead(String why) {
        return "(no sample: " + why.strip().replaceAll("\\s*\\R\\s*", " ") + ")";
    }
}
