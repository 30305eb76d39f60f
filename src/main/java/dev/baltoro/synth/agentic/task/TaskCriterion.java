package dev.baltoro.synth.agentic.task;

/// One line of a task's rubric.
///
/// @param id unique within a task
/// @param text what must be so
/// @param part which part of a rubric it is
/// @param goal the number of the goal that it is about; -1 for the whole conversation
public record TaskCriterion(String id, String text, Part part, int goal) {
    /// The parts of a rubric, after K2's report (§3.1.1).
    public enum Part {
        /// The tables end as they must.
        STATE(true),
        /// The agent tells what was asked.
        TOLD(true),
        /// Expected tools, or ones that do as well, are called.
        TOOLS(true),
        /// No tool is called where none is needed.
        NO_CALL(true),
        /// What is missing is asked for before something is called.
        ASKED(true),
        /// A deletion is confirmed before.
        CONFIRMED(true),
        /// The program's tests pass.
        TESTS(true),
        /// Left to a reader.
        JUDGED(false);

        private final boolean checkable;

        Part(boolean checkable) {
            this.checkable = checkable;
        }

        /// {@return whether a program can check it}
        public boolean isCheckable() {
            return checkable;
        }
    }
}
