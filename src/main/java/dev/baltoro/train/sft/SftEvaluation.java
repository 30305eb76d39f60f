package dev.baltoro.train.sft;

import dev.baltoro.stats.Wilson;
import dev.baltoro.text.chat.ChatEncoder;
import dev.baltoro.text.tokenizer.Tokenizer;
import dev.baltoro.train.recipe.SftRecipe;
import dev.baltoro.train.run.Metric;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;

/// What is measured on the held-out conversations: the loss, and answers that are generated.
record SftEvaluation(
        FineTuning training,
        Tokenizer tokenizer,
        ChatEncoder encoder,
        AnswerWriter writer,
        Optional<HeldOutAnswers> answers,
        int tokens) {
    private static final int SAMPLES_MAX = 6;

    /// What one measurement gave.
    ///
    /// @param loss in nats a token
    /// @param answers how many are right, by what of an answer was compared
    /// @param samples the first questions with their answers
    /// @param unanswered questions that could not be answered
    /// @param cutOff answers that reached the most tokens they may have
    record Result(
            OptionalDouble loss,
            Map<String, Metric.Right> answers,
            List<Metric.Sample> samples,
            long unanswered,
            long cutOff) {
        /// {@return the figures on a line}
        String text(long step) {
            StringBuilder text = new StringBuilder("step " + step + ":");
            loss.ifPresent(
                    value -> text.append(String.format(Locale.ROOT, " held-out loss %.3f", value)));
            answers.forEach((part, right) ->
                    text.append("; ")
                            .append(part)
                            .append(' ')
                            .append(Wilson.of(right.right(), right.of())));
            if (unanswered > 0) {
                text.append("; ").append(unanswered).append(" could not be answered");
            }
            if (cutOff > 0) {
                text.append("; ").append(cutOff).append(" cut off at answers.tokens");
            }
            return text.toString();
        }
    }

    static SftEvaluation of(
            SftRecipe recipe,
            SftData data,
            FineTuning training,
            Tokenizer tokenizer,
            ChatEncoder encoder,
            AnswerWriter writer) {
        int most = recipe.answers().questions();
        Optional<HeldOutAnswers> answers =
                data.heldOut()
                        .filter(store -> most > 0)
                        .map(store -> new HeldOutAnswers(store, encoder, most));
        return new SftEvaluation(
                training, tokenizer, encoder, writer, answers, recipe.answers().tokens());
    }

    /// {@return a measurement; empty if nothing is held out}
    Optional<Result> measure(long step) {
        OptionalDouble loss = training.heldOut();
        if (loss.isEmpty()) {
            return Optional.empty();
        }
        if (answers.isEmpty()) {
            return Optional.of(new Result(loss, Map.of(), List.of(), 0, 0));
        }
        List<AnswerWriter.Question> questions = answers.get().questions();
        List<Optional<int[]>> given =
                writer.answers(training.model(), tokenizer, encoder, questions, tokens);
        long cutOff =
                given.stream()
                        .flatMap(Optional::stream)
                        .filter(ids -> ids.length >= tokens && !encoder.isEnd(ids[ids.length - 1]))
                        .count();
        long unanswered = given.stream().filter(Optional::isEmpty).count();
        List<Metric.Sample> samples = new ArrayList<>();
        for (int i = 0; i < Math.min(SAMPLES_MAX, questions.size()); i++) {
            samples.add(
                    new Metric.Sample(
                            step,
                            tokenizer.decode(questions.get(i).prompt()),
                            given.get(i).map(tokenizer::decode).orElse("(no answer)")));
        }
        return Optional.of(
                new Result(loss, answers.get().compare(given), samples, unanswered, cutOff));
    }
}
