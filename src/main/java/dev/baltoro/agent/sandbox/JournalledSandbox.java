package dev.baltoro.agent.sandbox;

import dev.baltoro.agent.journal.Journal;
import dev.baltoro.io.Sums;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.Set;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/// A sandbox whose outcomes, also that none could be had, are written into a journal; a rerun gets
/// them from there. Equal programs with equal input have one outcome.
///
/// @param sandbox asked for what the journal has not
/// @param journal stays the caller's
public record JournalledSandbox(Sandbox sandbox, Journal journal) implements Sandbox {
    @Override
    public Set<Language> languages() {
        return sandbox.languages();
    }

    /// @throws UncheckedIOException if the journal cannot be written
    @Override
    public Outcome run(Program program) throws InterruptedException {
        byte[] written =
                JsonMapper.shared().writeValueAsString(program).getBytes(StandardCharsets.UTF_8);
        try {
            JsonNode outcome =
                    journal.outcome("sandbox/" + Sums.sha256(written), () -> json(program));
            return JsonMapper.shared().treeToValue(outcome, Outcome.class);
        } catch (IOException e) {
            throw new UncheckedIOException("the journal cannot be written", e);
        }
    }

    /// Written as [Outcome], or its kind would be left out.
    private JsonNode json(Program program) throws InterruptedException {
        String outcome =
                JsonMapper.shared()
                        .writerFor(Outcome.class)
                        .writeValueAsString(sandbox.run(program));
        return JsonMapper.shared().readTree(outcome);
    }
}
