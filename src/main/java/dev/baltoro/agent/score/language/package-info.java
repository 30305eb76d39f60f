/// Small languages that arguments are written in, read far enough to tell whether two texts mean
/// the same: arithmetic, cron, globs, dates, regular expressions, edits of a text.
///
/// Start here: [MathExpression], [CronFields], [GlobPattern], [IsoDateTime], [RegexSearch],
/// [EditScript]. What cannot be read is empty, never an error: no tool could use it either.
@NullMarked
package dev.baltoro.agent.score.language;

import org.jspecify.annotations.NullMarked;
