package dev.baltoro.tensor;

/// The cores that one of several parts of a program may compute with: as many threads as it has
/// taken, and no more. For one thread at a time.
///
/// What is computed must not depend on how many there are: that is a matter of timing.
public interface CoreShare {
    /// Where nothing else needs cores: all that are asked for, at once.
    CoreShare ALL =
            new CoreShare() {
                @Override
                public int take(int wanted) {
                    return wanted;
                }

                @Override
                public void giveBack() {}
            };

    /// Takes up to `wanted` cores in the place of those that it had, and waits until there is one.
    ///
    /// @return how many it has from now on: 1 to `wanted`
    int take(int wanted);

    /// Gives back what it had: nothing is computed until the next [#take].
    void giveBack();
}
