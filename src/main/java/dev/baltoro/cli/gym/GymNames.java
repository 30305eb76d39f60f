package dev.baltoro.cli.gym;

import dev.baltoro.agent.sandbox.Sandbox;
import dev.baltoro.agent.world.Split;
import dev.baltoro.rl.gym.Gym;
import dev.baltoro.rl.gym.standard.Gyms;
import dev.baltoro.text.NearestName;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.TypeConversionException;

/// Gyms and splits by the names that people write.
final class GymNames {
    private GymNames() {}

    /// {@return a split as it is written, such as `new-kind`}
    static String of(Split split) {
        return split.name().toLowerCase(Locale.ROOT).replace('_', '-');
    }

    /// {@return the gyms of these names, all of them if there are none}
    ///
    /// @param sandbox where answers that are programs are run
    /// @throws ParameterException for an unknown name
    static List<Gym> gyms(CommandSpec spec, List<String> names, Sandbox sandbox) {
        Gyms gyms = Gyms.standard(sandbox);
        return names.isEmpty()
                ? gyms.all()
                : names.stream().map(name -> gym(spec, name, sandbox)).distinct().toList();
    }

    /// {@return the gym of this name}
    ///
    /// @param sandbox where answers that are programs are run
    /// @throws ParameterException if there is none
    static Gym gym(CommandSpec spec, String name, Sandbox sandbox) {
        try {
            return Gyms.standard(sandbox).named(name);
        } catch (IllegalArgumentException e) {
            throw new ParameterException(spec.commandLine(), String.valueOf(e.getMessage()), e);
        }
    }

    /// Reads the name of a split.
    static final class SplitName implements ITypeConverter<Split> {
        @Override
        public Split convert(String written) {
            List<String> names = Arrays.stream(Split.values()).map(GymNames::of).toList();
            return Arrays.stream(Split.values())
                    .filter(split -> of(split).equals(written.replace('_', '-')))
                    .findFirst()
                    .orElseThrow(() ->
                            new TypeConversionException(
                                    "there is no split `%s`: %s"
                                            .formatted(written, NearestName.hint(written, names))));
        }
    }
}
