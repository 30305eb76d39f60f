package dev.baltoro.engine.chat;

import dev.baltoro.engine.Constraint;
import dev.baltoro.engine.Engine;
import dev.baltoro.engine.EngineException;
import dev.baltoro.engine.GenerationRequest;
import dev.baltoro.engine.SamplingParameters;
import dev.baltoro.engine.TokenStream;
import dev.baltoro.engine.grammar.Grammar;
import dev.baltoro.engine.grammar.Grammars;
import dev.baltoro.engine.grammar.copy.CopiedArguments;
import dev.baltoro.engine.grammar.copy.CopyConstraint;
import dev.baltoro.engine.intent.IntentReader;
import dev.baltoro.text.chat.AnswerStream;
import dev.baltoro.text.chat.ChatEncoder;
import dev.baltoro.text.chat.ChatRequest;
import dev.baltoro.text.chat.DecodingOptions;
import dev.baltoro.text.chat.Marker;
import dev.baltoro.text.chat.Message;
import dev.baltoro.text.chat.ResponseFormat;
import dev.baltoro.text.chat.ToolCallIds;
import dev.baltoro.text.chat.ToolDeclaration;
import dev.baltoro.text.chat.ToolNames;
import dev.baltoro.text.chat.ToolUse;
import dev.baltoro.text.tokenizer.Tokenizer;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.IntFunction;

/// A model that answers conversations and continues texts. Any number of threads may share one.
///
/// Tool calls of an answer are always of declared tools, with arguments that their schemas allow;
/// see [ToolUse].
public final class ChatEngine {
    private final Engine engine;
    private final Tokenizer tokenizer;
    private final ChatEncoder encoder;
    private final String modelName;
    private final GenerationDefaults defaults;
    private final Set<Integer> chatEnds;
    private final Grammars grammars;
    private final CopiedArguments copied;
    private final Optional<IntentGuide> guide;

    /// @param engine stays the caller's, which closes it
    /// @param modelName what clients call the model
    /// @param defaults what the model's folder says of ends and sampling
    public ChatEngine(
            Engine engine,
            Tokenizer tokenizer,
            ChatEncoder encoder,
            String modelName,
            GenerationDefaults defaults) {
        this(engine, tokenizer, encoder, modelName, defaults, Optional.empty());
    }

    /// @param engine stays the caller's, which closes it
    /// @param modelName what clients call the model
    /// @param defaults what the model's folder says of ends and sampling
    /// @param reader what the folder has learned of the tools that the model knows
    public ChatEngine(
            Engine engine,
            Tokenizer tokenizer,
            ChatEncoder encoder,
            String modelName,
            GenerationDefaults defaults,
            Optional<IntentReader> reader) {
        this.engine = engine;
        this.tokenizer = tokenizer;
        this.encoder = encoder;
        this.modelName = modelName;
        this.defaults = defaults;
        this.copied = new CopiedArguments(encoder.template().known());
        this.chatEnds = new HashSet<>(defaults.endTokens());
        chatEnds.add(encoder.id(Marker.END));
        this.guide =
                reader.map(each ->
                        new IntentGuide(
                                each,
                                encoder,
                                engine,
                                QuestionTokens.of(tokenizer, encoder, chatEnds)));
        this.grammars =
                new Grammars(
                        tokenizer,
                        defaults.endTokens().stream().mapToInt(Integer::intValue).toArray());
    }

    /// {@return an answer to a conversation, which begins at once}
    ///
    /// @throws dev.baltoro.engine.EngineException if the engine cannot take it: too many wait, the
    ///   conversation does not fit
    /// @throws dev.baltoro.engine.grammar.schema.SchemaException if a tool's or the format's schema
    ///   is malformed or has what the grammar cannot express
    public Answer answer(ChatRequest request) {
        return answers(request, 1).getFirst();
    }

    /// {@return `count` answers to one conversation, drawn from seeds of their own}
    ///
    /// With a seed, the first is the one that [#answer] gives.
    ///
    /// @param asked the conversation
    /// @param count how many answers
    public List<Answer> answers(ChatRequest asked, int count) {
        ChatRequest request = guide.isPresent() ? IntentGuide.shortened(asked) : asked;
        ToolNames names = ToolNames.of(request.tools().tools());
        int firstCall = ToolCallIds.next(request.messages());
        int[] prompt = prompt(request);
        Constraint allowed =
                grammar(request, names)
                        .start(ToolCallIds.first(encoder.template().callNumbers(), firstCall));
        Constraint constraint =
                guide.flatMap(each -> each.hold(asked, request, names, prompt, allowed))
                        .orElseGet(() -> copying(allowed, prompt));
        // A stop string inside a call's arguments must not cut the call: the text is searched here.
        boolean mayCall = request.tools().mayCall();
        return open(
                count,
                choice -> {
                    DecodingOptions decoding = request.decoding().forChoice(choice);
                    GenerationRequest generation =
                            generation(
                                    prompt,
                                    decoding,
                                    mayCall ? List.of() : decoding.stop(),
                                    chatEnds,
                                    Optional.of(constraint.copy()));
                    return new Answer(
                            engine.generate(generation),
                            TokenReader.chat(new AnswerStream(encoder, firstCall)),
                            names,
                            decoding.stop(),
                            scores(decoding, false));
                });
    }

    /// {@return the keywords of a request's schemas that its answers need not keep to, because they
    /// cannot be held and the schemas are said not to be strict}
    public List<String> relaxed(ChatRequest request) {
        return grammar(request, ToolNames.of(request.tools().tools())).relaxed();
    }

    /// {@return the tokens of a conversation as the model reads it, up to where its answer begins}
    ///
    /// @throws EngineException.UnknownTools if the model knows its tools, and the request has
    ///   others
    public int[] prompt(ChatRequest request) {
        Optional<String> refusal = encoder.template().known().refusal(request.tools().tools());
        if (refusal.isPresent()) {
            throw new EngineException.UnknownTools(refusal.get());
        }
        ToolNames names = ToolNames.of(request.tools().tools());
        List<ToolDeclaration> tools = names.shown(request.tools()).tools();
        List<Message> messages =
                ToolCallIds.renumber(
                        names.shown(request.messages()), encoder.template().callNumbers());
        return request.continued()
                ? encoder.encodeOpen(messages, tools)
                : encoder.encode(messages, tools, true).ids();
    }

    private Grammar grammar(ChatRequest request, ToolNames names) {
        ToolUse use = names.shown(request.tools());
        return grammars.answer(request.format(), use.tools(), use.choice(), use.parallel());
    }

    /// {@return `count` continuations of a text}
    ///
    /// @param prompt at least one token
    /// @param options with no tokens to make, the answers have ended at once
    public List<Answer> continuations(int[] prompt, DecodingOptions options, int count) {
        return open(
                count,
                choice -> {
                    DecodingOptions decoding = options.forChoice(choice);
                    return new Answer(
                            engine.generate(
                                    generation(
                                            prompt,
                                            decoding,
                                            decoding.stop(),
                                            defaults.endTokens(),
                                            Optional.empty())),
                            TokenReader.text(tokenizer),
                            ToolNames.of(List.of()),
                            decoding.stop(),
                            scores(decoding, true));
                });
    }

    /// {@return the model's next turn in a conversation that is given as ids, token by token}
    ///
    /// Token in, token out, for rollouts: nothing is encoded anew. The turn ends with a token that
    /// ends a turn ([ChatEncoder#isEnd]), or after `tokens`, where it can be gone on with by
    /// another call. The grammar closes calls where the context ends, but not after `tokens`.
    ///
    /// @param ids the conversation up to where the model goes on, as [ChatEncoder#encode] and
    ///   [ChatEncoder#continueFrom] give it
    /// @param begun how many of the last ids are the beginning of this turn
    /// @param tools what may be called; names as they are, for [ToolNames] changes none of them
    /// @param tokens most tokens, at least 1
    /// @param sampling with a seed the same each time
    /// @throws dev.baltoro.engine.EngineException if the engine cannot take it
    public TokenStream turn(
            int[] ids, int begun, ToolUse tools, int tokens, SamplingParameters sampling) {
        int[] before = Arrays.copyOf(ids, ids.length - begun);
        Constraint constraint =
                copying(
                        grammars.answer(
                                        new ResponseFormat.Text(),
                                        tools.tools(),
                                        tools.choice(),
                                        tools.parallel())
                                .start(
                                        ToolCallIds.first(
                                                encoder.template().callNumbers(),
                                                encoder.nextCall(before))),
                        before);
        for (int i = before.length; i < ids.length; i++) {
            constraint.accept(ids[i]);
        }
        int room = Math.max(1, engine.contextTokens() - ids.length);
        int most = Math.min(tokens, room);
        return engine.generate(
                new GenerationRequest(
                        ids,
                        most,
                        sampling,
                        chatEnds,
                        List.of(),
                        Optional.of(new RoomAfter(constraint, room - most)),
                        0));
    }

    private Constraint copying(Constraint constraint, int[] conversation) {
        return copied.isNone()
                ? constraint
                : new CopyConstraint(constraint, tokenizer, copied, conversation);
    }

    private GenerationRequest generation(
            int[] prompt,
            DecodingOptions decoding,
            List<String> stops,
            Set<Integer> ends,
            Optional<Constraint> constraint) {
        int room = Math.max(1, engine.contextTokens() - prompt.length);
        return new GenerationRequest(
                prompt,
                Math.min(decoding.maxTokens().orElse(room), room),
                defaults.sampling().with(decoding.sampling()),
                ends,
                stops,
                constraint,
                decoding.alternatives().orElse(0));
    }

    private Optional<TextTokens> scores(DecodingOptions decoding, boolean all) {
        return decoding.alternatives().isPresent()
                ? Optional.of(new TextTokens(tokenizer, all))
                : Optional.empty();
    }

    /// Opens one answer for each choice; if one is refused, none goes on.
    private static List<Answer> open(int count, IntFunction<Answer> opening) {
        List<Answer> answers = new ArrayList<>();
        try {
            for (int choice = 0; choice < count; choice++) {
                answers.add(opening.apply(choice));
            }
        } catch (RuntimeException e) {
            answers.forEach(Answer::close);
            throw e;
        }
        return answers;
    }

    /// {@return what clients call the model}
    public String modelName() {
        return modelName;
    }

    /// {@return tokens that end any output}
    public Set<Integer> endTokens() {
        return defaults.endTokens();
    }

    /// {@return how tokens are drawn where a request does not say}
    public SamplingParameters sampling() {
        return defaults.sampling();
    }

    /// {@return the engine below}
    public Engine engine() {
        return engine;
    }

    /// {@return the tokenizer of prompts and answers}
    public Tokenizer tokenizer() {
        return tokenizer;
    }

    /// {@return how conversations become tokens}
    public ChatEncoder encoder() {
        return encoder;
    }
}
