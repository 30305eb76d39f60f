package dev.baltoro;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;
import static org.assertj.core.api.Assertions.assertThat;

import com.tngtech.archunit.core.domain.AccessTarget;
import com.tngtech.archunit.core.domain.AccessTarget.CodeUnitAccessTarget;
import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.domain.JavaPackage;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import com.tngtech.archunit.library.GeneralCodingRules;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Collectors;
import org.jspecify.annotations.NullMarked;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;

/// The map of the code, and the only place where it is written down as rules.
class ArchitectureTest {
    private static final String ROOT = "dev.baltoro";
    private static final JavaClasses CODE =
            new ClassFileImporter()
                    .withImportOption(new ImportOption.DoNotIncludeTests())
                    .importPackages(ROOT);

    /// Each part, with the parts it may use. A part may not use what is not named here.
    private static final Map<String, Set<String>> MAY_USE =
            Map.ofEntries(
                    Map.entry("io", Set.of()),
                    Map.entry("stats", Set.of()),
                    Map.entry("tensor", Set.of("io", "stats")),
                    Map.entry("text", Set.of("io")),
                    Map.entry("data", Set.of("io", "stats", "text")),
                    Map.entry("model", Set.of("io", "tensor", "text")),
                    Map.entry("train", Set.of("io", "stats", "data", "tensor", "text", "model")),
                    Map.entry("engine", Set.of("tensor", "text", "model")),
                    Map.entry("agent", Set.of("io", "stats", "text", "engine")),
                    Map.entry("synth", Set.of("io", "stats", "text", "data", "agent")),
                    Map.entry(
                            "rl",
                            Set.of(
                                    "io", "stats", "tensor", "text", "data", "model", "train",
                                    "engine", "agent")),
                    Map.entry(
                            "flow",
                            Set.of(
                                    "io", "stats", "tensor", "text", "data", "model", "train",
                                    "engine", "agent", "synth", "rl")),
                    Map.entry("langchain4j", Set.of("text", "engine")),
                    Map.entry("serve", Set.of("stats", "text", "model", "engine", "synth")),
                    Map.entry(
                            "cli",
                            Set.of(
                                    "io", "stats", "tensor", "text", "data", "model", "train",
                                    "engine", "agent", "synth", "rl", "serve", "flow")));

    /// Each library that only one room may touch.
    private static final Map<String, String> OWNED =
            Map.ofEntries(
                    Map.entry("picocli..", "cli"),
                    Map.entry("com.hubspot..", "text.template"),
                    Map.entry("org.bytedeco..", "tensor"),
                    Map.entry("jdk.incubator.vector..", "tensor.kernel"),
                    Map.entry("dev.hardwood..", "data"),
                    Map.entry("com.github.luben..", "data"),
                    Map.entry("net.sf.extjwnl..", "train.corpus"),
                    Map.entry("org.jline..", "cli"),
                    Map.entry("java.sql..", "synth.review"),
                    Map.entry("org.sqlite..", "synth.review"),
                    Map.entry("org.knowm.xchart..", "train.experiment"),
                    Map.entry("dev.langchain4j..", "langchain4j"),
                    Map.entry("ai.onnxruntime..", "agent.embedding"),
                    Map.entry("io.javalin..", "serve.http"),
                    Map.entry("io.micrometer..", "serve"),
                    Map.entry("jakarta.servlet..", "serve.http"),
                    Map.entry("org.eclipse.jetty..", "serve.http"));

    /// Each class outside `io` that writes, copies or moves files itself, and why a crash in the
    /// middle of it loses nothing.
    private static final Map<String, String> WRITERS =
            Map.ofEntries(
                    Map.entry("agent.journal.Journal", "appends; half a last line is dropped"),
                    Map.entry("agent.sandbox.Java", "an archive of classes in the pool's folder"),
                    Map.entry("agent.sandbox.Probe", "a secret that a probe may not find"),
                    Map.entry("agent.sandbox.child.JavaChild", "standard error"),
                    Map.entry("cli.terminal.StandardStreams", "standard output"),
                    Map.entry("data.read.Quarantine", "a stream in a folder that is staged"),
                    Map.entry("data.shard.ShardWriter", "a stream in a folder that is staged"),
                    Map.entry("flow.PublishedModel", "copies into a folder that is staged"),
                    Map.entry("train.run.CheckpointShelf", "renames whole, synced checkpoints"),
                    Map.entry("train.run.MetricsLog", "appends; half a last line is dropped"));

    /// How files are written without `io`.
    private static final Set<String> WRITING =
            Set.of(
                    "java.nio.file.Files.write",
                    "java.nio.file.Files.writeString",
                    "java.nio.file.Files.newBufferedWriter",
                    "java.nio.file.Files.newOutputStream",
                    "java.nio.file.Files.newByteChannel",
                    "java.nio.file.Files.copy",
                    "java.nio.file.Files.move",
                    "java.nio.file.StandardOpenOption.WRITE",
                    "java.nio.file.StandardOpenOption.APPEND",
                    "java.io.FileOutputStream.<init>",
                    "java.io.FileWriter.<init>",
                    "java.io.RandomAccessFile.<init>",
                    "java.util.logging.FileHandler.<init>");

    @TestFactory
    List<DynamicTest> partsUseOnlyWhatIsBelowThem() {
        return CODE.stream()
                .filter(type -> !part(type).isEmpty())
                .collect(Collectors.groupingBy(ArchitectureTest::part))
                .entrySet()
                .stream()
                .map(entry ->
                        DynamicTest.dynamicTest(
                                entry.getKey(),
                                () ->
                                        assertThat(usedParts(entry.getValue()))
                                                .isSubsetOf(MAY_USE.get(entry.getKey()))))
                .toList();
    }

    @Test
    void libraryStaysWithItsOwner() {
        OWNED.forEach((library, owner) ->
                noClasses()
                        .that()
                        .resideOutsideOfPackage(ROOT + "." + owner + "..")
                        .should()
                        .dependOnClassesThat()
                        .resideInAPackage(library)
                        .check(CODE));
    }

    /// What a user would miss after a crash goes through `io`, where a file is whole or absent.
    @Test
    void onlyNamedClassesWriteFilesThemselves() {
        Set<String> found =
                CODE.stream()
                        .filter(type -> !part(type).equals("io"))
                        .filter(ArchitectureTest::writesFiles)
                        .map(type -> type.getName().substring(ROOT.length() + 1))
                        .map(name -> name.replaceFirst("\\$.*", ""))
                        .collect(Collectors.toSet());
        assertThat(found).isEqualTo(WRITERS.keySet());
    }

    private static boolean writesFiles(JavaClass type) {
        return type.getAccessesFromSelf().stream()
                .anyMatch(access -> {
                    String target =
                            access.getTargetOwner().getName() + "." + access.getTarget().getName();
                    return WRITING.contains(target) || opensAFileByName(access.getTarget());
                });
    }

    /// Writers of the JDK and its images that are given a file, such as `new PrintStream(File)`.
    private static boolean opensAFileByName(AccessTarget target) {
        String owner = target.getOwner().getName();
        return target instanceof CodeUnitAccessTarget called
                && (called.getName().equals("<init>") || called.getName().startsWith("write"))
                && (owner.startsWith("java.io.Print")
                        || owner.equals("java.util.Formatter")
                        || owner.equals("javax.imageio.ImageIO")
                        || owner.startsWith("tools.jackson."))
                && called.getRawParameterTypes().stream()
                        .map(JavaClass::getName)
                        .anyMatch(Set.of("java.io.File", "java.nio.file.Path")::contains);
    }

    @Test
    void packagesAreFreeOfCycles() {
        slices().matching(ROOT + ".(**)").should().beFreeOfCycles().check(CODE);
    }

    @Test
    void packagesAreNullMarked() {
        assertThat(CODE.getPackage(ROOT).getSubpackagesInTree())
                .filteredOn(pkg -> !pkg.getClasses().isEmpty())
                .filteredOn(pkg -> !pkg.isAnnotatedWith(NullMarked.class))
                .extracting(JavaPackage::getName)
                .isEmpty();
    }

    @Test
    void onlyTheCommandLinePrints() {
        GeneralCodingRules.NO_CLASSES_SHOULD_ACCESS_STANDARD_STREAMS.check(
                CODE.that(
                        com.tngtech.archunit.base.DescribedPredicate.describe(
                                "outside cli", type -> !part(type).equals("cli"))));
    }

    /// A name says what a class is in the field; these words say nothing.
    @Test
    void classesAreNamedForWhatTheyAre() {
        noClasses()
                .should()
                .haveNameMatching(".*[a-z](Manager|Helpers?|Utils?|Impl|Base|Common)(\\$.*)?")
                .check(CODE);
    }

    /// A name means one thing, in whatever package it is read.
    @Test
    void simpleNameOccursOnce() {
        Map<String, List<String>> packages =
                CODE.stream()
                        .filter(JavaClass::isTopLevelClass)
                        .filter(type -> !type.getSimpleName().equals("package-info"))
                        .collect(
                                Collectors.groupingBy(
                                        JavaClass::getSimpleName,
                                        TreeMap::new,
                                        Collectors.mapping(
                                                JavaClass::getPackageName, Collectors.toList())));
        packages.values().removeIf(where -> where.size() == 1);
        assertThat(packages).as("names that occur in more than one package").isEmpty();
    }

    private static String part(JavaClass type) {
        String name = type.getPackageName();
        if (!name.startsWith(ROOT + ".")) {
            return "";
        }
        return name.substring(ROOT.length() + 1).split("\\.", 2)[0];
    }

    private static Set<String> usedParts(List<JavaClass> types) {
        return types.stream()
                .flatMap(type -> type.getDirectDependenciesFromSelf().stream())
                .map(dependency -> part(dependency.getTargetClass()))
                .filter(part -> !part.isEmpty() && !part.equals(part(types.getFirst())))
                .collect(Collectors.toSet());
    }
}
