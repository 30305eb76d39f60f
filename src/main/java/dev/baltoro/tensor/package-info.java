/// The thin tensor layer over libtorch: lifetime, devices, dtypes, random streams, files,
/// collectives.
///
/// The only room that imports `org.bytedeco`. Knows nothing of models.
@NullMarked
package dev.baltoro.tensor;

import org.jspecify.annotations.NullMarked;
