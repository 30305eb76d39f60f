/// Human review of trajectories: which ones people see and in what order, what they said, how far
/// they agree with each other, the judge and the rules, and what they accepted.
///
/// Start here: [ReviewFolder] (a folder that is reviewed), [StratifiedSample] (who sees what),
/// [VerdictLog] (what was said, and undone), [ReviewQueue] (what comes next), [Agreement],
/// [AcceptedLines] (the export). The trajectories stay in their file and are read one at a time;
/// everything else is in an SQLite database beside it. The only package that imports `java.sql` and
/// `org.sqlite`.
@NullMarked
package dev.baltoro.synth.review;

import org.jspecify.annotations.NullMarked;
