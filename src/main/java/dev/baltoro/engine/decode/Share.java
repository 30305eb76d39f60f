package dev.baltoro.engine.decode;

/// One member's part of work that can be cut anywhere.
///
/// @param from first item
/// @param to behind the last item
record Share(int from, int to) {
    /// {@return the part of member `member` of `members` when `items` are dealt in runs of `grain`}
    static Share of(int items, int grain, int member, int members) {
        int grains = Math.ceilDiv(items, grain);
        int from = Math.min(items, (int) ((long) grains * member / members) * grain);
        int to = Math.min(items, (int) ((long) grains * (member + 1) / members) * grain);
        return new Share(from, to);
    }

    int length() {
        return to - from;
    }
}
