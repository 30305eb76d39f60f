package dev.baltoro.agent.score;

import java.util.List;

/// What became of one request.
///
/// @param right whether it was done as wanted: the one figure that counts
/// @param missing whether there is no prediction, which is wrong in every way
/// @param called whether any call was made
/// @param names whether the right tools were called, whatever the arguments
/// @param loose whether it would be right if further calls were forgiven
/// @param alternative whether it is right by another than the first right answer
/// @param asked whether the user was asked instead of a call
/// @param about whether what was asked for is what is missing
/// @param calls the calls that were compared, relative paths resolved
public record RequestVerdict(
        boolean right,
        boolean missing,
        boolean called,
        boolean names,
        boolean loose,
        boolean alternative,
        boolean asked,
        boolean about,
        List<MadeCall> calls) {
    /// There is no prediction.
    public static final RequestVerdict MISSING =
            new RequestVerdict(false, true, false, false, false, false, false, false, List.of());

    public RequestVerdict {
        calls = List.copyOf(calls);
    }
}
