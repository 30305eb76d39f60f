package dev.baltoro.rl.loop;

import dev.baltoro.train.run.Checkpoint;
import java.io.IOException;
import java.util.function.Predicate;
import java.util.stream.LongStream;
import java.util.stream.Stream;

/// Which outcomes of the journal a run that goes on from a checkpoint, or from a later one, may ask
/// for again: those of groups that were not learned from by then, and of later measurements.
///
/// @param oldestGroup the oldest group that was under way or not learned from yet
/// @param iteration iterations done
record StillAsked(long oldestGroup, long iteration) implements Predicate<String> {
    /// What keys of training's rollouts begin with.
    static final String ROLLOUT = "rollout/";

    /// What keys of a judge's scores begin with; a task's index is its group's number.
    static final String SCORES = "scores/";

    /// What keys of measurements on held-out tasks begin with, before the iteration.
    static final String HELD_OUT = "held out ";

    /// {@return what goes on from this checkpoint asks for}
    static StillAsked after(Checkpoint checkpoint) throws IOException {
        LoopState state = LoopState.read(checkpoint.folder());
        WaitingGroups waiting = WaitingGroups.read(checkpoint.folder());
        long oldest =
                LongStream.concat(
                                LongStream.of(state.groupsBegun()),
                                Stream.concat(waiting.underWay().stream(), waiting.over().stream())
                                        .mapToLong(WaitingGroups.Waiting::number))
                        .min()
                        .orElseThrow();
        return new StillAsked(oldest, state.iteration());
    }

    @Override
    public boolean test(String key) {
        if (key.startsWith(ROLLOUT)) {
            return number(key, ROLLOUT.length()) >= oldestGroup;
        }
        if (key.startsWith(SCORES)) {
            return number(key, key.lastIndexOf('/') + 1) >= oldestGroup;
        }
        // Base rates are measured before the first checkpoint alone; what a judge answered is by
        // now
        // in the scores of its group.
        return key.startsWith(HELD_OUT) && number(key, HELD_OUT.length()) > iteration;
    }

    /// {@return the number that begins at this place}
    private static long number(String key, int from) {
        int to = from;
        while (to < key.length() && Character.isDigit(key.charAt(to))) {
            to++;
        }
        return Long.parseLong(key, from, to, 10);
    }
}
