package dev.baltoro.tensor;

import java.util.Arrays;

/// What every operation asks of its operands before it runs, and how a failure names them.
final class OperandCheck {
    private OperandCheck() {}

    static void check(String operation, Tensor... operands) {
        for (Tensor operand : operands) {
            checkOpen(operation, operand);
            if (operand.device() != operands[0].device()) {
                throw new TensorException(
                        "%s: operands are on different devices: %s"
                                .formatted(operation, describe(operands)));
            }
        }
    }

    static void checkOpen(String operation, Tensor operand) {
        if (operand.isClosed()) {
            throw new TensorException(
                    "%s: operand %s is closed".formatted(operation, describe(operand)));
        }
    }

    /// {@return the dtype of an operation's result}
    ///
    /// libtorch widens where dtypes differ, and some integers always. Floats of one dtype stay what
    /// they are, and asking would cost a call each.
    static DType dtype(org.bytedeco.pytorch.Tensor result, Tensor... operands) {
        DType first = operands[0].dtype();
        for (Tensor operand : operands) {
            if (operand.dtype() != first || !first.isFloat()) {
                return DType.of(result.scalar_type());
            }
        }
        return first;
    }

    static TensorException failure(String operation, RuntimeException e, Tensor... operands) {
        return new TensorException(
                "%s(%s): %s".formatted(operation, describe(operands), firstLine(e)), e);
    }

    static String firstLine(RuntimeException e) {
        String message = e.getMessage();
        return message == null ? e.toString() : message.lines().findFirst().orElse("");
    }

    static String describe(Tensor... tensors) {
        StringBuilder text = new StringBuilder();
        for (Tensor tensor : tensors) {
            text.append(text.isEmpty() ? "" : ", ").append(Arrays.toString(tensor.shape()));
            text.append(' ').append(tensor.dtype()).append(' ').append(tensor.device());
        }
        return text.toString();
    }
}
