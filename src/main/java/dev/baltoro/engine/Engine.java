package dev.baltoro.engine;

import dev.baltoro.model.K2Config;
import dev.baltoro.model.K2Model;
import dev.baltoro.tensor.CoreShare;
import dev.baltoro.text.tokenizer.Tokenizer;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;

/// Generates tokens for many requests at once from one model.
///
/// One platform thread owns the model's tensors and the cache; any number of threads, virtual ones
/// too, may call the methods here.
///
/// ```
/// try (Engine engine = Engine.open(model, tokenizer, EngineOptions.standard());
///         TokenStream stream = engine.generate(request)) {
///     for (var token = stream.next(); token.isPresent(); token = stream.next()) { … }
/// }
/// ```
public final class Engine implements AutoCloseable {
    /// Most tokens of a prompt whose every token is scored for a request: sequences wait while its
    /// forward pass is computed.
    public static final int SCORED_TOKENS_MAX = 2048;

    /// Most rows of one call of [#score(List)].
    public static final int SCORED_ROWS_MAX = 1024;

    private final K2Config config;
    private final EngineOptions options;
    private final EngineLoop loop;
    private final Thread thread;

    private Engine(K2Config config, EngineOptions options, EngineLoop loop) {
        this.config = config;
        this.options = options;
        this.loop = loop;
        this.thread = Thread.ofPlatform().daemon().name("baltoro-engine").unstarted(loop);
    }

    /// {@return an engine that computes with `model`}
    ///
    /// The model stays the caller's, who closes it after the engine. Stop strings need a tokenizer.
    ///
    /// @throws IllegalArgumentException if the options ask for more than arrays of this model hold
    public static Engine open(K2Model model, Optional<Tokenizer> tokenizer, EngineOptions options) {
        return open(model, tokenizer, options, CoreShare.ALL);
    }

    /// {@return such an engine in a program whose other parts compute too}
    ///
    /// @param cores asked before each piece of its work, such as a decode step, by how many threads
    ///   that may be computed; nothing is kept of it while there is nothing to compute. The same
    ///   tokens are drawn whatever it answers
    public static Engine open(
            K2Model model, Optional<Tokenizer> tokenizer, EngineOptions options, CoreShare cores) {
        EngineLoop loop = new EngineLoop(model, tokenizer, options, cores);
        Engine engine = new Engine(model.config(), options, loop);
        engine.thread.start();
        return engine;
    }

    /// {@return an engine over tokens alone, with standard options}
    public static Engine open(K2Model model) {
        return open(model, Optional.empty(), EngineOptions.standard());
    }

    /// {@return an engine that computes with `model` and reads text by `tokenizer`}
    public static Engine open(K2Model model, Tokenizer tokenizer, EngineOptions options) {
        return open(model, Optional.of(tokenizer), options);
    }

    /// Takes a request and returns at once; its tokens come by the stream.
    ///
    /// @throws EngineException.Busy if as many requests wait as may
    /// @throws EngineException.PromptTooLong if the prompt fits neither the context nor the cache
    /// @throws EngineException if the engine is closed or the prompt holds unknown tokens
    public TokenStream generate(GenerationRequest request) {
        requireFit(request);
        if (request.maxTokens() == 0) {
            return TokenStream.ofNoTokens(request.prompt().length);
        }
        return loop.submit(request);
    }

    private void requireFit(GenerationRequest request) {
        int length = request.prompt().length;
        int answer = Math.min(1, request.maxTokens());
        if (length > contextTokens() - answer) {
            throw new EngineException.PromptTooLong(
                    "the prompt has %d tokens; this model takes at most %d%s (context %d, cache %d)"
                            .formatted(
                                    length,
                                    contextTokens() - answer,
                                    answer == 0 ? "" : " with at least one to answer",
                                    config.maxPositionEmbeddings(),
                                    options.cacheTokens()));
        }
        requireKnown(request.prompt());
    }

    private void requireKnown(int[] tokens) {
        int vocabulary = config.vocabSize();
        for (int token : tokens) {
            if (token < 0 || token >= vocabulary) {
                throw new EngineException(
                        "token %d is not in the model's vocabulary of %d"
                                .formatted(token, vocabulary));
            }
        }
    }

    /// {@return most tokens of prompt and answer together}
    public int contextTokens() {
        return Math.min(config.maxPositionEmbeddings(), loop.cacheTokens());
    }

    /// Takes the weights of a model of the same shape between two steps: a change of references,
    /// and copies of gains and selection biases.
    ///
    /// It may be the model in use, changed in place: a trainer pauses the engine, changes and
    /// refreshes its model, swaps it in and ends the pause.
    ///
    /// ```
    /// try (Pause pause = engine.pause().join()) {
    ///     … // the optimizer's step
    ///     model.refresh();
    ///     engine.swap(model).join();
    /// }
    /// ```
    ///
    /// Running sequences go on with the keys that they have; each token says which version drew it.
    /// What others find of old keys is [EngineOptions.KvAfterUpdate]'s.
    ///
    /// @param model stays the caller's, who closes it when another is in use
    /// @return the new version, once it is in use
    /// @throws IllegalArgumentException if its shape is another one
    public CompletableFuture<Long> swap(K2Model model) {
        if (!model.config().equals(config)) {
            throw new IllegalArgumentException(
                    "these weights are of a model of another shape; open another engine for them");
        }
        return loop.command(() -> loop.swap(model));
    }

    /// {@return each token's log-probability after the first's, and the likeliest tokens, of whole
    /// rows}
    ///
    /// Computed by the trainer's own forward pass, each row in a pass of its own and a row on each
    /// core at once: the bits of a row are those that the trainer gives it in a pass of its own,
    /// whatever else is computed. A request like any other: it waits its turn, between two decode
    /// steps it has one row computed on each core, and nothing while the engine is paused.
    /// Cancelling the result takes it back.
    ///
    /// @param rows at most [#SCORED_ROWS_MAX], none longer than the model's context
    /// @throws EngineException.Busy if as many requests wait as may
    /// @throws EngineException.PromptTooLong if a row does not fit into the context
    /// @throws EngineException if there are too many rows, a token is not in the vocabulary, or the
    ///   engine is closed
    public CompletableFuture<List<ScoredRow>> score(List<ScoredRow.Row> rows) {
        if (rows.size() > SCORED_ROWS_MAX) {
            throw new EngineException(
                    "%d rows are scored at once; use up to %d, and more requests"
                            .formatted(rows.size(), SCORED_ROWS_MAX));
        }
        List<ScoredRow.Row> all = List.copyOf(rows);
        for (ScoredRow.Row row : all) {
            requireScorable(row.tokens(), row.length(), config.maxPositionEmbeddings());
        }
        return all.isEmpty()
                ? CompletableFuture.completedFuture(List.of())
                : loop.score(
                        all.size(),
                        (weights, row, version) -> ScoredRow.of(weights, all.get(row), version));
    }

    /// {@return each token after the first with its log-probability, the same bits as of
    /// [#score(List)], and the likeliest tokens in its place}
    ///
    /// A request like any other, as there.
    ///
    /// @param tokens at most [#SCORED_TOKENS_MAX]
    /// @param alternatives how many of the likeliest tokens, at most
    ///   [GenerationRequest#ALTERNATIVES_MAX]
    /// @throws EngineException.Busy if as many requests wait as may
    /// @throws EngineException.PromptTooLong if there are too many tokens
    /// @throws EngineException if the engine is closed or one is not in the vocabulary
    public CompletableFuture<List<GeneratedToken>> score(int[] tokens, int alternatives) {
        Objects.checkIndex(alternatives, GenerationRequest.ALTERNATIVES_MAX + 1);
        int most = Math.min(SCORED_TOKENS_MAX, config.maxPositionEmbeddings());
        requireScorable(tokens, tokens.length, most);
        int vocabulary = loop.vocabSize();
        CompletableFuture<List<List<GeneratedToken>>> scored =
                loop.score(
                        1,
                        (weights, _, version) ->
                                PromptScores.of(
                                        weights.model(),
                                        tokens,
                                        alternatives,
                                        vocabulary,
                                        version));
        CompletableFuture<List<GeneratedToken>> result = scored.thenApply(List::getFirst);
        var unused =
                result.whenComplete((_, _) -> {
                    if (result.isCancelled()) {
                        scored.cancel(false);
                    }
                });
        return result;
    }

    private void requireScorable(int[] tokens, int length, int most) {
        if (length > most) {
            throw new EngineException.PromptTooLong(
                    "the prompt has %d tokens; at most %d can be scored (context %d)"
                            .formatted(length, most, config.maxPositionEmbeddings()));
        }
        requireKnown(tokens);
    }

    /// Stops between two steps, until the pause is closed; requests may still be made. Pauses are
    /// counted: of several the last one ends it.
    ///
    /// @return the pause, once nothing computes any more
    public CompletableFuture<Pause> pause() {
        return loop.pause();
    }

    /// {@return whether it takes requests: it was not closed and has not failed}
    public boolean isAlive() {
        return !loop.isStopped();
    }

    /// {@return done when it computes no more: well after [#close], with an [EngineException] if it
    /// failed}
    public CompletionStage<Void> ended() {
        return loop.ended();
    }

    /// {@return what it has done and is doing}
    public EngineStatistics statistics() {
        return loop.statistics();
    }

    /// Ends all sequences with an error and the thread after the step it is in.
    @Override
    public void close() {
        loop.stop();
        boolean interrupted = false;
        while (thread.isAlive()) {
            try {
                thread.join();
            } catch (InterruptedException e) {
                interrupted = true;
            }
        }
        if (interrupted) {
            Thread.currentThread().interrupt();
        }
    }
}
