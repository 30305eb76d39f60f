package dev.baltoro.engine.grammar.regex;

import java.util.Arrays;
import java.util.BitSet;
import java.util.function.IntPredicate;

/// A set of Unicode code points. Immutable.
///
/// @param members the code points
public record CodePoints(BitSet members) {
    private static final int END = Character.MAX_CODE_POINT + 1;

    public static final CodePoints NONE = of();
    public static final CodePoints ALL = range(0, Character.MAX_CODE_POINT);

    public static CodePoints of(int... codePoints) {
        BitSet members = new BitSet();
        Arrays.stream(codePoints).forEach(members::set);
        return new CodePoints(members);
    }

    /// {@return the code points from `first` to `last`, both included}
    public static CodePoints range(int first, int last) {
        BitSet members = new BitSet();
        members.set(first, last + 1);
        return new CodePoints(members);
    }

    /// {@return the code points of ranges such as `30-39 5F`, in hexadecimal digits}
    static CodePoints parse(String ranges) {
        BitSet members = new BitSet();
        for (String range : ranges.split(" ")) {
            String[] ends = range.split("-");
            int first = Integer.parseInt(ends[0], 16);
            members.set(first, Integer.parseInt(ends[ends.length - 1], 16) + 1);
        }
        return new CodePoints(members);
    }

    public static CodePoints where(IntPredicate holds) {
        BitSet members = new BitSet();
        for (int codePoint = 0; codePoint < END; codePoint++) {
            if (holds.test(codePoint)) {
                members.set(codePoint);
            }
        }
        return new CodePoints(members);
    }

    public boolean contains(int codePoint) {
        return members.get(codePoint);
    }

    public boolean isEmpty() {
        return members.isEmpty();
    }

    public CodePoints or(CodePoints other) {
        BitSet union = (BitSet) members.clone();
        union.or(other.members);
        return new CodePoints(union);
    }

    public CodePoints and(CodePoints other) {
        BitSet common = (BitSet) members.clone();
        common.and(other.members);
        return new CodePoints(common);
    }

    /// {@return these without those of another set}
    public CodePoints without(CodePoints other) {
        BitSet rest = (BitSet) members.clone();
        rest.andNot(other.members);
        return new CodePoints(rest);
    }

    public CodePoints not() {
        BitSet rest = (BitSet) members.clone();
        rest.flip(0, END);
        return new CodePoints(rest);
    }
}
