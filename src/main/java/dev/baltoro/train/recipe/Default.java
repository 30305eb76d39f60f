package dev.baltoro.train.recipe;

import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/// The value of a recipe's key that is not written, as YAML. A key without it is required, unless
/// its type is an optional or a record whose own keys all have one.
@Retention(RetentionPolicy.RUNTIME)
@Target(ElementType.RECORD_COMPONENT)
public @interface Default {
    /// {@return the value as YAML}
    String value();
}
