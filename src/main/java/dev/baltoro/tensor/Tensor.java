package dev.baltoro.tensor;

import dev.baltoro.tensor.NativeMemory.Storage;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.util.Arrays;
import java.util.List;
import java.util.function.Supplier;
import org.bytedeco.javacpp.Pointer;
import org.bytedeco.pytorch.GeneratorOptional;
import org.bytedeco.pytorch.Scalar;
import org.bytedeco.pytorch.ScalarTypeOptional;
import org.bytedeco.pytorch.TensorVector;
import org.bytedeco.pytorch.global.torch;
import org.jspecify.annotations.Nullable;

/// A block of numbers with a shape: one handle on one libtorch tensor. Its arithmetic element by
/// element is [Pointwise]'s.
///
/// Operations that end in an underscore change this tensor and return it; all others return a new
/// handle, owned by the thread's innermost [Scope] (by the caller where none is open). A handle is
/// used by one thread at a time. Every failure is a [TensorException] that names the operation and
/// the operands' shapes, dtypes and devices.
public final class Tensor implements Pointwise, AutoCloseable {
    final org.bytedeco.pytorch.Tensor handle;
    private final Storage storage;
    private final DType dtype;
    private final Device device;
    private final long[] shape;
    private @Nullable Scope owner;
    private boolean closed;

    private Tensor(
            org.bytedeco.pytorch.Tensor handle, Storage storage, DType dtype, Device device) {
        this.handle = handle;
        this.storage = storage;
        this.dtype = dtype;
        this.device = device;
        this.shape = handle.shape();
        storage.retain();
        NativeMemory.opened();
        own(Scope.innermost());
    }

    /// {@return a tensor of zeros}
    public static Tensor zeros(DType dtype, Device device, long... shape) {
        return create("zeros", dtype, device, shape, o -> torch.zeros(shape, o));
    }

    /// {@return a tensor of ones}
    public static Tensor ones(DType dtype, Device device, long... shape) {
        return create("ones", dtype, device, shape, o -> torch.ones(shape, o));
    }

    /// {@return a tensor whose elements are not set}
    public static Tensor empty(DType dtype, Device device, long... shape) {
        return create("empty", dtype, device, shape, o -> torch.empty(shape, o, LibTorch.DENSE));
    }

    /// {@return independent standard normal numbers, a pure function of `seed`, dtype and shape}
    public static Tensor randn(Seed seed, DType dtype, Device device, long... shape) {
        Tensor tensor = empty(dtype, device, shape);
        return device == Device.META ? tensor : tensor.normal_(0, 1, seed);
    }

    /// {@return a copy of `values` on the CPU}
    public static Tensor of(float[] values, long... shape) {
        Tensor tensor = empty(DType.F32, Device.CPU, shape);
        tensor.requireElements("of", values.length);
        MemorySegment.copy(values, 0, tensor.memory(), ValueLayout.JAVA_FLOAT, 0, values.length);
        return tensor;
    }

    /// {@return a copy of `values` on the CPU, as 64-bit integers}
    public static Tensor of(long[] values, long... shape) {
        Tensor tensor = empty(DType.I64, Device.CPU, shape);
        tensor.requireElements("of", values.length);
        MemorySegment.copy(values, 0, tensor.memory(), ValueLayout.JAVA_LONG, 0, values.length);
        return tensor;
    }

    /// {@return a tensor over `memory`, without a copy}
    ///
    /// The segment stays reachable as long as the tensor or a view of it; its arena must stay open
    /// for as long, and memory that was mapped read-only must not be written to.
    public static Tensor over(MemorySegment memory, DType dtype, long... shape) {
        long bytes = Math.multiplyExact(elements(shape), dtype.bytes());
        if (memory.byteSize() != bytes) {
            throw new TensorException(
                    "over: shape %s of %s takes %d bytes, the memory has %d"
                            .formatted(Arrays.toString(shape), dtype, bytes, memory.byteSize()));
        }
        return new Tensor(
                torch.from_blob(new Address(memory), shape, LibTorch.options(dtype, Device.CPU)),
                new Storage(0, memory),
                dtype,
                Device.CPU);
    }

    private static Tensor create(
            String operation,
            DType dtype,
            Device device,
            long[] shape,
            java.util.function.Function<
                            org.bytedeco.pytorch.TensorOptions, org.bytedeco.pytorch.Tensor>
                    create) {
        try {
            return fresh(create.apply(LibTorch.options(dtype, device)), dtype, device);
        } catch (RuntimeException e) {
            throw new TensorException(
                    "%s: cannot make %s %s on %s: %s"
                            .formatted(
                                    operation,
                                    Arrays.toString(shape),
                                    dtype,
                                    device,
                                    OperandCheck.firstLine(e)),
                    e);
        }
    }

    /// {@return the element type}
    public DType dtype() {
        return dtype;
    }

    /// {@return where the elements are}
    public Device device() {
        return device;
    }

    /// {@return the sizes of all dimensions}
    public long[] shape() {
        return shape.clone();
    }

    /// {@return the size of a dimension; negative numbers count from the last}
    public long size(int dimension) {
        return shape[dimension < 0 ? shape.length + dimension : dimension];
    }

    /// {@return the number of dimensions}
    public int dimensions() {
        return shape.length;
    }

    /// {@return the number of elements}
    public long elements() {
        return elements(shape);
    }

    /// {@return whether elements lie in memory in row-major order without gaps}
    public boolean isContiguous() {
        OperandCheck.check("is_contiguous", this);
        return handle.is_contiguous();
    }

    /// {@return whether this handle, or its scope, was closed}
    public boolean isClosed() {
        return closed;
    }

    /// {@return whether another open handle lies on the same elements}
    public boolean isShared() {
        return storage.isShared();
    }

    /// {@return a second handle on the same elements, owned by no scope: its holder closes it}
    public Tensor retain() {
        OperandCheck.check("retain", this);
        Tensor alias = new Tensor(new org.bytedeco.pytorch.Tensor(handle), storage, dtype, device);
        alias.owner = null;
        return alias;
    }

    /// Takes this handle out of its scope; the caller closes it.
    public Tensor keep() {
        OperandCheck.check("keep", this);
        owner = null;
        return this;
    }

    /// Frees this handle; the elements go with the last handle on them. Closing twice does nothing.
    @Override
    public void close() {
        if (!closed) {
            closed = true;
            handle.deallocate();
            storage.release();
            NativeMemory.closed();
        }
    }

    @Nullable Scope owner() {
        return owner;
    }

    void own(@Nullable Scope scope) {
        owner = scope;
        if (scope != null) {
            scope.add(this);
        }
    }

    /// {@return the same elements under another shape; this tensor must be contiguous}
    public Tensor view(long... newShape) {
        return alias("view", () -> handle.view(newShape));
    }

    /// {@return elements `start` to `start + length` of a dimension}
    public Tensor narrow(int dimension, long start, long length) {
        return alias("narrow", () -> handle.narrow(dimension, start, length));
    }

    /// {@return element `index` of a dimension, which goes away}
    public Tensor select(int dimension, long index) {
        return alias("select", () -> handle.select(dimension, index));
    }

    /// {@return two dimensions exchanged}
    public Tensor transpose(int first, int second) {
        return alias("transpose", () -> handle.transpose(first, second));
    }

    /// {@return the last two dimensions exchanged}
    public Tensor t() {
        return transpose(-2, -1);
    }

    /// {@return the same elements in row-major order: this tensor's own where it is so already}
    public Tensor contiguous() {
        return alias("contiguous", handle::contiguous);
    }

    /// {@return this [n, k] times `right` [k, m]}
    public Tensor mm(Tensor right) {
        return Products.mm(this, right);
    }

    /// Sets this [n, m] to `left` [n, k] times `right` [k, m].
    public Tensor mm_(Tensor left, Tensor right) {
        return Products.setMm(this, left, right);
    }

    /// Sets this [n, n], on and above its diagonal, to `alpha`·`x`·`x`ᵀ + `beta`·this with `x` [n,
    /// k]: half of a product's operations. fp32 on the CPU.
    public Tensor upperGram_(Tensor x, double alpha, double beta) {
        return Blas.upperGram(this, x, alpha, beta);
    }

    /// Sets this [n, m] to a symmetric matrix [n, n], of which only the diagonal and what is above
    /// it is read, times `x` [n, m]. fp32 on the CPU.
    public Tensor symmetricMm_(Tensor upper, Tensor x) {
        return Blas.symmetric(this, upper, x, true);
    }

    /// Sets this [n, m] to `x` [n, m] times a symmetric matrix [m, m], as [#symmetricMm_].
    public Tensor mmSymmetric_(Tensor x, Tensor upper) {
        return Blas.symmetric(this, upper, x, false);
    }

    /// Adds `left` [n, k] times `right` [k, m] to this [n, m].
    public Tensor addmm_(Tensor left, Tensor right) {
        return Products.addMm(this, left, right, 1, 1);
    }

    /// Sets this [n, m] to `beta`·this + `alpha`·`left`·`right`.
    public Tensor addmm_(Tensor left, Tensor right, double beta, double alpha) {
        return Products.addMm(this, left, right, beta, alpha);
    }

    /// {@return `beta`·this + `alpha`·`left`·`right`; all matrices}
    public Tensor addmm(Tensor left, Tensor right, double beta, double alpha) {
        return Products.addmm(this, left, right, beta, alpha);
    }

    /// {@return this [b, n, k] times `right` [b, k, m], batch by batch}
    public Tensor bmm(Tensor right) {
        return Products.bmm(this, right);
    }

    /// Sets this [b, n, m] to `left` [b, n, k] times `right` [b, k, m].
    public Tensor bmm_(Tensor left, Tensor right) {
        return Products.setBmm(this, left, right);
    }

    /// Adds `left` [b, n, k] times `right` [b, k, m] to this [b, n, m].
    public Tensor baddbmm_(Tensor left, Tensor right) {
        return Products.addBmm(this, left, right);
    }

    /// {@return `beta`·this + `alpha`·`left`·`right`, batch by batch; all [b, …]}
    public Tensor baddbmm(Tensor left, Tensor right, double beta, double alpha) {
        return Products.baddbmm(this, left, right, beta, alpha);
    }

    /// Sets the elements to those of `source`, converting dtype and device and repeating along
    /// dimensions of size 1.
    public Tensor copy_(Tensor source) {
        OperandCheck.checkOpen("copy_", this);
        OperandCheck.checkOpen("copy_", source);
        try {
            handle.copy_(source.handle);
            return this;
        } catch (RuntimeException e) {
            throw OperandCheck.failure("copy_", e, this, source);
        }
    }

    /// Draws every element from a normal distribution, a pure function of `seed`.
    public Tensor normal_(double mean, double deviation, Seed seed) {
        try (var generator = torch.make_generator_cpu(seed.value());
                var optional = new GeneratorOptional(generator)) {
            return update("normal_", () -> handle.normal_(mean, deviation, optional), this);
        }
    }

    /// {@return the sum over all elements, a tensor without dimensions}
    public Tensor sum() {
        return result("sum", () -> torch.sum(handle), this);
    }

    /// {@return the sum over a dimension, which stays with size 1}
    public Tensor sum(int dimension) {
        try (var sameType = new ScalarTypeOptional()) {
            return result(
                    "sum", () -> torch.sum(handle, new long[] {dimension}, true, sameType), this);
        }
    }

    /// {@return the mean over a dimension, which stays with size 1}
    public Tensor mean(int dimension) {
        try (var sameType = new ScalarTypeOptional()) {
            return result(
                    "mean", () -> torch.mean(handle, new long[] {dimension}, true, sameType), this);
        }
    }

    /// {@return the largest element, a tensor without dimensions}
    public Tensor max() {
        return result("max", () -> torch.max(handle), this);
    }

    /// {@return the largest element over a dimension, which stays with size 1}
    public Tensor amax(int dimension) {
        return result("amax", () -> torch.amax(handle, new long[] {dimension}, true), this);
    }

    /// {@return the logarithm of [#softmax]}
    public Tensor logSoftmax(int dimension) {
        return result("log_softmax", () -> torch.log_softmax(handle, dimension), this);
    }

    /// {@return the index of the largest element along the last dimension, which goes away}
    public Tensor argmax() {
        try (var last = new org.bytedeco.pytorch.LongOptional(-1)) {
            return result("argmax", () -> torch.argmax(handle, last, false), DType.I64, this);
        }
    }

    /// {@return the Euclidean norm of each matrix [.., n, m], as [.., 1, 1]}
    public Tensor matrixNorm() {
        try (var two = new Scalar(2.0);
                var sameType = new ScalarTypeOptional()) {
            return result(
                    "matrix_norm",
                    () ->
                            torch.linalg_vector_norm(
                                    handle, two, new long[] {-2, -1}, true, sameType),
                    this);
        }
    }

    /// {@return the singular values of each matrix}
    public Tensor singularValues() {
        return result("svdvals", () -> torch.linalg_svdvals(handle), this);
    }

    /// {@return the rows (along `dimension`) that `indices` names, in their order}
    public Tensor indexSelect(int dimension, Tensor indices) {
        return result(
                "index_select",
                () -> torch.index_select(handle, dimension, indices.handle),
                this,
                indices);
    }

    /// Adds row r of `source` to row `indices[r]` (along `dimension`).
    public Tensor indexAdd_(int dimension, Tensor indices, Tensor source) {
        return update(
                "index_add_",
                () -> handle.index_add_(dimension, indices.handle, source.handle),
                this,
                indices,
                source);
    }

    /// {@return `tensors` one after the other along `dimension`}
    public static Tensor cat(int dimension, List<Tensor> tensors) {
        Tensor[] all = tensors.toArray(Tensor[]::new);
        try (var vector = new TensorVector()) {
            for (Tensor tensor : all) {
                OperandCheck.checkOpen("cat", tensor);
                vector.push_back(tensor.handle);
            }
            return result("cat", () -> torch.cat(vector, dimension), all);
        }
    }

    /// {@return the same values as `dtype`: this tensor's own elements where it has that dtype
    /// already}
    public Tensor to(DType wanted) {
        if (wanted == dtype) {
            return alias("to", handle::alias);
        }
        return result("to", () -> handle.to(wanted.scalarType), wanted, this);
    }

    /// {@return the same values on `wanted`: this tensor's own elements where they are there
    /// already}
    public Tensor to(Device wanted) {
        if (wanted == device) {
            return alias("to", handle::alias);
        }
        OperandCheck.check("to", this);
        Tensor there = empty(dtype, wanted, shape);
        return there.copy_(this);
    }

    /// {@return a copy with elements of its own}
    public Tensor copy() {
        return result("clone", () -> handle.clone(), this);
    }

    /// {@return the one element of this tensor}
    public double item() {
        OperandCheck.check("item", this);
        requireElements("item", 1);
        try (var scalar = handle.item()) {
            return scalar.toDouble();
        }
    }

    /// {@return all elements in row-major order, as floats}
    public float[] toFloats() {
        try (Scope scope = Scope.open()) {
            return to(Device.CPU)
                    .to(DType.F32)
                    .contiguous()
                    .memory()
                    .toArray(ValueLayout.JAVA_FLOAT);
        }
    }

    /// {@return all elements in row-major order, as longs}
    public long[] toLongs() {
        try (Scope scope = Scope.open()) {
            return to(Device.CPU)
                    .to(DType.I64)
                    .contiguous()
                    .memory()
                    .toArray(ValueLayout.JAVA_LONG);
        }
    }

    /// {@return the elements' memory, for reading and writing; this tensor must be contiguous and
    /// on the CPU}
    ///
    /// The segment is valid until the last handle on the elements is closed.
    public MemorySegment memory() {
        return MemorySegment.ofAddress(address()).reinterpret(elements() * dtype.bytes());
    }

    /// {@return the address of the first element; this tensor must be contiguous and on the CPU}
    public long address() {
        OperandCheck.check("memory", this);
        if (device != Device.CPU || !handle.is_contiguous()) {
            throw new TensorException(
                    "memory: needs a contiguous tensor on the CPU, got "
                            + OperandCheck.describe(this));
        }
        return handle.data_ptr().address();
    }

    /// {@return whether both have equal shape, dtype and elements, to the last bit but for the sign
    /// of zero}
    public boolean equalTo(Tensor other) {
        OperandCheck.check("equal", this, other);
        return dtype == other.dtype && torch.equal(handle, other.handle);
    }

    @Override
    public String toString() {
        return OperandCheck.describe(this) + (closed ? " (closed)" : "");
    }

    private static Tensor fresh(org.bytedeco.pytorch.Tensor handle, DType dtype, Device device) {
        long bytes = device == Device.META ? 0 : handle.numel() * dtype.bytes();
        return new Tensor(handle, new Storage(bytes, null), dtype, device);
    }

    static Tensor result(
            String operation, Supplier<org.bytedeco.pytorch.Tensor> compute, Tensor... operands) {
        OperandCheck.check(operation, operands);
        try {
            var result = compute.get();
            return fresh(result, OperandCheck.dtype(result, operands), operands[0].device);
        } catch (RuntimeException e) {
            throw OperandCheck.failure(operation, e, operands);
        }
    }

    private static Tensor result(
            String operation,
            Supplier<org.bytedeco.pytorch.Tensor> compute,
            DType dtype,
            Tensor operand) {
        OperandCheck.check(operation, operand);
        try {
            return fresh(compute.get(), dtype, operand.device);
        } catch (RuntimeException e) {
            throw OperandCheck.failure(operation, e, operand);
        }
    }

    private Tensor alias(String operation, Supplier<org.bytedeco.pytorch.Tensor> compute) {
        OperandCheck.check(operation, this);
        try {
            org.bytedeco.pytorch.Tensor result = compute.get();
            return result.is_alias_of(handle)
                    ? new Tensor(result, storage, dtype, device)
                    : fresh(result, dtype, device);
        } catch (RuntimeException e) {
            throw OperandCheck.failure(operation, e, this);
        }
    }

    Tensor update(String operation, Supplier<?> compute, Tensor... operands) {
        OperandCheck.check(operation, operands);
        try {
            var _ = compute.get();
            return this;
        } catch (RuntimeException e) {
            throw OperandCheck.failure(operation, e, operands);
        }
    }

    private void requireElements(String operation, long count) {
        if (elements() != count) {
            throw new TensorException(
                    "%s: %s does not have %d element(s)"
                            .formatted(operation, OperandCheck.describe(this), count));
        }
    }

    private static long elements(long[] shape) {
        long elements = 1;
        for (long size : shape) {
            elements = Math.multiplyExact(elements, size);
        }
        return elements;
    }

    /// A pointer at memory that Java owns.
    private static final class Address extends Pointer {
        Address(MemorySegment memory) {
            address = memory.address();
            limit = memory.byteSize();
            capacity = memory.byteSize();
        }
    }
}
