package dev.baltoro;

import com.sun.jdi.Bootstrap;
import com.sun.jdi.ReferenceType;
import com.sun.jdi.VMDisconnectedException;
import com.sun.jdi.VirtualMachine;
import com.sun.jdi.connect.Connector;
import com.sun.jdi.connect.IllegalConnectorArgumentsException;
import com.sun.jdi.connect.ListeningConnector;
import com.sun.jdi.event.BreakpointEvent;
import com.sun.jdi.event.ClassPrepareEvent;
import com.sun.jdi.event.Event;
import com.sun.jdi.event.EventSet;
import com.sun.jdi.event.VMDisconnectEvent;
import com.sun.jdi.request.BreakpointRequest;
import com.sun.jdi.request.ClassPrepareRequest;
import com.sun.jdi.request.EventRequest;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;

/// Kills a process at a chosen moment, by the JDK's own debugger: the program under test has no
/// hook for it. Moments are counted from 1: renames of files and folders, from the call of a chosen
/// method on.
public final class Moments {
    /// What files and folders become visible by.
    private static final String RENAME = "move";

    private static final int CONNECT_MILLISECONDS_MAX = 60_000;

    private final VirtualMachine vm;
    private final Process process;
    private final String within;
    private final String method;
    private final List<BreakpointRequest> renames = new ArrayList<>();

    private Moments(VirtualMachine vm, Process process, Class<?> within, String method) {
        this.vm = vm;
        this.process = process;
        this.within = within.getName();
        this.method = method;
    }

    /// Runs `command` and kills it just before its rename number `moment` after it entered `method`
    /// of `within`.
    ///
    /// @param command as [ChildJvm#command] makes it
    /// @param log what the process prints
    /// @return whether it was killed; if not, it made fewer renames and ended well
    /// @throws AssertionError if the process failed by itself
    public static boolean kill(
            List<String> command, Class<?> within, String method, int moment, Path log)
            throws IOException, InterruptedException, IllegalConnectorArgumentsException {
        ListeningConnector connector =
                Bootstrap.virtualMachineManager().listeningConnectors().stream()
                        .filter(any -> any.transport().name().equals("dt_socket"))
                        .findFirst()
                        .orElseThrow();
        Map<String, Connector.Argument> arguments = connector.defaultArguments();
        Objects.requireNonNull(arguments.get("localAddress")).setValue("127.0.0.1");
        Objects.requireNonNull(arguments.get("timeout"))
                .setValue(Integer.toString(CONNECT_MILLISECONDS_MAX));
        List<String> words = new ArrayList<>(command);
        words.add(
                1,
                "-agentlib:jdwp=transport=dt_socket,server=n,suspend=y,address="
                        + connector.startListening(arguments));
        Process process =
                new ProcessBuilder(words)
                        .redirectErrorStream(true)
                        .redirectOutput(log.toFile())
                        .start();
        try {
            VirtualMachine vm = connector.accept(arguments);
            boolean killed = new Moments(vm, process, within, method).follow(moment);
            int code = process.waitFor();
            if (!killed && code != 0) {
                throw new AssertionError("exit code " + code + ": " + Files.readString(log));
            }
            return killed;
        } finally {
            process.destroyForcibly().waitFor();
            connector.stopListening(arguments);
        }
    }

    private boolean follow(int moment) throws InterruptedException {
        prepare(within);
        prepare(Files.class.getName());
        vm.resume();
        int seen = 0;
        try {
            while (true) {
                EventSet events = vm.eventQueue().remove();
                for (Event event : events) {
                    switch (event) {
                        case ClassPrepareEvent prepared -> stopIn(prepared.referenceType());
                        case BreakpointEvent stopped when renames.contains(stopped.request()) -> {
                            seen++;
                            if (seen == moment) {
                                process.destroyForcibly().waitFor();
                                return true;
                            }
                        }
                        case BreakpointEvent _ -> renames.forEach(EventRequest::enable);
                        case VMDisconnectEvent _ -> {
                            return false;
                        }
                        default -> {}
                    }
                }
                events.resume();
            }
        } catch (VMDisconnectedException e) {
            return false;
        }
    }

    /// Stops in a class's methods, now or as soon as it is loaded.
    private void prepare(String name) {
        List<ReferenceType> loaded = vm.classesByName(name);
        loaded.forEach(this::stopIn);
        if (loaded.isEmpty()) {
            ClassPrepareRequest request = vm.eventRequestManager().createClassPrepareRequest();
            request.addClassFilter(name);
            request.enable();
        }
    }

    private void stopIn(ReferenceType type) {
        boolean files = type.name().equals(Files.class.getName());
        type.methods().stream()
                .filter(its -> its.name().equals(files ? RENAME : method))
                .filter(its -> its.location() != null)
                .forEach(its -> {
                    BreakpointRequest stop =
                            vm.eventRequestManager().createBreakpointRequest(its.location());
                    if (files) {
                        renames.add(stop);
                    } else {
                        stop.enable();
                    }
                });
    }
}
