package dev.baltoro.cli.chat;

import dev.baltoro.cli.terminal.Failure;
import dev.baltoro.cli.terminal.Failures;
import dev.baltoro.cli.terminal.Terminals;
import dev.baltoro.engine.EngineException;
import dev.baltoro.engine.chat.Answer;
import dev.baltoro.engine.chat.ChatEngine;
import dev.baltoro.text.chat.AnswerPart;
import dev.baltoro.text.chat.EndReason;
import dev.baltoro.text.chat.ToolCall;
import dev.baltoro.text.chat.WholeAnswer;
import java.io.IOException;
import java.io.PrintWriter;
import java.time.Duration;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Pattern;

/// A conversation with a model, line by line: answers go to `out`, everything else to `err`.
final class ChatSession {
    /// What a terminal would take for orders: a model may write anything.
    private static final Pattern CONTROL = Pattern.compile("[\\p{Cntrl}&&[^\\n\\t]]");

    private final ChatEngine chat;
    private final ChatTranscript transcript;
    private final ChatCommands commands;
    private final PrintWriter out;
    private final PrintWriter err;
    private final Terminals terminals;
    private final ChatInterrupt interrupt;
    private final ChatInput input;

    ChatSession(
            ChatEngine chat,
            ChatTranscript transcript,
            ChatOptions options,
            PrintWriter out,
            PrintWriter err,
            Terminals terminals,
            ChatInterrupt interrupt,
            ChatInput input) {
        this.chat = chat;
        this.transcript = transcript;
        this.commands = new ChatCommands(chat.modelName(), transcript, options, err);
        this.out = out;
        this.err = err;
        this.terminals = terminals;
        this.interrupt = interrupt;
        this.input = input;
    }

    /// Talks until the input ends or the user leaves.
    ///
    /// @throws Failure if a program talks, and what it wants cannot be done
    void run() throws IOException, InterruptedException {
        if (terminals.in()) {
            err.printf("talking with %s; /help lists commands, Ctrl-D leaves%n", chat.modelName());
        }
        while (!out.checkError()) {
            Optional<String> line = input.next(question());
            if (line.isEmpty()) {
                return;
            }
            interrupt.forget();
            if (!take(line.get())) {
                return;
            }
        }
    }

    /// {@return whether the conversation goes on}
    private boolean take(String line) throws IOException, InterruptedException {
        try {
            if (ChatCommands.isCommand(line)) {
                return commands.run(line);
            }
            if (line.isBlank() && transcript.pending().isEmpty()) {
                return true;
            }
            transcript.take(line.startsWith("//") ? line.substring(1) : line);
            if (transcript.pending().isEmpty()) {
                answer();
            }
        } catch (IllegalArgumentException | EngineException | IOException e) {
            if (!terminals.in()) {
                throw new Failure(Failures.line(e), e);
            }
            err.println(Failures.line(e));
        }
        return true;
    }

    private String question() {
        Optional<ToolCall> call = transcript.pending();
        return call.map(open -> "result of %s> ".formatted(open.id())).orElse("> ");
    }

    /// A turn that got no answer is as if it had not been said.
    private void answer() throws InterruptedException {
        try (Answer answer = chat.answer(transcript.request(commands.options()))) {
            interrupt.began(answer);
            show(answer);
        } catch (IllegalArgumentException | EngineException e) {
            transcript.undo();
            throw e;
        } finally {
            interrupt.ended();
        }
    }

    private void show(Answer answer) throws InterruptedException {
        WholeAnswer whole =
                answer.whole(part -> {
                    show(part);
                    if (out.checkError()) { // flushes; nobody reads any more
                        answer.close();
                    }
                });
        out.println();
        out.flush();
        transcript.take(whole.message());
        if (whole.reason() == EndReason.LENGTH) {
            err.printf(
                    "(cut at %d tokens; /set max_tokens N gives more)%n",
                    whole.usage().completionTokens());
        } else if (whole.reason() == EndReason.CANCELLED) {
            err.println("(stopped)");
        }
        if (terminals.err()) {
            err.println(speed(answer));
        }
    }

    private void show(AnswerPart part) {
        switch (part) {
            case AnswerPart.Text text -> print(text.delta());
            case AnswerPart.CallBegan call -> print("\n" + call.id() + " ");
            case AnswerPart.Arguments more -> print(more.delta());
            case AnswerPart.CallEnded _, AnswerPart.Ended _ -> {}
        }
    }

    private void print(String delta) {
        out.print(terminals.out() ? CONTROL.matcher(delta).replaceAll("\uFFFD") : delta);
    }

    private static String speed(Answer answer) {
        Duration rest = answer.sinceFirstToken();
        double rate = rest.isZero() ? 0 : (answer.tokensMade() - 1) * 1e9 / rest.toNanos();
        return String.format(
                Locale.ROOT,
                "(%d tokens, %.1f tokens/s, first after %.2f s)",
                answer.tokensMade(),
                rate,
                answer.untilFirstToken().toNanos() / 1e9);
    }
}
