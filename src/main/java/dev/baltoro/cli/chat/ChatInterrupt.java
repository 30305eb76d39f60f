package dev.baltoro.cli.chat;

import dev.baltoro.engine.chat.Answer;
import java.util.Optional;

/// What Ctrl-C means in a conversation: it stops the answer in progress, and a second one leaves.
///
/// Once the answer has stopped, the next one is a first one again: who drops a half-typed line does
/// not want to leave.
final class ChatInterrupt {
    private Optional<Answer> running = Optional.empty();
    private boolean pressed;

    /// Stops `answer` from now on.
    synchronized void began(Answer answer) {
        running = Optional.of(answer);
    }

    /// There is no answer to stop any more.
    synchronized void ended() {
        if (running.isPresent()) {
            pressed = false;
        }
        running = Optional.empty();
    }

    /// The user has said something else meanwhile: the next Ctrl-C is a first one.
    synchronized void forget() {
        pressed = false;
    }

    /// Ctrl-C came.
    ///
    /// @param hint says how to leave, where there is no answer to stop
    /// @param leave ends the process
    synchronized void pressed(Runnable hint, Runnable leave) {
        if (pressed) {
            leave.run();
            return;
        }
        pressed = true;
        running.ifPresentOrElse(Answer::close, hint);
    }
}
