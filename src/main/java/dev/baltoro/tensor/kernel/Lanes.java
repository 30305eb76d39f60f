package dev.baltoro.tensor.kernel;

import dev.baltoro.tensor.DType;
import dev.baltoro.tensor.Tensor;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.nio.ByteOrder;
import jdk.incubator.vector.ByteVector;
import jdk.incubator.vector.FloatVector;
import jdk.incubator.vector.IntVector;
import jdk.incubator.vector.ShortVector;
import jdk.incubator.vector.VectorMask;
import jdk.incubator.vector.VectorOperators;
import jdk.incubator.vector.VectorShape;
import jdk.incubator.vector.VectorShuffle;
import jdk.incubator.vector.VectorSpecies;

/// Loads and stores vectors of floats from and to fp32 or bfloat16 memory, and has the functions
/// that the kernels share.
///
/// Addresses are absolute: one segment spans all memory, so that loops over different tensors
/// compile to the same code.
public final class Lanes {
    /// The widest vectors of floats that this machine has.
    public static final VectorSpecies<Float> FLOATS = FloatVector.SPECIES_PREFERRED;

    /// Floats in a vector.
    public static final int COUNT = FLOATS.length();

    /// All memory, so that an absolute address is an offset.
    public static final MemorySegment ALL = MemorySegment.NULL.reinterpret(Long.MAX_VALUE);

    private static final VectorSpecies<Integer> INTS =
            VectorSpecies.of(int.class, FLOATS.vectorShape());
    private static final VectorSpecies<Short> SHORTS =
            VectorSpecies.of(short.class, VectorShape.forBitSize(FLOATS.vectorBitSize() / 2));

    /// A quarter of a vector's bits, but no shape has fewer than 64.
    private static final VectorSpecies<Byte> BYTES =
            VectorSpecies.of(
                    byte.class, VectorShape.forBitSize(Math.max(64, FLOATS.vectorBitSize() / 4)));

    private static final ByteOrder ORDER = ByteOrder.LITTLE_ENDIAN;
    private static final ValueLayout.OfFloat FLOAT = ValueLayout.JAVA_FLOAT_UNALIGNED;
    private static final ValueLayout.OfShort SHORT = ValueLayout.JAVA_SHORT_UNALIGNED;

    private static final int NAN_BF16 = 0x7fc0;
    private static final float LOG2_E = 1.44269504f;
    private static final float LN2_HIGH = 0.693359375f;
    private static final float LN2_LOW = -2.12194440e-4f;
    private static final float ROUNDER = 12582912f;
    private static final float EXP_MIN = -87.3f;
    private static final float EXP_MAX = 88.3f;

    private static final VectorShuffle<Float> BY_8 = VectorShuffle.iota(FLOATS, 8, 1, true);
    private static final VectorShuffle<Float> BY_4 = VectorShuffle.iota(FLOATS, 4, 1, true);
    private static final VectorShuffle<Float> BY_2 = VectorShuffle.iota(FLOATS, 2, 1, true);
    private static final VectorShuffle<Float> BY_1 = VectorShuffle.iota(FLOATS, 1, 1, true);

    private Lanes() {}

    static boolean bf16(Tensor tensor) {
        return tensor.dtype() == DType.BF16;
    }

    /// {@return consecutive elements of fp32 or bfloat16 memory from element `index`}
    static FloatVector load(long address, long index, boolean bf16) {
        return bf16 ? loadHalves(address, index) : loadFloats(address, index);
    }

    /// {@return consecutive elements of fp32 memory from element `index`}
    ///
    /// Loops over a single dtype use this or [#loadHalves] instead of [#load]: the compiler does
    /// not inline calls in a branch that other loops seldom take, even if the condition is
    /// constant.
    public static FloatVector loadFloats(long address, long index) {
        return FloatVector.fromMemorySegment(FLOATS, ALL, address + 4 * index, ORDER);
    }

    /// {@return those of consecutive elements of fp32 memory from element `index` that `mask` has,
    /// 0 for the others, which are not read}
    public static FloatVector loadFloats(long address, long index, VectorMask<Float> mask) {
        return FloatVector.fromMemorySegment(FLOATS, ALL, address + 4 * index, ORDER, mask);
    }

    /// {@return consecutive elements of bfloat16 memory from element `index`}
    public static FloatVector loadHalves(long address, long index) {
        return widen(ShortVector.fromMemorySegment(SHORTS, ALL, address + 2 * index, ORDER));
    }

    static FloatVector load(long address, long index, boolean bf16, VectorMask<Float> mask) {
        if (bf16) {
            return widen(
                    ShortVector.fromMemorySegment(
                            SHORTS, ALL, address + 2 * index, ORDER, mask.cast(SHORTS)));
        }
        return loadFloats(address, index, mask);
    }

    /// {@return the bits of `2 · COUNT` consecutive bfloat16 values, two in a lane}
    public static IntVector loadPairs(long address) {
        return IntVector.fromMemorySegment(INTS, ALL, address, ORDER);
    }

    /// {@return the first values of each pair: those with even indexes}
    public static FloatVector even(IntVector pairs) {
        return pairs.lanewise(VectorOperators.LSHL, 16).reinterpretAsFloats();
    }

    /// {@return the second values of each pair: those with odd indexes}
    public static FloatVector odd(IntVector pairs) {
        return pairs.and(0xffff0000).reinterpretAsFloats();
    }

    /// {@return consecutive signed bytes as floats}
    ///
    /// Reads eight bytes even where vectors have only four floats.
    public static FloatVector loadBytes(long address) {
        return (FloatVector)
                ByteVector.fromMemorySegment(BYTES, ALL, address, ORDER)
                        .convertShape(VectorOperators.B2F, FLOATS, 0);
    }

    /// Writes consecutive elements of fp32 or bfloat16 memory from element `index`.
    static void store(FloatVector values, long address, long index, boolean bf16) {
        if (bf16) {
            narrow(values).intoMemorySegment(ALL, address + 2 * index, ORDER);
        } else {
            storeFloats(values, address, index);
        }
    }

    /// Writes consecutive elements of fp32 memory from element `index`.
    public static void storeFloats(FloatVector values, long address, long index) {
        values.intoMemorySegment(ALL, address + 4 * index, ORDER);
    }

    static void store(
            FloatVector values, long address, long index, boolean bf16, VectorMask<Float> mask) {
        if (bf16) {
            narrow(values).intoMemorySegment(ALL, address + 2 * index, ORDER, mask.cast(SHORTS));
        } else {
            values.intoMemorySegment(ALL, address + 4 * index, ORDER, mask);
        }
    }

    /// {@return element `index` of fp32 memory}
    public static float get(long address, long index) {
        return ALL.get(FLOAT, address + 4 * index);
    }

    /// {@return element `index` of bfloat16 memory}
    public static float getHalf(long address, long index) {
        return Float.intBitsToFloat(ALL.get(SHORT, address + 2 * index) << 16);
    }

    /// {@return element `index` of memory of signed bytes}
    public static byte getByte(long address, long index) {
        return ALL.get(ValueLayout.JAVA_BYTE, address + index);
    }

    /// Sets element `index` of fp32 memory.
    public static void set(long address, long index, float value) {
        ALL.set(FLOAT, address + 4 * index, value);
    }

    /// Sets element `index` of bfloat16 memory, rounded as [#store] rounds.
    static void setHalf(long address, long index, float value) {
        int bits = Float.floatToIntBits(value); // one NaN only: others could round to zero
        short half = (short) ((bits + 0x7fff + ((bits >>> 16) & 1)) >>> 16);
        ALL.set(SHORT, address + 2 * index, half);
    }

    private static FloatVector widen(ShortVector bits) {
        return ((IntVector) bits.convertShape(VectorOperators.ZERO_EXTEND_S2I, INTS, 0))
                .lanewise(VectorOperators.LSHL, 16)
                .reinterpretAsFloats();
    }

    /// Rounds to the nearest bfloat16, ties to even, as libtorch does. NaN needs a case of its own:
    /// rounding one whose bits are all set would carry it over to zero.
    private static ShortVector narrow(FloatVector values) {
        IntVector bits = values.reinterpretAsInts();
        IntVector odd = bits.lanewise(VectorOperators.LSHR, 16).and(1);
        IntVector rounded = bits.add(odd).add(0x7fff).lanewise(VectorOperators.LSHR, 16);
        VectorMask<Integer> nan = values.test(VectorOperators.IS_NAN).cast(INTS);
        return (ShortVector)
                rounded.blend(NAN_BF16, nan).convertShape(VectorOperators.I2S, SHORTS, 0);
    }

    /// e to each lane within 2 ulp: 2^n times a polynomial on [-ln 2 / 2, ln 2 / 2] (Cephes'
    /// coefficients).
    public static FloatVector exp(FloatVector x) {
        // Compare and blend: the API's min and max order signed zeros too, which takes several
        // instructions.
        FloatVector below = x.blend(EXP_MIN, x.compare(VectorOperators.LT, EXP_MIN));
        FloatVector bounded = below.blend(EXP_MAX, x.compare(VectorOperators.GT, EXP_MAX));
        // Adding 1.5·2^23 rounds to the nearest integer n and leaves n in the low bits.
        FloatVector shifted = bounded.fma(broadcast(LOG2_E), broadcast(ROUNDER));
        FloatVector n = shifted.sub(ROUNDER);
        FloatVector r = n.fma(broadcast(-LN2_HIGH), bounded);
        r = n.fma(broadcast(-LN2_LOW), r);
        FloatVector p = r.fma(broadcast(1.9875691500e-4f), broadcast(1.3981999507e-3f));
        p = p.fma(r, broadcast(8.3334519073e-3f));
        p = p.fma(r, broadcast(4.1665795894e-2f));
        p = p.fma(r, broadcast(1.6666665459e-1f));
        p = p.fma(r, broadcast(5.0000001201e-1f));
        p = p.fma(r.mul(r), r).add(1f);
        IntVector exponent = shifted.reinterpretAsInts().lanewise(VectorOperators.LSHL, 23);
        FloatVector result = p.reinterpretAsInts().add(exponent).reinterpretAsFloats();
        // The low bits of a NaN are not n and could make it finite; x − x brings it back, and is 0
        // for all others.
        return result.add(bounded.sub(bounded));
    }

    /// {@return the sum of the lanes, always in the same order}
    ///
    /// `reduceLanes` leaves the order open: interpreted and compiled code differ in the last bit,
    /// so a run's result would depend on when the method was compiled.
    public static float sum(FloatVector v) {
        if (COUNT > 16) {
            float sum = 0;
            for (float lane : v.toArray()) {
                sum += lane;
            }
            return sum;
        }
        FloatVector by8 = COUNT == 16 ? v.add(v.rearrange(BY_8)) : v;
        FloatVector by4 = COUNT >= 8 ? by8.add(by8.rearrange(BY_4)) : by8;
        FloatVector by2 = by4.add(by4.rearrange(BY_2));
        return by2.add(by2.rearrange(BY_1)).lane(0);
    }

    /// {@return 1/(1 + e^-x) of each lane}
    public static FloatVector sigmoid(FloatVector x) {
        // Not x.neg(): the compiler may not inline it, and a call costs more than all the rest.
        return broadcast(1f).div(exp(x.mul(-1f)).add(1f));
    }

    /// {@return a mask of the lanes from `first`}
    public static VectorMask<Float> from(int first) {
        return FLOATS.indexInRange(-first, COUNT);
    }

    /// {@return `value` in every lane}
    public static FloatVector broadcast(float value) {
        return FloatVector.broadcast(FLOATS, value);
    }
}
