package dev.baltoro.model.checkpoint;

import dev.baltoro.model.WeightSpec;
import dev.baltoro.tensor.DType;
import dev.baltoro.tensor.Tensor;
import dev.baltoro.tensor.safetensors.SafetensorsFolder;
import java.util.List;
import java.util.OptionalInt;
import java.util.OptionalLong;

/// Where in a folder's files a weight lies: a tensor of its own, or a part of one that several
/// weights share.
///
/// @param tensor the stored tensor's name
/// @param shape the stored tensor's shape, as it should be
/// @param expert which matrix of a stack of all experts' it is
/// @param transposed whether the stored matrix has rows where the weight has columns
/// @param firstRow the weight's first row in a matrix that has another weight's rows too
record StoredWeight(
        String tensor,
        List<Long> shape,
        OptionalInt expert,
        boolean transposed,
        OptionalLong firstRow) {

    static StoredWeight whole(String tensor, List<Long> shape) {
        return new StoredWeight(tensor, shape, OptionalInt.empty(), false, OptionalLong.empty());
    }

    /// Some rows of a matrix.
    static StoredWeight rows(String tensor, List<Long> shape, long firstRow) {
        return new StoredWeight(
                tensor, shape, OptionalInt.empty(), false, OptionalLong.of(firstRow));
    }

    private boolean isWhole() {
        return expert.isEmpty() && !transposed && firstRow.isEmpty();
    }

    /// {@return the weight as numbers of `dtype`, over the mapped bytes where they are that
    /// already}
    Tensor read(SafetensorsFolder stored, WeightSpec weight, DType dtype) {
        DType storedAs = stored.stored(tensor).dtype();
        Tensor all = stored.tensor(tensor);
        if (isWhole() && storedAs == dtype) {
            return all;
        }
        Tensor matrix = part(all);
        if (storedAs == DType.F8_E4M3) {
            Tensor scales = part(stored.tensor(tensor + BlockFloat8.SCALE_SUFFIX));
            matrix = BlockFloat8.dequantize(matrix, scales, dtype);
        }
        if (transposed) {
            matrix = matrix.t();
        }
        if (firstRow.isPresent()) {
            matrix = matrix.narrow(0, firstRow.getAsLong(), weight.sizes()[0]);
        }
        return (matrix.dtype() == dtype ? matrix : matrix.to(dtype)).contiguous();
    }

    private Tensor part(Tensor stack) {
        return expert.isPresent() ? stack.select(0, expert.getAsInt()) : stack;
    }
}
