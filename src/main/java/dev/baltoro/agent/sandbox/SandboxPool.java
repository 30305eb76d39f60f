package dev.baltoro.agent.sandbox;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Semaphore;

/// A sandbox of child processes. Each runs one program and dies; the next ones wait already, their
/// interpreters started, so that a program has only itself to wait for.
public final class SandboxPool implements Sandbox, AutoCloseable {
    private final Map<Language, WarmChildren> children = new EnumMap<>(Language.class);
    private final Map<Language, Isolation> isolations = new EnumMap<>(Language.class);
    private final Map<Language, String> missing = new EnumMap<>(Language.class);
    private final PoolFolder own;
    private final Path folder;
    private final PythonPlaces places;
    private final ExecutorService starter;
    private final Semaphore running;
    private final int atOnce;

    private SandboxPool(PoolFolder own, PythonPlaces places, int atOnce) {
        this.own = own;
        this.places = places;
        this.folder = own.path();
        this.atOnce = atOnce;
        this.running = new Semaphore(atOnce, true);
        this.starter =
                Executors.newSingleThreadExecutor(
                        Thread.ofPlatform().daemon().name("baltoro-sandbox").factory());
    }

    /// Opens one with the strongest confinement that this machine allows.
    ///
    /// @throws SandboxException if no wanted language can be run, or none without harm
    public static SandboxPool open(SandboxOptions options)
            throws SandboxException, IOException, InterruptedException {
        return open(options, PythonPlaces.ofThisUser());
    }

    static SandboxPool open(SandboxOptions options, PythonPlaces places)
            throws SandboxException, IOException, InterruptedException {
        SandboxPool pool = new SandboxPool(PoolFolder.open(), places, options.atOnce());
        try {
            for (var wanted : new TreeMap<>(options.limits()).entrySet()) {
                pool.add(wanted.getKey(), wanted.getValue(), options.allowOpen());
            }
            if (pool.children.isEmpty()) {
                throw new SandboxException(String.join("; ", pool.missing.values()));
            }
            return pool;
        } catch (SandboxException | IOException | InterruptedException | RuntimeException e) {
            pool.close();
            throw e;
        }
    }

    private void add(Language language, Limits limits, boolean allowOpen)
            throws IOException, InterruptedException {
        Optional<Interpreter> found;
        try {
            found = interpreter(language, limits);
        } catch (IOException e) {
            missing.put(language, language + " cannot be run: " + e.getMessage());
            return;
        }
        if (found.isEmpty()) {
            missing.put(language, language + " cannot be run: " + install(language));
            return;
        }
        List<String> refused = new ArrayList<>();
        for (Confinement confinement : Confinement.values()) {
            WarmChildren tried =
                    new WarmChildren(confinement, found.get(), limits, folder, starter, atOnce);
            String problem = add(language, tried, allowOpen);
            if (problem.isEmpty()) {
                return;
            }
            refused.add(confinement.words() + ": " + problem);
        }
        missing.put(language, language + " cannot be run here: " + String.join("; ", refused));
    }

    /// {@return why it will not do; empty if it does}
    private String add(Language language, WarmChildren tried, boolean allowOpen)
            throws IOException, InterruptedException {
        Optional<String> lacks = tried.confinement().lacks();
        if (lacks.isPresent()) {
            return lacks.get() + " is not installed";
        }
        Isolation isolation;
        try {
            isolation = new Probe(tried).isolation(folder, false);
        } catch (IOException e) {
            tried.close();
            return String.valueOf(e.getMessage());
        }
        if (!isolation.isClosed() && !allowOpen) {
            tried.close();
            return "does not keep programs from the network and from files";
        }
        children.put(language, tried);
        isolations.put(language, isolation);
        return "";
    }

    private Optional<Interpreter> interpreter(Language language, Limits limits) throws IOException {
        return switch (language) {
            case PYTHON -> places.find(limits);
            case JAVA -> Java.find(folder, limits);
        };
    }

    private static String install(Language language) {
        return switch (language) {
            case PYTHON -> PythonPlaces.INSTALL;
            case JAVA -> "start Baltoro with a JDK, not a JRE";
        };
    }

    @Override
    public Set<Language> languages() {
        return Set.copyOf(children.keySet());
    }

    /// {@return what was found to hold for a language when this was opened}
    public Optional<Isolation> isolation(Language language) {
        return Optional.ofNullable(isolations.get(language));
    }

    /// {@return why a language is not there; empty if it is}
    @Override
    public Optional<String> missing(Language language) {
        return children.containsKey(language)
                ? Optional.empty()
                : Optional.of(missing.getOrDefault(language, language + " was not asked for"));
    }

    /// Tries all protections of a language again, processor time too, which takes seconds.
    ///
    /// @throws IOException if the probe cannot be run
    public Optional<Isolation> probe(Language language) throws IOException, InterruptedException {
        WarmChildren of = children.get(language);
        return of == null ? Optional.empty() : Optional.of(new Probe(of).isolation(folder, true));
    }

    @Override
    public Outcome run(Program program) throws InterruptedException {
        WarmChildren of = children.get(program.language());
        if (of == null) {
            return new Outcome.Unavailable(missing(program.language()).orElse(""));
        }
        String refusal = program.refusal();
        if (!refusal.isEmpty()) {
            return new Outcome.Unavailable(refusal);
        }
        running.acquire();
        try {
            return of.run(program);
        } finally {
            running.release();
        }
    }

    /// Ends all children and deletes their folders. Programs that still run are ended too.
    @Override
    public void close() throws IOException {
        starter.close(); // with its thread, all children end, also those that run a program
        running.acquireUninterruptibly(atOnce);
        for (WarmChildren of : children.values()) {
            of.close();
        }
        own.close();
    }
}
