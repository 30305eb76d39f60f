/// `baltoro synth …`: training data that is made.
///
/// Start here: [SynthRequestsCommand], [TeacherOptions] and [OpenTeacher] (who teaches),
/// [TaughtRequests] (a teacher's work, which goes on where it was stopped).
@NullMarked
package dev.baltoro.cli.synth;

import org.jspecify.annotations.NullMarked;
