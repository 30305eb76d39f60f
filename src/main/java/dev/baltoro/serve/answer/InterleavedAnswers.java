package dev.baltoro.serve.answer;

import dev.baltoro.engine.EngineException;
import dev.baltoro.engine.chat.Answer;
import dev.baltoro.text.chat.AnswerPart;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.BlockingQueue;

/// Several answers read as one sequence of parts, each as soon as it is there. For one thread.
///
/// One answer is read directly; of more, each has a virtual thread that reads it.
final class InterleavedAnswers implements AutoCloseable {
    /// Parts read ahead of a slow client; what else comes waits in the answers' own streams.
    private static final int AHEAD_MAX = 64;

    /// What a reading thread hands over.
    sealed interface Event {
        /// @param choice which answer it is of
        record Part(int choice, AnswerPart part) implements Event {}

        record Failed(Throwable cause) implements Event {}
    }

    /// Where one answer's parts come from.
    interface Source {
        /// {@return the next part; none after the last}
        Optional<AnswerPart> next() throws InterruptedException;
    }

    private final List<Source> answers;
    private final Runnable close;
    private final BlockingQueue<Event> events = new ArrayBlockingQueue<>(AHEAD_MAX);
    private final List<Thread> readers = new ArrayList<>();
    private int running;

    InterleavedAnswers(List<Answer> answers) {
        this(
                answers.stream().<Source>map(answer -> answer::next).toList(),
                () -> answers.forEach(Answer::close));
    }

    /// @param close ends the answers
    InterleavedAnswers(List<Source> answers, Runnable close) {
        this.answers = answers;
        this.close = close;
        this.running = answers.size();
        for (int choice = 0; answers.size() > 1 && choice < answers.size(); choice++) {
            int index = choice;
            readers.add(Thread.ofVirtual().start(() -> read(index)));
        }
    }

    private void read(int choice) {
        try {
            for (var part = answers.get(choice).next();
                    part.isPresent();
                    part = answers.get(choice).next()) {
                events.put(new Event.Part(choice, part.get()));
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt(); // closed: nobody reads any more
        } catch (
                Throwable
                        e) { // whatever it is, the reader that waits for the next part must hear of
            // it
            hand(new Event.Failed(e));
        }
    }

    private void hand(Event event) {
        try {
            events.put(event);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    /// {@return the next part of any answer; none when all have ended}
    ///
    /// @throws EngineException if the engine failed or was closed
    /// @throws IllegalStateException if reading an answer failed otherwise
    Optional<Event.Part> next() throws InterruptedException {
        if (running == 0) {
            return Optional.empty();
        }
        Event.Part part =
                switch (readers.isEmpty()
                        ? new Event.Part(0, answers.getFirst().next().orElseThrow())
                        : events.take()) {
                    case Event.Part given -> given;
                    case Event.Failed(EngineException cause) ->
                            throw new EngineException(String.valueOf(cause.getMessage()), cause);
                    case Event.Failed(Throwable cause) ->
                            throw new IllegalStateException("an answer could not be read", cause);
                };
        if (part.part() instanceof AnswerPart.Ended) {
            running--;
        }
        return Optional.of(part);
    }

    /// Closes the answers and ends the threads that read them.
    @Override
    public void close() {
        close.run();
        readers.forEach(Thread::interrupt);
    }
}
