package dev.baltoro.cli.doctor;

import dev.baltoro.agent.sandbox.Isolation;
import dev.baltoro.agent.sandbox.Language;
import dev.baltoro.agent.sandbox.Limits;
import dev.baltoro.agent.sandbox.Protection;
import dev.baltoro.agent.sandbox.SandboxException;
import dev.baltoro.agent.sandbox.SandboxOptions;
import dev.baltoro.agent.sandbox.SandboxPool;
import dev.baltoro.cli.terminal.Failures;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/// What keeps programs that a model wrote from doing harm here, as programs of ours found that
/// tried.
final class SandboxCheck {
    /// A program is let run out of its time, so there should not be much of it.
    private static final Map<Language, Limits> LIMITS =
            Map.of(
                    Language.PYTHON, Limits.of(Language.PYTHON).withCpuSeconds(1),
                    Language.JAVA, Limits.of(Language.JAVA).withCpuSeconds(2));

    private static final String INSTALL =
            "Linux with user namespaces, util-linux and python3 (or tools/graalpy.sh); tasks in code are left out without";

    private SandboxCheck() {}

    static List<Finding> all() {
        try (SandboxPool sandbox = SandboxPool.open(new SandboxOptions(LIMITS, 1, false))) {
            List<Finding> findings = new ArrayList<>();
            for (Language language : Language.values()) {
                findings.add(
                        finding(
                                language,
                                sandbox.probe(language),
                                sandbox.missing(language).orElse("")));
            }
            return findings;
        } catch (SandboxException e) {
            return List.of(Finding.absent("sandbox", Failures.line(e), INSTALL));
        } catch (IOException e) {
            return List.of(
                    Finding.absent("sandbox", "cannot be tried: " + Failures.line(e), INSTALL));
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return List.of(Finding.absent("sandbox", "interrupted", ""));
        }
    }

    private static Finding finding(Language language, Optional<Isolation> found, String missing) {
        String name =
                language.name().charAt(0) + language.name().substring(1).toLowerCase(Locale.ROOT);
        if (found.isEmpty()) {
            return Finding.absent("sandbox", missing, INSTALL);
        }
        Isolation isolation = found.get();
        String detail = name + ": " + isolation.words();
        boolean all =
                isolation.protections().stream()
                        .allMatch(one -> one.state() == Protection.State.HOLDS);
        return all
                ? Finding.ok("sandbox", detail)
                : new Finding("sandbox", Finding.State.DIFFERS, detail, "");
    }
}
