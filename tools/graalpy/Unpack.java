import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.graalvm.polyglot.Context;
import org.graalvm.polyglot.Engine;
import org.graalvm.polyglot.io.IOAccess;

/// Unpacks GraalPy's standard library and compiles the modules that programs import most, so that no sandbox has to.
///
///     java -cp 'JARS/*' tools/graalpy/Unpack.java FOLDER
public final class Unpack {
    private static final String IMPORTS =
            """
            import abc, argparse, array, bisect, calendar, cmath, collections.abc, contextlib, copy, csv, dataclasses, datetime
            import decimal, enum, fractions, functools, hashlib, heapq, io, itertools, json, logging, math, numbers, operator
            import os, pathlib, queue, random, re, socket, statistics, string, struct, subprocess, tempfile, textwrap
            import threading, time, traceback, types, typing, unicodedata, unittest, uuid, warnings, zlib
            """;

    private Unpack() {}

    public static void main(String[] arguments) throws IOException {
        Path folder = Path.of(arguments[0]);
        Path resources = folder.resolveSibling("resources");
        Engine.copyResources(resources, "python");
        Files.move(resources.resolve("python").resolve("python-home"), folder);
        try (Context context =
                Context.newBuilder("python")
                        .allowExperimentalOptions(true)
                        .allowIO(IOAccess.ALL)
                        .option("engine.WarnInterpreterOnly", "false")
                        .option("python.PosixModuleBackend", "java")
                        .option("python.PythonHome", folder.toString())
                        .option("python.DontWriteBytecodeFlag", "false")
                        .build()) {
            context.eval("python", IMPORTS);
        }
    }
}
