package dev.baltoro.train.sft;

import dev.baltoro.model.K2Model;
import dev.baltoro.text.chat.ChatEncoder;
import dev.baltoro.text.chat.ToolDeclaration;
import dev.baltoro.text.tokenizer.Tokenizer;
import java.util.List;
import java.util.Optional;

/// Lets a model in training answer questions, as it would when it is served.
///
/// Training waits meanwhile. A writer does not change the model; afterwards nothing that it started
/// still runs, and it holds nothing.
@FunctionalInterface
public interface AnswerWriter {
    /// A conversation up to where an answer begins.
    ///
    /// @param prompt its ids, an assistant's turn opened at the end
    /// @param tools what it declares: calls are held to these
    @SuppressWarnings("ArrayRecordComponent") // passed on once, never compared
    record Question(int[] prompt, List<ToolDeclaration> tools) {
        public Question {
            tools = List.copyOf(tools);
        }
    }

    /// {@return for each question the ids that the model finds likeliest one by one, its end
    /// included}
    ///
    /// A question that cannot be answered, such as one with weights that are not finite or with a
    /// tool whose schema no grammar holds, does not end the training: its answer is empty.
    ///
    /// @param model as it is now; the trainer's own
    /// @param encoder how conversations become ids
    /// @param tokens most ids of an answer
    List<Optional<int[]>> answers(
            K2Model model,
            Tokenizer tokenizer,
            ChatEncoder encoder,
            List<Question> questions,
            int tokens);
}
