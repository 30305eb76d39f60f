package dev.baltoro.agent.sandbox;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/// The ways to lock a child in, the strongest first. Which of them a machine allows is tried, not
/// read from its settings.
enum Confinement {
    /// Namespaces made by root; the program then runs as nobody, in a user namespace of its own.
    ROOT("namespaces (made as root)"),
    /// Namespaces that any user may make, where the system lets them.
    USER("namespaces"),
    /// Limits alone: the program sees the network and what its user sees.
    LIMITS("limits alone");

    /// What the scripts use after the old root folder is gone.
    private static final List<String> INSIDE =
            List.of("sh", "mount", "umount", "unshare", "setpriv", "prlimit");

    private static final List<String> OUTSIDE = List.of("cp", "mkdir", "pivot_root");

    private final String words;

    Confinement(String words) {
        this.words = words;
    }

    /// {@return what it is, for people}
    String words() {
        return words;
    }

    /// {@return the tool that it lacks here, if it lacks one}
    Optional<String> lacks() {
        return this == LIMITS
                ? Stream.of("sh").filter(tool -> Tools.find(tool).isEmpty()).findFirst()
                : Stream.concat(INSIDE.stream(), OUTSIDE.stream())
                        .filter(tool -> Tools.find(tool).isEmpty())
                        .findFirst();
    }

    /// {@return the command that starts an interpreter locked in}
    ///
    /// @param program what a program may use
    /// @param root an empty folder to build the program's view in
    /// @param ending the file that says how it ended
    List<String> command(Interpreter interpreter, Limits program, Path root, Path ending) {
        Limits limits = interpreter.overhead().with(program);
        List<String> command = new ArrayList<>();
        if (this == LIMITS) {
            Tools.find("setpriv")
                    .ifPresent(tool ->
                            command.addAll(List.of(tool.toString(), "--pdeathsig", "KILL")));
            command.addAll(List.of("sh", "-c", Tools.text("limits.sh"), "limits"));
            command.add(ending.toString());
            command.add(Integer.toString(limits.cpuSeconds()));
            command.add(Long.toString(limits.memoryBytes() >> 10));
            command.add(Long.toString(limits.fileBytes() >> 10));
            command.add(Integer.toString(limits.openFiles()));
            command.addAll(interpreter.command());
            return command;
        }
        // If this process dies, so does the child, and with it all in its namespaces.
        command.addAll(List.of(tool("setpriv"), "--pdeathsig", "KILL", tool("unshare")));
        if (this == USER) {
            command.addAll(List.of("--user", "--map-root-user"));
        }
        command.addAll(List.of("--mount", "--pid", "--net", "--ipc", "--uts"));
        command.addAll(List.of("--fork", "--kill-child"));
        command.addAll(List.of("sh", "-c", Tools.text("confine.sh"), "confine"));
        command.addAll(List.of(this == ROOT ? "root" : "user", root.toString()));
        command.addAll(List.of(ending.toString(), Long.toString(limits.fileBytes())));
        INSIDE.forEach(name -> command.add(tool(name)));
        command.add("--");
        interpreter.reads().forEach(path -> command.add(path.toString()));
        command.add("--");
        if (this == ROOT) {
            command.addAll(List.of("/.tools/setpriv", "--reuid", "65534", "--regid", "65534"));
            command.addAll(List.of("--clear-groups", "/.tools/unshare", "-U", "-r"));
        }
        command.addAll(List.of("/.tools/sh", "-c", Tools.text("enter.sh"), "enter"));
        command.addAll(resourceLimits(limits));
        command.add("--");
        command.addAll(interpreter.command());
        return command;
    }

    private static List<String> resourceLimits(Limits limits) {
        List<String> arguments = new ArrayList<>();
        // The first asks a program to end, the second one ends it if it would not.
        arguments.add("--cpu=%d:%d".formatted(limits.cpuSeconds(), limits.cpuSeconds() + 1));
        arguments.add("--nproc=" + limits.processes());
        arguments.add("--fsize=" + limits.fileBytes());
        arguments.add("--nofile=" + limits.openFiles());
        arguments.add("--core=0");
        arguments.add("--as=" + limits.memoryBytes());
        return arguments;
    }

    private static String tool(String name) {
        return Tools.find(name).orElseThrow().toString();
    }
}
