/// `baltoro gym`: tasks for models to read, play, sample and check.
@NullMarked
package dev.baltoro.cli.gym;

import org.jspecify.annotations.NullMarked;
