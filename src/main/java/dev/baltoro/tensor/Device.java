package dev.baltoro.tensor;

import org.bytedeco.pytorch.global.torch.DeviceType;

/// Where a tensor's elements are.
public enum Device {
    /// Main memory.
    CPU(DeviceType.CPU),
    /// The first CUDA device.
    CUDA(DeviceType.CUDA),
    /// Nowhere: shapes and dtypes only, so that a model of any size can be laid out.
    META(DeviceType.Meta);

    final DeviceType type;

    Device(DeviceType type) {
        this.type = type;
    }

    static Device of(byte type) {
        for (Device device : values()) {
            if (device.type.value == type) {
                return device;
            }
        }
        throw new TensorException("no such device in Baltoro: type " + type);
    }
}
