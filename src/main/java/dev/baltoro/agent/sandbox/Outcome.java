package dev.baltoro.agent.sandbox;

import com.fasterxml.jackson.annotation.JsonSubTypes;
import com.fasterxml.jackson.annotation.JsonTypeInfo;

/// How a program ended, and what it had written until then. Jackson writes and reads it as it is,
/// so that a journal may keep it.
///
/// Texts are UTF-8; bytes that are not become U+FFFD.
@JsonTypeInfo(use = JsonTypeInfo.Id.NAME, property = "outcome")
@JsonSubTypes({
    @JsonSubTypes.Type(value = Outcome.Finished.class, name = "finished"),
    @JsonSubTypes.Type(value = Outcome.OutOfTime.class, name = "out_of_time"),
    @JsonSubTypes.Type(value = Outcome.Hung.class, name = "hung"),
    @JsonSubTypes.Type(value = Outcome.OutOfMemory.class, name = "out_of_memory"),
    @JsonSubTypes.Type(value = Outcome.TooMuchOutput.class, name = "too_much_output"),
    @JsonSubTypes.Type(value = Outcome.Killed.class, name = "killed"),
    @JsonSubTypes.Type(value = Outcome.Unavailable.class, name = "unavailable")
})
public sealed interface Outcome {
    /// It ended by itself.
    ///
    /// @param exit its exit status, 0 to 128
    /// @param output what it wrote to standard output
    /// @param errors what it wrote to standard error
    record Finished(int exit, String output, String errors) implements Outcome {}

    /// It used up its processor time. That counts no time in which it waits, nor what else the
    /// machine does.
    record OutOfTime(String output, String errors) implements Outcome {}

    /// It neither ended nor used its processor time until the limit of the clock, which is there
    /// for what hangs.
    record Hung(String output, String errors) implements Outcome {}

    /// It asked for more memory than it may have, and did not go on without.
    record OutOfMemory(String output, String errors) implements Outcome {}

    /// It wrote more than it may.
    ///
    /// @param output the beginning, up to the limit
    /// @param errors the same of standard error
    record TooMuchOutput(String output, String errors) implements Outcome {}

    /// A signal ended it. An exit status over 128 is one, as in a shell.
    ///
    /// @param signal its number
    record Killed(int signal, String output, String errors) implements Outcome {}

    /// It was never run: that says nothing about the program.
    ///
    /// @param reason one line on what is missing
    record Unavailable(String reason) implements Outcome {}
}
