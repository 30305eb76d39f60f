package dev.baltoro;

import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Assumptions;

/// Data that tests may use and that are no part of the project: a test is skipped where they are
/// absent, and the end of `./mvnw verify` says so.
public final class TestData {
    private TestData() {}

    /// {@return the file or folder `name` of the test data; the test is skipped if it is absent}
    ///
    /// @param name with slashes, such as `kimi-k2/tiktoken.model`
    public static Path require(String name) {
        Path path =
                Path.of(System.getProperty("baltoro.testdata", "../shared/testdata")).resolve(name);
        Assumptions.assumeTrue(
                Files.exists(path), () -> "needs " + path + " (-Dbaltoro.testdata=FOLDER)");
        return path;
    }
}
