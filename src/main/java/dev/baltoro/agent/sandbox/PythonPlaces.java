package dev.baltoro.agent.sandbox;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

/// Where an interpreter of Python is looked for: the system's `python3`, which is quick, and
/// GraalPy where there is none.
///
/// @param path folders in which a `python3` may be, in this order
/// @param graalPy where `tools/graalpy.sh` puts GraalPy
record PythonPlaces(List<Path> path, Path graalPy) {
    /// What to do where neither is there.
    static final String INSTALL =
            "install python3, or run tools/graalpy.sh (fetches GraalPy: 150 MB, slower)";

    /// {@return this process's path, and the user's data folder as the XDG base directories have
    /// it}
    static PythonPlaces ofThisUser() {
        String data =
                Optional.ofNullable(System.getenv("XDG_DATA_HOME"))
                        .filter(folder -> !folder.isEmpty())
                        .orElse(System.getProperty("user.home") + "/.local/share");
        return new PythonPlaces(Tools.path(), Path.of(data, "baltoro", "graalpy"));
    }

    /// {@return the interpreter, if there is one}
    ///
    /// @param limits of programs
    /// @throws IOException if GraalPy is there and cannot be started
    Optional<Interpreter> find(Limits limits) throws IOException {
        Optional<Interpreter> system = Python.find(path);
        return system.isPresent() ? system : GraalPy.find(graalPy, limits);
    }
}
