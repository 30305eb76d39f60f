package dev.baltoro.cli.tools;

import dev.baltoro.agent.catalog.SampleCalls.Which;
import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.TypeConversionException;

/// Which tools are called, as it is written on the command line.
final class CallName implements ITypeConverter<Which> {
    @Override
    public Which convert(String value) {
        return switch (value) {
            case "none" -> Which.NONE;
            case "read-only" -> Which.READ_ONLY;
            case "all" -> Which.ALL;
            default ->
                    throw new TypeConversionException(
                            "`%s` is not none, read-only or all".formatted(value));
        };
    }
}
