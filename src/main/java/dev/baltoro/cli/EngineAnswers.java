package dev.baltoro.cli;

import dev.baltoro.engine.Engine;
import dev.baltoro.engine.EngineException;
import dev.baltoro.engine.EngineOptions;
import dev.baltoro.engine.GenerationRequest;
import dev.baltoro.engine.SamplingParameters;
import dev.baltoro.engine.TokenStream;
import dev.baltoro.engine.grammar.Grammars;
import dev.baltoro.model.K2Model;
import dev.baltoro.text.chat.CallNumbers;
import dev.baltoro.text.chat.ChatEncoder;
import dev.baltoro.text.chat.ResponseFormat;
import dev.baltoro.text.chat.ToolCallIds;
import dev.baltoro.text.chat.ToolChoice;
import dev.baltoro.text.chat.ToolDeclaration;
import dev.baltoro.text.tokenizer.Ends;
import dev.baltoro.text.tokenizer.Tokenizer;
import dev.baltoro.train.sft.AnswerWriter;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/// Answers of a model in training, written by an engine over the trainer's own weights and held to
/// the chat's grammar, as they would be when served.
///
/// The engine is open for the time of the answers alone.
final class EngineAnswers implements AnswerWriter {
    private static final int[] NONE = new int[0];

    @Override
    public List<int[]> answers(
            K2Model model,
            Tokenizer tokenizer,
            ChatEncoder encoder,
            List<Question> questions,
            int tokens) {
        try {
            Set<Integer> ends = Ends.of(tokenizer, model.config().eosTokenId());
            Grammars grammars =
                    new Grammars(tokenizer, ends.stream().mapToInt(Integer::intValue).toArray());
            List<GenerationRequest> requests = new ArrayList<>();
            for (Question question : questions) {
                requests.add(request(question, encoder, grammars, ends, tokens));
            }
            return write(model, tokenizer, requests);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return Collections.nCopies(questions.size(), NONE);
        }
    }

    private static GenerationRequest request(
            Question question,
            ChatEncoder encoder,
            Grammars grammars,
            Set<Integer> ends,
            int tokens) {
        List<ToolDeclaration> tools = question.tools();
        ToolChoice choice = tools.isEmpty() ? new ToolChoice.None() : new ToolChoice.Auto();
        CallNumbers numbers = encoder.template().callNumbers();
        int firstCall = ToolCallIds.first(numbers, encoder.nextCall(question.prompt()));
        return new GenerationRequest(
                question.prompt(),
                tokens,
                SamplingParameters.GREEDY,
                ends,
                List.of(),
                Optional.of(
                        grammars.answer(new ResponseFormat.Text(), tools, choice, true)
                                .start(firstCall)),
                0);
    }

    private static List<int[]> write(
            K2Model model, Tokenizer tokenizer, List<GenerationRequest> requests)
            throws InterruptedException {
        List<int[]> answers = new ArrayList<>();
        EngineOptions options =
                EngineOptions.standard()
                        .withRoomFor(requests, model.config().maxPositionEmbeddings());
        try (Engine engine = Engine.open(model, tokenizer, options)) {
            List<Optional<TokenStream>> streams =
                    requests.stream().map(it -> begin(engine, it)).toList();
            for (Optional<TokenStream> stream : streams) {
                answers.add(stream.isPresent() ? ids(stream.get()) : NONE);
            }
        }
        return answers;
    }

    private static Optional<TokenStream> begin(Engine engine, GenerationRequest request) {
        try {
            return Optional.of(engine.generate(request));
        } catch (EngineException e) { // this question's own fault, such as one that is too long
            return Optional.empty();
        }
    }

    private static int[] ids(TokenStream stream) throws InterruptedException {
        int[] ids = new int[16];
        int size = 0;
        try {
            for (var token = stream.next(); token.isPresent(); token = stream.next()) {
                if (size == ids.length) {
                    ids = Arrays.copyOf(ids, 2 * size);
                }
                ids[size++] = token.get().id();
            }
        } catch (EngineException e) {
            return NONE;
        }
        return Arrays.copyOf(ids, size);
    }
}
