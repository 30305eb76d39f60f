package dev.baltoro.flow;

import dev.baltoro.engine.Engine;
import dev.baltoro.engine.EngineException;
import dev.baltoro.engine.EngineOptions;
import dev.baltoro.engine.GenerationRequest;
import dev.baltoro.engine.SamplingParameters;
import dev.baltoro.engine.TokenStream;
import dev.baltoro.engine.chat.ChatEngine;
import dev.baltoro.engine.chat.GenerationDefaults;
import dev.baltoro.engine.grammar.schema.SchemaException;
import dev.baltoro.model.K2Model;
import dev.baltoro.text.chat.ChatEncoder;
import dev.baltoro.text.chat.ToolUse;
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
public final class EngineAnswers implements AnswerWriter {
    @Override
    public List<Optional<int[]>> answers(
            K2Model model,
            Tokenizer tokenizer,
            ChatEncoder encoder,
            List<Question> questions,
            int tokens) {
        Set<Integer> ends = Ends.of(tokenizer, model.config().eosTokenId());
        EngineOptions options =
                EngineOptions.standard()
                        .withRoomFor(
                                requests(questions, ends, tokens),
                                model.config().maxPositionEmbeddings());
        try (Engine engine = Engine.open(model, tokenizer, options)) {
            ChatEngine chat =
                    new ChatEngine(
                            engine,
                            tokenizer,
                            encoder,
                            "in training",
                            new GenerationDefaults(ends, SamplingParameters.GREEDY));
            List<Optional<TokenStream>> streams =
                    questions.stream().map(question -> begin(chat, question, tokens)).toList();
            List<Optional<int[]>> answers = new ArrayList<>();
            for (Optional<TokenStream> stream : streams) {
                answers.add(stream.isPresent() ? ids(stream.get()) : Optional.empty());
            }
            return answers;
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return Collections.nCopies(questions.size(), Optional.empty());
        }
    }

    private static List<GenerationRequest> requests(
            List<Question> questions, Set<Integer> ends, int tokens) {
        return questions.stream()
                .map(it ->
                        GenerationRequest.of(it.prompt(), tokens, SamplingParameters.GREEDY, ends))
                .toList();
    }

    private static Optional<TokenStream> begin(ChatEngine chat, Question question, int tokens) {
        try {
            return Optional.of(
                    chat.turn(
                            question.prompt(),
                            0,
                            ToolUse.auto(question.tools()),
                            tokens,
                            SamplingParameters.GREEDY));
        } catch (EngineException | SchemaException e) {
            return Optional.empty(); // this question's own fault: too long, or a tool like no other
        }
    }

    private static Optional<int[]> ids(TokenStream stream) throws InterruptedException {
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
            return Optional.empty();
        }
        return Optional.of(Arrays.copyOf(ids, size));
    }
}
