package dev.baltoro.flow.synthesis;

import dev.baltoro.agent.llm.Llm;
import dev.baltoro.agent.llm.LlmException;
import dev.baltoro.agent.llm.Trouble;
import dev.baltoro.text.chat.ChatRequest;
import dev.baltoro.text.chat.WholeAnswer;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicReference;

/// A model without which a run cannot go on: where it cannot be reached, answers nobody, or may not
/// be asked, the run stops, rather than being filled with conversations that broke off. What the
/// model refuses is the conversation's own trouble, unless it is nothing but refusals.
///
/// Once a run stops, none of its models is asked any more; what is on its way is waited for, since
/// it is paid for.
final class NeededLlm implements Llm {
    /// Requests without an answer, one after the other, before the run ends.
    static final int FAILURES_MAX = 5;

    private final Llm model;
    private final AtomicReference<Optional<NoAnswer>> stop;
    private boolean heard;
    private int inARow;
    private String last = "";

    /// @param model asked
    /// @param stop why the run stops, shared by its models
    NeededLlm(Llm model, AtomicReference<Optional<NoAnswer>> stop) {
        this.model = model;
        this.stop = stop;
    }

    @Override
    public WholeAnswer answer(ChatRequest request) throws LlmException, InterruptedException {
        Optional<NoAnswer> over = stop.get();
        if (over.isPresent()) {
            throw over.get();
        }
        try {
            WholeAnswer answer = model.answer(request);
            answered();
            return answer;
        } catch (LlmException e) {
            String why = String.valueOf(e.getMessage());
            if (e.trouble() == Trouble.OFFLINE) {
                throw NoAnswer.offline(why);
            }
            if (e.trouble().mayPass() || e.trouble() == Trouble.DENIED) {
                throw stopping(why);
            }
            int failures = failed(why);
            if (failures >= FAILURES_MAX) {
                throw stopping(unheard(failures));
            }
            throw e;
        }
    }

    private synchronized void answered() {
        heard = true;
        inARow = 0;
    }

    private synchronized int failed(String why) {
        last = why;
        return ++inARow;
    }

    private String unheard(int failures) {
        return "%s gave no answer %d times in a row: %s".formatted(name(), failures, last);
    }

    private NoAnswer stopping(String why) {
        NoAnswer over = NoAnswer.of(why);
        stop.compareAndSet(Optional.empty(), Optional.of(over));
        return stop.get().orElse(over);
    }

    /// Refuses to take for a conversation's own trouble what was all that this model ever said.
    synchronized void check() {
        if (inARow > 0 && !heard) {
            throw stopping(unheard(inARow));
        }
    }

    @Override
    public String name() {
        return model.name();
    }
}
