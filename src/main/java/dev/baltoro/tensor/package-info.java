/// The thin tensor layer over libtorch: lifetime, devices, dtypes, random streams, files,
/// collectives.
///
/// Start here: [Tensor] (a handle on native memory, and its operations), [Scope] (frees what was
/// made inside it), [DType], [Device], [Seed] (random numbers that repeat), [Workers] (one thread a
/// core, each with its share), [NativeMemory] (counts what is open), [LibTorch] (how the library is
/// loaded and set up).
///
/// The only room that imports `org.bytedeco`; it knows nothing of models. From outside it is a few
/// words: [dev.baltoro.tensor.Tensor], [dev.baltoro.tensor.Scope], [dev.baltoro.tensor.DType],
/// [dev.baltoro.tensor.Device], [dev.baltoro.tensor.Seed] and [dev.baltoro.tensor.Workers].
///
/// Threads: libtorch runs with one intra-operation thread; parallelism is
/// [dev.baltoro.tensor.Workers], one platform thread a core. A tensor belongs to the innermost open
/// scope of the thread that made it. Never compute on a virtual thread.
@NullMarked
package dev.baltoro.tensor;

import org.jspecify.annotations.NullMarked;
