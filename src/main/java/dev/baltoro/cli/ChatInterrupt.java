package dev.baltoro.cli;

import dev.baltoro.engine.chat.Answer;
import java.util.Optional;

/// What Ctrl-C means in a conversation: the first stops the answer in progress, the second leaves.
final class ChatInterrupt {
    private final Runnable hint;
    private final Runnable leave;
    private Optional<Answer> running = Optional.empty();
    private boolean pressed;

    /// @param hint says how to leave, where there was no answer to stop
    /// @param leave ends the process
    ChatInterrupt(Runnable hint, Runnable leave) {
        this.hint = hint;
        this.leave = leave;
    }

    /// Stops `answer` from now on.
    synchronized void began(Answer answer) {
        running = Optional.of(answer);
    }

    /// There is no answer to stop any more.
    synchronized void ended() {
        running = Optional.empty();
    }

    /// The user has said something else meanwhile: the next Ctrl-C is a first one.
    synchronized void forget() {
        pressed = false;
    }

    /// Ctrl-C came.
    synchronized void pressed() {
        if (pressed) {
            leave.run();
            return;
        }
        pressed = true;
        running.ifPresentOrElse(Answer::close, hint);
    }
}
