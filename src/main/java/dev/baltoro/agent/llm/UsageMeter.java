package dev.baltoro.agent.llm;

import dev.baltoro.text.chat.Usage;
import java.util.EnumMap;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.atomic.LongAdder;

/// Counts what asking a model costs. Any number of threads may share one.
public final class UsageMeter {
    private final LongAdder answers = new LongAdder();
    private final LongAdder promptTokens = new LongAdder();
    private final LongAdder completionTokens = new LongAdder();
    private final Map<Trouble, LongAdder> troubles = new EnumMap<>(Trouble.class);

    public UsageMeter() {
        for (Trouble trouble : Trouble.values()) {
            troubles.put(trouble, new LongAdder());
        }
    }

    /// Counts an answer that the model gave.
    public void answered(Usage usage) {
        answers.increment();
        promptTokens.add(usage.promptTokens());
        completionTokens.add(usage.completionTokens());
    }

    /// Counts an attempt that came to nothing.
    public void failed(Trouble trouble) {
        Objects.requireNonNull(troubles.get(trouble)).increment(); // there is one for each
    }

    /// {@return what was counted so far}
    public Spending spending() {
        Map<Trouble, Long> failed = new EnumMap<>(Trouble.class);
        troubles.forEach((trouble, count) -> {
            if (count.sum() > 0) {
                failed.put(trouble, count.sum());
            }
        });
        return new Spending(answers.sum(), promptTokens.sum(), completionTokens.sum(), failed);
    }
}
