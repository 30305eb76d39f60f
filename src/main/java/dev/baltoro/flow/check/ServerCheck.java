package dev.baltoro.flow.check;

import dev.baltoro.agent.evaluation.CallOutcome;
import dev.baltoro.agent.evaluation.EvaluationFailure;
import dev.baltoro.agent.evaluation.FreshServer;
import dev.baltoro.agent.request.ToolRequest;
import dev.baltoro.agent.request.ToolRequestFile;
import dev.baltoro.agent.request.WantedCall;
import dev.baltoro.flow.Host;
import dev.baltoro.io.Durable;
import dev.baltoro.text.chat.ToolDeclaration;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.LongFunction;
import java.util.stream.Collectors;
import tools.jackson.databind.json.JsonMapper;

/// Carries out the calls of some written requests on the real server, each request as if it were
/// the first. What came of it is in the run's folder, and is not done again: `checked_calls.jsonl`
/// grows as it goes, and `checked_tools.json` is there once it is done.
///
/// @param folder of the run
/// @param limits where it ends at the latest
/// @param anyTool whether any tool may be run, since the server's state can be put back or there is
///   none; else only those that the server says change nothing
/// @param servers opens the server
/// @param host sees its progress
public record ServerCheck(Path folder, Limits limits, boolean anyTool, Servers servers, Host host) {
    /// A line for each request that was carried out.
    static final String CALLS = "checked_calls.jsonl";

    /// What came of them by tool.
    static final String REPORT = "checked_tools.json";

    /// Requests beyond all that training draws, and other ones than the card's.
    private static final long FIRST = 1L << 41;

    /// Written requests that are looked at for each that is carried out.
    private static final long LOOKED_AT = 20;

    /// Share of the requests that must be left when those are left out that are always refused.
    private static final double KEPT_MIN = 0.05;

    /// What a crash may cost.
    private static final Duration SAVED_EVERY = Duration.ofSeconds(2);

    private static final Duration TOLD_EVERY = Duration.ofSeconds(10);
    private static final long MINUTE_SECONDS = 60;
    private static final double NANOS = 1e9;

    /// Where a check ends at the latest.
    ///
    /// @param requests that are carried out
    /// @param minutes that it may take
    public record Limits(int requests, double minutes) {}

    /// Opens the server.
    @FunctionalInterface
    public interface Servers {
        /// {@return the server, as new}
        FreshServer open() throws EvaluationFailure, InterruptedException;
    }

    /// {@return whether there is nothing left to do; what ran fewer tools than may be run now is
    /// done again}
    public boolean isDone() throws IOException {
        Path report = folder.resolve(REPORT);
        return Files.exists(report)
                && (!anyTool
                        || JsonMapper.shared()
                                .readTree(Files.readString(report))
                                .path(CheckReport.WHOLE)
                                .asBoolean(false));
    }

    /// {@return what the server has done so far}
    public CheckedCalls recorded() throws IOException {
        return new CheckedCalls(List.copyOf(read(folder.resolve(CALLS)).values()));
    }

    /// {@return what the server did}
    ///
    /// @param written writes the requests
    /// @throws EvaluationFailure if the server cannot be used, or refuses all that is written
    public CheckedCalls run(LongFunction<ToolRequest> written)
            throws IOException, EvaluationFailure, InterruptedException {
        Path report = folder.resolve(REPORT);
        host.say("");
        if (isDone()) {
            host.say("requests were carried out on the server already: " + report);
            CheckedCalls checked = recorded();
            requireSome(checked, report);
            return checked;
        }
        Files.createDirectories(folder);
        try (FreshServer server = servers.open()) {
            Set<String> names =
                    server.tools().stream()
                            .map(ToolDeclaration::name)
                            .collect(Collectors.toUnmodifiableSet());
            Set<String> run = anyTool ? names : server.readOnly();
            if (!anyTool) {
                host.say(
                        "without a copy of the server's state (--reset) only tools that say they change nothing are run on it, %d of %d; calls of the others get invented results"
                                .formatted(run.size(), names.size()));
            }
            List<ToolRequest> sample = run.isEmpty() ? List.of() : sample(written, run);
            if (sample.isEmpty()) {
                return CheckedCalls.NONE;
            }
            CheckedCalls checked = new Work(server).all(sample, read(folder.resolve(CALLS)));
            TreeSet<String> notRun = new TreeSet<>(names);
            notRun.removeAll(checked.byTool().keySet());
            tell(new CheckReport(checked, anyTool, notRun), report);
            requireSome(checked, report);
            return checked;
        }
    }

    private void tell(CheckReport told, Path report) throws IOException {
        told.lines().forEach(host::say);
        Durable.replace(
                report,
                JsonMapper.shared().writerWithDefaultPrettyPrinter().writeValueAsString(told.json())
                        + "\n");
        host.say("more, with examples: " + report);
    }

    private static void requireSome(CheckedCalls checked, Path report) throws EvaluationFailure {
        int all = checked.requests().size();
        if (all - checked.leftOut() < KEPT_MIN * all) {
            throw new EvaluationFailure(
                    "the server refuses nearly all calls as malformed, so nothing can be learned: see "
                            + report);
        }
    }

    private static Map<String, CheckedRequest> read(Path calls) throws IOException {
        Map<String, CheckedRequest> read = new LinkedHashMap<>();
        if (Files.exists(calls)) {
            for (String line : Files.readAllLines(calls)) {
                try {
                    CheckedRequest checked = CheckedRequest.parse(line);
                    read.put(checked.request().id(), checked);
                } catch (IllegalArgumentException e) {
                    throw new IOException("%s: %s".formatted(calls, e.getMessage()), e);
                }
            }
        }
        return read;
    }

    private List<ToolRequest> sample(LongFunction<ToolRequest> written, Set<String> run) {
        Map<String, ToolRequest> sample = new LinkedHashMap<>();
        long lookedAt = LOOKED_AT * limits.requests();
        for (long i = 0; i < lookedAt && sample.size() < limits.requests(); i++) {
            ToolRequest request = written.apply(FIRST + i);
            if (request.kind().calls()
                    && request.expected().stream().allMatch(call -> run.contains(call.name()))) {
                sample.putIfAbsent(request.id(), request);
            }
        }
        return List.copyOf(sample.values());
    }

    /// The requests one by one.
    private final class Work {
        private final FreshServer server;
        private final Map<String, CheckedRequest> done = new LinkedHashMap<>();
        private final long began = System.nanoTime();
        private long saved = began;
        private long told = began;
        private int carriedOut;

        Work(FreshServer server) {
            this.server = server;
        }

        CheckedCalls all(List<ToolRequest> sample, Map<String, CheckedRequest> before)
                throws IOException, EvaluationFailure, InterruptedException {
            List<ToolRequest> left = new ArrayList<>();
            for (ToolRequest request : sample) {
                CheckedRequest known = before.get(request.id());
                if (known != null && same(known.request(), request)) {
                    done.put(request.id(), known);
                } else {
                    left.add(request);
                }
            }
            host.say(
                    "carrying out %,d written requests on the server, %.0f minutes at most"
                            .formatted(left.size(), Math.ceil(limits.minutes())));
            try {
                for (ToolRequest request : left) {
                    if (seconds() > MINUTE_SECONDS * limits.minutes()) {
                        host.say("the time for it is over");
                        break;
                    }
                    done.put(request.id(), carryOut(request));
                    carriedOut++;
                    saveAndTell(left.size());
                }
            } finally {
                save();
            }
            return new CheckedCalls(List.copyOf(done.values()));
        }

        private CheckedRequest carryOut(ToolRequest request)
                throws EvaluationFailure, InterruptedException {
            server.begin();
            List<CallOutcome> outcomes = new ArrayList<>();
            for (WantedCall call : request.expected()) {
                outcomes.add(server.carryOut(call.name(), call.arguments()));
            }
            return new CheckedRequest(request, outcomes);
        }

        private double seconds() {
            return (System.nanoTime() - began) / NANOS;
        }

        private void saveAndTell(int all) throws IOException {
            long now = System.nanoTime();
            if (now - saved > SAVED_EVERY.toNanos()) {
                save();
                saved = now;
            }
            if (now - told > TOLD_EVERY.toNanos()) {
                told = now;
                double ahead = seconds() / carriedOut * (all - carriedOut);
                double limit = MINUTE_SECONDS * limits.minutes() - seconds();
                long eta = Math.round(Math.max(0, Math.min(ahead, limit)));
                host.say(
                        "request %,d/%,d  %.2f s each  ETA %d:%02d"
                                .formatted(
                                        carriedOut,
                                        all,
                                        seconds() / carriedOut,
                                        eta / MINUTE_SECONDS,
                                        eta % MINUTE_SECONDS));
            }
        }

        private void save() throws IOException {
            Durable.replaceLines(
                    folder.resolve(CALLS), done.values().stream().map(CheckedRequest::line));
        }
    }

    /// Numbers may differ in their Java type.
    private static boolean same(ToolRequest one, ToolRequest other) {
        return ToolRequestFile.line(one).equals(ToolRequestFile.line(other));
    }
}
