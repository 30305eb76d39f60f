package dev.baltoro.cli.gym;

import dev.baltoro.agent.sandbox.Sandbox;
import dev.baltoro.agent.world.Split;
import dev.baltoro.cli.terminal.Failure;
import dev.baltoro.rl.gym.Gym;
import dev.baltoro.rl.gym.standard.Gyms;
import dev.baltoro.text.NearestName;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
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

    /// {@return the gyms of these names; where none is named, all whose tasks can be done on this
    /// machine, and those left out are said on standard error}
    ///
    /// @param sandbox where answers that are programs are run
    /// @throws ParameterException for an unknown name
    /// @throws Failure if the tasks of a gym that was named cannot be done here
    static List<Gym> gyms(CommandSpec spec, List<String> names, Sandbox sandbox) {
        if (!names.isEmpty()) {
            return names.stream().map(name -> gym(spec, name, sandbox)).distinct().toList();
        }
        List<Gym> usable = new ArrayList<>();
        for (Gym gym : Gyms.standard(sandbox).all()) {
            Optional<String> missing = gym.missing();
            missing.ifPresent(why ->
                    spec.commandLine().getErr().printf("%s is left out: %s%n", gym.name(), why));
            if (missing.isEmpty()) {
                usable.add(gym);
            }
        }
        return usable;
    }

    /// {@return the gym of this name}
    ///
    /// @param sandbox where answers that are programs are run
    /// @throws ParameterException if there is none
    /// @throws Failure if its tasks cannot be done here
    static Gym gym(CommandSpec spec, String name, Sandbox sandbox) {
        Gym gym;
        try {
            gym = Gyms.standard(sandbox).named(name);
        } catch (IllegalArgumentException e) {
            throw new ParameterException(spec.commandLine(), String.valueOf(e.getMessage()), e);
        }
        Optional<String> missing = gym.missing();
        if (missing.isPresent()) {
            throw new Failure(
                    "the tasks of %s cannot be done here: %s".formatted(name, missing.get()));
        }
        return gym;
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
