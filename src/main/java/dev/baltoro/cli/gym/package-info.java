/// `baltoro gym`: tasks for models to read, play, sample and check.
///
/// Start here: [GymCommand] (the group), [GymPlayCommand] (a task at the terminal),
/// [GymCheckCommand].
@NullMarked
package dev.baltoro.cli.gym;

import org.jspecify.annotations.NullMarked;
