package dev.baltoro.rl.gym.standard;

import dev.baltoro.agent.sandbox.Sandbox;
import dev.baltoro.rl.gym.Gym;
import dev.baltoro.rl.gym.coding.CodingGym;
import dev.baltoro.rl.gym.faithfulness.Faithfulness;
import dev.baltoro.rl.gym.instructions.Instructions;
import dev.baltoro.rl.gym.logic.Cryptarithm;
import dev.baltoro.rl.gym.logic.Facts;
import dev.baltoro.rl.gym.logic.Morse;
import dev.baltoro.rl.gym.logic.Sudoku;
import dev.baltoro.rl.gym.logic.Tables;
import dev.baltoro.rl.gym.mathematics.Arithmetic;
import dev.baltoro.rl.gym.mathematics.Equations;
import dev.baltoro.rl.gym.mathematics.TwentyFour;
import dev.baltoro.rl.gym.reading.ReadingComprehension;
import dev.baltoro.rl.gym.safety.Safety;
import dev.baltoro.rl.gym.tools.CalendarGym;
import dev.baltoro.rl.gym.tools.FilesGym;
import dev.baltoro.rl.gym.tools.MemoryGym;
import dev.baltoro.rl.gym.tools.ShopGym;
import dev.baltoro.rl.gym.tools.UnitGym;
import dev.baltoro.rl.gym.writing.Writing;
import dev.baltoro.text.NearestName;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Stream;

/// Gyms by name. Immutable.
///
/// @param all sorted by name, which is unique
public record Gyms(List<Gym> all) {
    public Gyms {
        all = all.stream().sorted(Comparator.comparing(Gym::name)).toList();
        List<String> names = all.stream().map(Gym::name).toList();
        if (names.stream().distinct().count() < names.size()) {
            throw new IllegalArgumentException("two gyms share a name: " + names);
        }
    }

    /// {@return one's own and no others}
    public static Gyms of(Gym... gyms) {
        return new Gyms(List.of(gyms));
    }

    /// {@return those that come with Baltoro and run no programs; see [#standard(Sandbox)]}
    public static Gyms standard() {
        return new Gyms(
                List.of(
                        Arithmetic.gym(), //
                        CalendarGym.gym(),
                        Cryptarithm.gym(),
                        Equations.gym(),
                        Facts.gym(),
                        Faithfulness.gym(),
                        FilesGym.gym(),
                        Instructions.gym(),
                        MemoryGym.gym(),
                        Morse.gym(),
                        ReadingComprehension.gym(),
                        Safety.gym(),
                        ShopGym.gym(),
                        Sudoku.gym(),
                        Tables.gym(),
                        TwentyFour.gym(),
                        UnitGym.gym(),
                        Writing.gym()));
    }

    /// {@return those that come with Baltoro}
    ///
    /// @param sandbox where answers that are programs are run; there is a gym for each of its
    ///   languages
    public static Gyms standard(Sandbox sandbox) {
        return standard().with(CodingGym.all(sandbox).toArray(Gym[]::new));
    }

    /// {@return these and others, such as one's own}
    public Gyms with(Gym... more) {
        return new Gyms(Stream.concat(all.stream(), Stream.of(more)).toList());
    }

    /// {@return the gym of this name}
    ///
    /// @throws IllegalArgumentException if there is none, with the nearest name
    public Gym named(String name) {
        return all.stream()
                .filter(gym -> gym.name().equals(name))
                .findFirst()
                .orElseThrow(() ->
                        new IllegalArgumentException(
                                "there is no gym `%s`: %s"
                                        .formatted(name, NearestName.hint(name, names()))));
    }

    /// {@return their names, sorted}
    public List<String> names() {
        return all.stream().map(Gym::name).toList();
    }
}
