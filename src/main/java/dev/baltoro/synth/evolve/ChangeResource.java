package dev.baltoro.synth.evolve;

import dev.baltoro.synth.tool.Blueprint;
import java.util.List;
import java.util.Optional;

/// Children that do what their parents do, to other rows.
record ChangeResource(Naming naming) {
    /// @param others tools over another table, in the parent's style
    Optional<Offspring> of(Blueprint parent, List<Blueprint> others) {
        List<Blueprint> alike =
                others.stream().filter(other -> other.action() == parent.action()).toList();
        if (alike.isEmpty() || parent.table().noun().equals(alike.getFirst().table().noun())) {
            return Optional.empty();
        }
        Blueprint other = naming.one(alike);
        String what = other.detail().replace('_', ' ');
        String rest = other.words().size() > 2 ? what : "";
        return naming.child(
                other,
                naming.words(other, "", rest),
                "%s in place of %s".formatted(other.table().noun(), parent.table().noun()));
    }
}
