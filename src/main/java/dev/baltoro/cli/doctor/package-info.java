/// `baltoro doctor`: what this machine, or a model's folder, has and lacks.
///
/// Start here: [DoctorCommand], [MachineCheck], [Processor].
@NullMarked
package dev.baltoro.cli.doctor;

import org.jspecify.annotations.NullMarked;
