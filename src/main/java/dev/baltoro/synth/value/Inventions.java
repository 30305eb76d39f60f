package dev.baltoro.synth.value;

/// Surroundings that nobody has.
public final class Inventions {
    private Inventions() {}

    /// {@return folders with files in them}
    public static Surroundings folders(Draws draw) {
        return InventedFolders.invent(draw);
    }

    /// {@return entities and relations between them}
    public static Surroundings entities(Draws draw) {
        return InventedEntities.invent(draw);
    }
}
