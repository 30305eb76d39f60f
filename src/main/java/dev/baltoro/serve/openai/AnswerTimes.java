package dev.baltoro.serve.openai;

import java.time.Duration;

/// Who wants to know how fast answers come. Called by many threads.
public interface AnswerTimes {
    /// Does not want to know.
    AnswerTimes IGNORED =
            new AnswerTimes() {
                @Override
                public void firstToken(Duration sinceRequest) {}

                @Override
                public void nextToken(Duration sinceLast) {}
            };

    /// The first token of a request has come.
    void firstToken(Duration sinceRequest);

    /// Another token of an answer has come.
    void nextToken(Duration sinceLast);
}
