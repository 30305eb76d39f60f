/// Requests said anew by a teacher, in many voices, and checked by back-translation: a second pass
/// has to find in the new words the calls that were wanted.
///
/// Start here: [RequestTeacher] (one request), [TeachingRun] (many), [RewritePrompt] and
/// [ReadingPrompt] (what a teacher is asked), [TemplateTeacher] (a teacher that is no model).
///
/// Uses `agent.llm`, `agent.request`, `agent.score` and `synth.request`.
@NullMarked
package dev.baltoro.synth.teacher;

import org.jspecify.annotations.NullMarked;
