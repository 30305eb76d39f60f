package dev.baltoro.tensor.kernel.decode;

import dev.baltoro.tensor.DType;
import dev.baltoro.tensor.Device;
import dev.baltoro.tensor.Scope;
import dev.baltoro.tensor.Tensor;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;

/// A weight matrix [rows, columns] as the decode kernels read it: absolute addresses and a format.
///
/// It keeps the memory that it lies on until it is closed. Parts of it ([#rows]) keep nothing and
/// end with it.
public final class Matrix implements AutoCloseable {
    /// Columns that share a scale in [Format#INT8]; a multiple of every vector's length.
    public static final int SCALE_COLUMNS = 64;

    static final int SCALE_SHIFT = Integer.numberOfTrailingZeros(SCALE_COLUMNS);

    /// What a vector load may read past the last byte.
    private static final int PADDING = 64;

    private static final int INT8_MAX = 127;
    private static final ValueLayout.OfFloat FLOAT = ValueLayout.JAVA_FLOAT_UNALIGNED;
    private static final ValueLayout.OfShort SHORT = ValueLayout.JAVA_SHORT_UNALIGNED;
    private static final MemorySegment ALL = MemorySegment.NULL.reinterpret(Long.MAX_VALUE);

    final long address;
    final long scales;
    final long rowBytes;
    final int scalesPerRow;
    private final Format format;
    private final int rows;
    private final int columns;
    private final List<Tensor> memory;

    private Matrix(
            Format format, long address, long scales, int rows, int columns, List<Tensor> memory) {
        this.format = format;
        this.address = address;
        this.scales = scales;
        this.rows = rows;
        this.columns = columns;
        this.memory = memory;
        this.rowBytes = (long) columns * bytes(format);
        this.scalesPerRow = scalesPerRow(columns);
    }

    /// {@return a matrix with the elements of `weight` [.., columns] in `format`}
    ///
    /// Without a copy where the tensor has that format already and is contiguous; all dimensions
    /// but the last one count as rows.
    ///
    /// @throws IllegalArgumentException unless the tensor is F32 or BF16, on the CPU, and has at
    ///   least two dimensions and one element
    public static Matrix of(Tensor weight, Format format) {
        Format.of(weight.dtype());
        if (weight.device() != Device.CPU || weight.dimensions() < 2 || weight.elements() == 0) {
            throw new IllegalArgumentException(
                    "a weight matrix needs a CPU tensor of two or more dimensions, got %s %s"
                            .formatted(weight.device(), Arrays.toString(weight.shape())));
        }
        int columns = Math.toIntExact(weight.size(-1));
        int rows = Math.toIntExact(weight.elements() / columns);
        return switch (format) {
            case F32 -> over(weight, DType.F32, format, rows, columns);
            case BF16 -> over(weight, DType.BF16, format, rows, columns);
            case INT8 -> quantized(weight, rows, columns);
        };
    }

    private static Matrix over(Tensor weight, DType dtype, Format format, int rows, int columns) {
        Tensor kept;
        try (Scope scope = Scope.open()) {
            kept = weight.to(dtype).contiguous().retain();
        }
        return new Matrix(format, kept.address(), 0, rows, columns, List.of(kept));
    }

    private static Matrix quantized(Tensor weight, int rows, int columns) {
        Matrix result = empty(Format.INT8, rows, columns);
        result.set(0, weight);
        return result;
    }

    /// {@return a matrix of any numbers, to be filled by [#set]}
    ///
    /// @throws IllegalArgumentException unless it has an element
    public static Matrix empty(Format format, int rows, int columns) {
        if (rows < 1 || columns < 1) {
            throw new IllegalArgumentException(
                    "a weight matrix needs an element, got [%d, %d]".formatted(rows, columns));
        }
        List<Tensor> memory =
                switch (format) {
                    case F32 -> List.of(allocate(DType.F32, rows, columns));
                    case BF16 -> List.of(allocate(DType.BF16, rows, columns));
                    case INT8 ->
                            List.of(
                                    allocate(DType.U8, (long) rows * columns + PADDING),
                                    allocate(
                                            DType.F32,
                                            (long) rows * scalesPerRow(columns) + PADDING));
                };
        return new Matrix(
                format,
                memory.getFirst().address(),
                format == Format.INT8 ? memory.getLast().address() : 0,
                rows,
                columns,
                memory);
    }

    private static Tensor allocate(DType dtype, long... shape) {
        return Tensor.empty(dtype, Device.CPU, shape).keep();
    }

    /// Sets the rows from `row` on to those of `values` [.., columns], F32 or BF16, rounded to this
    /// matrix's format.
    ///
    /// Only for a matrix that [#empty] made: others may lie over a file.
    ///
    /// @throws IndexOutOfBoundsException if this matrix has no such rows
    public void set(int row, Tensor values) {
        try (Scope scope = Scope.open();
                Matrix source = of(values, Format.of(values.dtype()))) {
            Objects.checkFromIndexSize(row, source.rows, rows);
            if (source.columns != columns) {
                throw new IllegalArgumentException(
                        "rows of %d columns do not fit a matrix of %d"
                                .formatted(source.columns, columns));
            }
            if (format == Format.INT8) {
                quantize(row, source);
            } else {
                memory.getFirst()
                        .narrow(0, row, source.rows)
                        .copy_(values.view(source.rows, columns));
            }
        }
    }

    private void quantize(int start, Matrix source) {
        float[] values = new float[columns];
        for (int r = 0; r < source.rows; r++) {
            source.row(r, values, 0);
            quantizeRow(start + r, values);
        }
    }

    private void quantizeRow(int row, float[] values) {
        for (int block = 0; block < scalesPerRow; block++) {
            int from = block * SCALE_COLUMNS;
            int to = Math.min(columns, from + SCALE_COLUMNS);
            float largest = 0;
            for (int i = from; i < to; i++) {
                largest = Math.max(largest, Math.abs(values[i]));
            }
            float scale = largest / INT8_MAX;
            ALL.set(FLOAT, scale(row) + 4 * block, scale);
            for (int i = from; i < to; i++) {
                // A scale that is zero, or so small that it lost bits, must not give 128 or NaN.
                int rounded = scale > 0 ? Math.round(values[i] / scale) : 0;
                int clamped = Math.clamp(rounded, -INT8_MAX, INT8_MAX);
                ALL.set(ValueLayout.JAVA_BYTE, address + row * rowBytes + i, (byte) clamped);
            }
        }
    }

    static int scalesPerRow(int columns) {
        return (columns + SCALE_COLUMNS - 1) / SCALE_COLUMNS;
    }

    /// {@return rows `from` to `from + count`, valid until this matrix is closed}
    ///
    /// @throws IndexOutOfBoundsException if this matrix has no such rows
    public Matrix rows(int from, int count) {
        Objects.checkFromIndexSize(from, count, rows);
        return new Matrix(
                format, address + from * rowBytes, scale(from), count, columns, List.of());
    }

    /// {@return a second handle on the same memory, to be closed on its own}
    public Matrix retain() {
        return new Matrix(
                format,
                address,
                scales,
                rows,
                columns,
                memory.stream().map(Tensor::retain).toList());
    }

    /// {@return rows `from` to `from + count` in fp32, [count, columns]}: a copy, unless they are
    /// fp32 already
    ///
    /// @throws IndexOutOfBoundsException if this matrix has no such rows
    public Tensor widened(int from, int count) {
        Objects.checkFromIndexSize(from, count, rows);
        if (format != Format.INT8) {
            return memory.getFirst().view(rows, columns).narrow(0, from, count).to(DType.F32);
        }
        Tensor result = Tensor.empty(DType.F32, Device.CPU, count, columns);
        MemorySegment target = result.memory();
        for (int r = 0; r < count; r++) {
            for (int block = 0; block < scalesPerRow; block++) {
                widenBlock(from + r, block, target, 4L * r * columns);
            }
        }
        return result;
    }

    private void widenBlock(int row, int block, MemorySegment target, long rowStart) {
        int to = Math.min(columns, (block + 1) * SCALE_COLUMNS);
        float scale = ALL.get(FLOAT, scale(row) + 4L * block);
        long source = address + row * rowBytes;
        for (int i = block * SCALE_COLUMNS; i < to; i++) {
            byte value = ALL.get(ValueLayout.JAVA_BYTE, source + i);
            target.set(FLOAT, rowStart + 4L * i, value * scale);
        }
    }

    /// {@return how the elements lie in memory}
    public Format format() {
        return format;
    }

    /// {@return the number of rows}
    public int rows() {
        return rows;
    }

    /// {@return the number of columns}
    public int columns() {
        return columns;
    }

    /// {@return bytes that a product with this matrix reads}
    public long bytes() {
        return rows * (rowBytes + (format == Format.INT8 ? 4L * scalesPerRow : 0));
    }

    /// {@return one element, as the kernels see it}
    public float get(int row, int column) {
        long start = address + row * rowBytes;
        return switch (format) {
            case F32 -> ALL.get(FLOAT, start + 4L * column);
            case BF16 -> Float.intBitsToFloat(ALL.get(SHORT, start + 2L * column) << 16);
            case INT8 -> ALL.get(ValueLayout.JAVA_BYTE, start + column) * scale(row, column);
        };
    }

    /// The address of a row's first scale.
    long scale(int row) {
        return scales + 4L * row * scalesPerRow;
    }

    private float scale(int row, int column) {
        return ALL.get(FLOAT, scale(row) + 4 * (column / SCALE_COLUMNS));
    }

    /// Writes row `row` to `target` from `offset`: an embedding.
    public void row(int row, float[] target, int offset) {
        for (int i = 0; i < columns; i++) {
            target[offset + i] = get(row, i);
        }
    }

    /// Lets go of the memory; parts of this matrix must not be used any more.
    @Override
    public void close() {
        memory.forEach(Tensor::close);
    }

    private static int bytes(Format format) {
        return switch (format) {
            case F32 -> 4;
            case BF16 -> 2;
            case INT8 -> 1;
        };
    }
}
