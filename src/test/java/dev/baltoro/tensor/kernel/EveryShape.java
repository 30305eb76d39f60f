package dev.baltoro.tensor.kernel;

import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/// Runs a test of a kernel beside its plain twin for each dtype with rows of whole vectors, which
/// are fused, and with others.
@Target(ElementType.METHOD)
@Retention(RetentionPolicy.RUNTIME)
@ParameterizedTest
@CsvSource({
    "F32, 1, 16",
    "F32, 7, 48",
    "F32, 3, 512",
    "F32, 5, 20",
    "F32, 2, 1",
    "BF16, 1, 16",
    "BF16, 7, 48",
    "BF16, 3, 512",
    "BF16, 5, 20"
})
@interface EveryShape {}
