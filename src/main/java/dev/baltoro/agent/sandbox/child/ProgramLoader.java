package dev.baltoro.agent.sandbox.child;

import java.lang.reflect.Method;
import java.util.Map;
import java.util.Optional;

/// Loads a program's classes from memory; all else is the JDK's.
final class ProgramLoader extends ClassLoader {
    private final Map<String, byte[]> classes;

    ProgramLoader(Map<String, byte[]> classes) {
        super(ClassLoader.getPlatformClassLoader());
        this.classes = classes;
    }

    /// {@return the first `main` in the order of the source: one with arguments, or else without}
    Optional<Method> main() throws ClassNotFoundException {
        Method without = null;
        for (String name : classes.keySet()) {
            for (Method method : loadClass(name).getDeclaredMethods()) {
                if (!method.getName().equals("main")) {
                    continue;
                }
                Class<?>[] takes = method.getParameterTypes();
                if (takes.length == 1 && takes[0] == String[].class) {
                    return Optional.of(method);
                }
                if (takes.length == 0 && without == null) {
                    without = method;
                }
            }
        }
        return Optional.ofNullable(without);
    }

    @Override
    protected Class<?> findClass(String name) throws ClassNotFoundException {
        byte[] bytes = classes.get(name);
        if (bytes == null) {
            throw new ClassNotFoundException(name);
        }
        return defineClass(name, bytes, 0, bytes.length);
    }
}
