package dev.baltoro.serve.answer;

import java.time.Duration;
import java.util.function.IntConsumer;

/// Is told how fast answers come. Called by many threads.
public interface AnswerTimes {
    /// Does not want to know.
    AnswerTimes IGNORED =
            new AnswerTimes() {
                @Override
                public void firstToken(Duration sinceRequest) {}

                @Override
                public void ended(Duration sinceFirstToken, int tokens) {}
            };

    /// An answer's first token has come.
    void firstToken(Duration sinceRequest);

    /// An answer of `tokens` tokens, at least one, has ended or been cancelled.
    void ended(Duration sinceFirstToken, int tokens);

    /// {@return these, and `tokens` told how many tokens each answer had}
    default AnswerTimes and(IntConsumer tokens) {
        AnswerTimes these = this;
        return new AnswerTimes() {
            @Override
            public void firstToken(Duration sinceRequest) {
                these.firstToken(sinceRequest);
            }

            @Override
            public void ended(Duration sinceFirstToken, int count) {
                these.ended(sinceFirstToken, count);
                tokens.accept(count);
            }
        };
    }
}
