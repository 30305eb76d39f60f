package dev.baltoro.agent.llm;

import dev.baltoro.text.chat.ChatRequest;
import dev.baltoro.text.chat.WholeAnswer;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

/// Stands for a model that may not be asked: behind a journal, what the journal has is answered,
/// and what it lacks is counted here.
public final class OfflineLlm implements Llm {
    private static final int SHOWN_CHARS_MAX = 160;

    private final String name;
    private final Map<String, String> missing = new LinkedHashMap<>();

    /// @param name of the model that the journal's answers are of
    public OfflineLlm(String name) {
        this.name = name;
    }

    @Override
    public WholeAnswer answer(ChatRequest request) throws LlmException {
        String hash = PromptHash.of(name, request);
        String asked = shown(request.messages().getLast().content());
        synchronized (missing) {
            missing.putIfAbsent(hash, "%s (sha256 %s)".formatted(asked, hash));
        }
        throw new LlmException(
                Trouble.OFFLINE, "offline, and the journal has no answer of %s".formatted(name));
    }

    private static String shown(String text) {
        String line = text.replaceAll("\\s+", " ").strip();
        return "\"%s\""
                .formatted(
                        line.length() <= SHOWN_CHARS_MAX
                                ? line
                                : "…" + line.substring(line.length() - SHOWN_CHARS_MAX));
    }

    /// {@return how many different requests the journal lacks}
    public int missing() {
        synchronized (missing) {
            return missing.size();
        }
    }

    /// {@return what the first of them ends with, and its hash}
    public Optional<String> firstMissing() {
        synchronized (missing) {
            return missing.values().stream().findFirst();
        }
    }

    @Override
    public String name() {
        return name;
    }
}
