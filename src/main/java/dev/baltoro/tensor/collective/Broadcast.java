package dev.baltoro.tensor.collective;

import dev.baltoro.tensor.Tensor;
import org.bytedeco.pytorch.BroadcastOptions;
import org.bytedeco.pytorch.ProcessGroupGloo;
import org.bytedeco.pytorch.Work;

/// One member's tensor on its way to all others.
record Broadcast(Exchange exchange, BroadcastOptions options) implements AutoCloseable {

    static Broadcast of(String operation, Tensor tensor, int root) {
        Exchange exchange = Exchange.over(operation, tensor);
        BroadcastOptions options = new BroadcastOptions();
        options.rootRank(root);
        return new Broadcast(exchange, options);
    }

    Work start(ProcessGroupGloo group) {
        return group.broadcast(exchange.vector(), options);
    }

    @Override
    public void close() {
        options.deallocate();
        exchange.close();
    }
}
