import java.io.File;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;

/// What ./baltoro does, for baltoro.cmd: finds a JDK, builds what changed, runs. Any Java from 17 on reads this file.
///
///     java tools/windows/Launcher.java ROOT WORD...
///
/// The JVM's line that the Vector API incubates is not filtered here: that takes a pipe in front of the terminal.
public final class Launcher {
    private static final int NEED = 25;
    private static final int WAIT_SECONDS_MAX = 900;

    /// Commands that compute nothing, and so start without the Vector API.
    private static final Set<String> PLAIN = Set.of("", "help", "tokenizer", "review");

    private final Path root;
    private final Path out;
    private final Path jdk;

    private Launcher(Path root, Path jdk) {
        this.root = root;
        this.out = root.resolve("target").resolve("run");
        this.jdk = jdk;
    }

    public static void main(String[] args) throws IOException, InterruptedException {
        Optional<Path> jdk = jdks().filter(home -> feature(home) >= NEED).findFirst();
        if (jdk.isEmpty()) {
            System.err.println(
                    "This project needs JDK "
                            + NEED
                            + " or newer and found none. Any of these installs one:");
            System.err.println("  winget install EclipseAdoptium.Temurin.25.JDK");
            System.err.println("  scoop install java/temurin25-jdk");
            System.err.println("Or set JAVA_HOME to the JDK you have.");
            System.exit(1);
        }
        Launcher launcher = new Launcher(Path.of(args[0]).toAbsolutePath().normalize(), jdk.get());
        launcher.buildIfStale();
        System.exit(launcher.run(List.of(args).subList(1, args.length)));
    }

    private static Stream<Path> jdks() {
        Map<String, String> env = System.getenv();
        List<Path> homes = new ArrayList<>();
        for (String name : List.of("JAVA_HOME", "JAVA25_HOME")) {
            Optional.ofNullable(env.get(name))
                    .filter(home -> !home.isBlank())
                    .ifPresent(home -> homes.add(Path.of(home)));
        }
        homes.add(Path.of(System.getProperty("java.home")));
        List<Path> shelves = new ArrayList<>();
        for (String name : List.of("ProgramFiles", "LOCALAPPDATA")) {
            if (env.get(name) != null) {
                for (String vendor :
                        List.of(
                                "Eclipse Adoptium",
                                "Java",
                                "Microsoft",
                                "Zulu",
                                "Amazon Corretto",
                                "Programs/Eclipse Adoptium")) {
                    shelves.add(Path.of(env.get(name), vendor));
                }
            }
        }
        shelves.add(Path.of(System.getProperty("user.home"), ".jdks"));
        shelves.add(Path.of("/usr/lib/jvm"));
        for (Path shelf : shelves) {
            if (Files.isDirectory(shelf)) {
                try (Stream<Path> inside = Files.list(shelf)) {
                    inside.sorted().forEach(homes::add);
                } catch (IOException e) {
                    throw new UncheckedIOException(e);
                }
            }
        }
        return homes.stream();
    }

    /// {@return the feature release of a JDK with a compiler, 0 for anything else}
    private static int feature(Path home) {
        Path release = home.resolve("release");
        if (!Files.isRegularFile(release)
                || !(Files.exists(home.resolve("bin/javac"))
                        || Files.exists(home.resolve("bin/javac.exe")))) {
            return 0;
        }
        try (Stream<String> lines = Files.lines(release)) {
            return lines.filter(line -> line.startsWith("JAVA_VERSION=\""))
                    .map(line -> line.substring(14).split("[^0-9]", 2)[0])
                    .filter(digits -> !digits.isEmpty())
                    .mapToInt(Integer::parseInt)
                    .findFirst()
                    .orElse(0);
        } catch (IOException e) {
            return 0; // a folder that cannot be read is no JDK for us
        }
    }

    private boolean stale() throws IOException {
        Path classpath = out.resolve("classpath");
        if (!Files.exists(classpath)) {
            return true;
        }
        FileTime built = Files.getLastModifiedTime(classpath);
        for (String source : List.of("src/main", "pom.xml", "recipes/quickstart.yaml")) {
            try (Stream<Path> files = Files.walk(root.resolve(source))) {
                for (Path file : (Iterable<Path>) files::iterator) {
                    if (Files.getLastModifiedTime(file).compareTo(built) > 0) {
                        return true;
                    }
                }
            }
        }
        return false;
    }

    private void buildIfStale() throws IOException, InterruptedException {
        if (!stale()) {
            return;
        }
        Files.createDirectories(out);
        Path lock = out.resolve("lock");
        for (int waited = 0; ; waited++) { // two first runs at once build once
            try {
                Files.createDirectory(lock);
                break;
            } catch (FileAlreadyExistsException e) {
                if (waited == 0) {
                    System.err.println(
                            "another build is running (if not: rmdir " + lock + "), waiting...");
                } else if (waited > WAIT_SECONDS_MAX) {
                    System.err.println("gave up waiting for " + lock);
                    System.exit(1);
                }
                Thread.sleep(1000);
            }
        }
        try {
            if (stale()) {
                build();
            }
        } finally {
            Files.delete(lock);
        }
    }

    private void build() throws IOException, InterruptedException {
        System.err.println(
                "building (a first build also downloads its libraries, about 250 MB)...");
        boolean windows = File.separatorChar == '\\';
        List<String> maven =
                new ArrayList<>(
                        windows
                                ? List.of("cmd", "/c", root.resolve("mvnw.cmd").toString())
                                : List.of(root.resolve("mvnw").toString()));
        maven.addAll(
                List.of(
                        "-q",
                        "-f",
                        root.resolve("pom.xml").toString(),
                        "-B",
                        "-ntp",
                        "-Dstyle.color=never",
                        "-Dquick",
                        "-Dmaven.test.skip=true",
                        "-Dbaltoro.target=" + out.resolve("build"),
                        "-Dmdep.outputFile=" + out.resolve("deps"),
                        "package",
                        "-DincludeScope=runtime",
                        "dependency:build-classpath"));
        ProcessBuilder building = new ProcessBuilder(maven).inheritIO();
        building.environment().put("JAVA_HOME", jdk.toString());
        int code = building.start().waitFor();
        if (code != 0) {
            System.exit(code);
        }
        Path jar;
        try (Stream<Path> files = Files.list(out.resolve("build"))) {
            jar =
                    files.filter(file -> file.getFileName().toString().matches("baltoro-.*\\.jar"))
                            .findFirst()
                            .orElseThrow();
        }
        String classpath = jar + File.pathSeparator + Files.readString(out.resolve("deps")).strip();
        Files.deleteIfExists(out.resolve("app.aot"));
        // One short run records what start-up loads (JEP 514), so that later starts are quick;
        // without it they are only slower.
        List<String> recording =
                java(
                        List.of("-XX:AOTCacheOutput=" + out.resolve("app.aot")),
                        classpath,
                        List.of("--help"));
        new ProcessBuilder(recording)
                .redirectErrorStream(true)
                .redirectOutput(out.resolve("aot.log").toFile())
                .start()
                .waitFor();
        Path fresh = Files.writeString(out.resolve("classpath.new"), classpath);
        Files.move(
                fresh, out.resolve("classpath"), java.nio.file.StandardCopyOption.REPLACE_EXISTING);
    }

    private List<String> java(List<String> flags, String classpath, List<String> words) {
        List<String> command =
                new ArrayList<>(List.of(jdk.resolve("bin").resolve("java").toString()));
        command.addAll(flags);
        command.add("@" + root.resolve("tools").resolve("jvm.args"));
        for (String flag :
                Optional.ofNullable(System.getenv("BALTORO_JVM_ARGS")).orElse("").split(" +")) {
            if (!flag.isEmpty()) {
                command.add(flag);
            }
        }
        command.addAll(List.of("-cp", classpath, "dev.baltoro.cli.Main"));
        command.addAll(words);
        return command;
    }

    /// {@return the program's exit code}
    private int run(List<String> words) throws IOException, InterruptedException {
        boolean help = words.contains("--help") || words.contains("-h");
        String command =
                words.stream().filter(word -> !word.startsWith("-")).findFirst().orElse("");
        Path aot = out.resolve("app.aot");
        List<String> flags;
        if (!help && !PLAIN.contains(command)) {
            flags =
                    List.of(
                            "--add-modules=jdk.incubator.vector",
                            "-Djdk.incubator.vector.VECTOR_ACCESS_OOB_CHECK=0");
        } else {
            flags = Files.exists(aot) ? List.of("-XX:AOTCache=" + aot) : List.of();
        }
        Process program =
                new ProcessBuilder(java(flags, Files.readString(out.resolve("classpath")), words))
                        .inheritIO()
                        .start();
        // Ctrl-C reaches both: this one stays until the program has saved.
        Runtime.getRuntime()
                .addShutdownHook(
                        new Thread(() -> {
                            try {
                                program.waitFor();
                            } catch (InterruptedException e) {
                                Thread.currentThread().interrupt();
                            }
                        }));
        return program.waitFor();
    }
}
