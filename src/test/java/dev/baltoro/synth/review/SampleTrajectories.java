package dev.baltoro.synth.review;

import java.io.BufferedWriter;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.function.IntFunction;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

/// Trajectories of a small library, in the form that the review reads.
public final class SampleTrajectories {
    private static final String[] STRATA = {"library/easy", "library/hard", "shop/easy"};

    private static final String LINE =
            """
            {"id": "%1$s", "stratum": "%2$s",
             "task": {"text": "Ann wants to know whether \\"The Steppe\\" is in, and borrows it if it is.",
               "criteria": [{"id": "c1", "text": "Copy %1$s is lent to Ann", "checkable": true},
                            {"id": "c2", "text": "The answer names the day it is due", "checkable": false}]},
             "messages": [
               {"role": "system", "content": "You work at the desk of a library. Use the tools."},
               {"role": "user", "content": "Hi, is The Steppe in? I'd take it, I'm Ann."},
               {"role": "assistant", "content": "Let me look.", "tool_calls": [
                 {"id": "functions.find_book:0", "type": "function",
                  "function": {"name": "find_book", "arguments": "{\\"title\\":\\"The Steppe\\"}"}}]},
               {"role": "tool", "tool_call_id": "functions.find_book:0",
                "content": "{\\"copy\\":\\"%1$s\\",\\"status\\":\\"in\\"}"},
               {"role": "assistant", "content": null, "tool_calls": [
                 {"id": "functions.lend:1", "type": "function",
                  "function": {"name": "lend", "arguments": "{\\"copy\\":\\"%1$s\\",\\"reader\\":\\"Ann\\"}"}}]},
               {"role": "tool", "tool_call_id": "functions.lend:1", "content": "{\\"due\\":\\"2026-12-20\\"}"},
               {"role": "assistant", "content": "It is yours, Ann. Please bring it back by 20 December."}],
             "states": [
               {"after_message": 5, "table": "copies", "changes": [
                 {"op": "update", "key": "%1$s", "before": {"status": "in", "shelf": 4, "reader": null},
                  "after": {"status": "lent", "shelf": 4, "reader": "Ann"}}]},
               {"after_message": 5, "table": "loans", "changes": [
                 {"op": "insert", "key": "loan-17", "after": {"copy": "%1$s", "due": "2026-12-20"}},
                 {"op": "delete", "key": "hold-3", "before": {"copy": "%1$s", "by": "Ben"}}]}],
             "rules": {"accepted": true, "reasons": []},
             "judge": {"accepted": true, "score": 0.9, "reasons": ["the day is named"], "by": "a model"},
             "provenance": {"seed": 1.50, "teacher": "template"}}
            """;

    private SampleTrajectories() {}

    /// {@return a trajectory; which stratum it is of, and whether rules and judge accept it, goes
    /// by its number}
    public static ObjectNode of(int number) {
        ObjectNode line =
                (ObjectNode)
                        TrajectoryHead.JSON.readTree(
                                LINE.formatted(
                                        "t-%05d".formatted(number),
                                        STRATA[number % STRATA.length]));
        ((ObjectNode) line.path("rules")).put("accepted", number % 2 == 0);
        if (number % 5 == 4) {
            line.remove("judge");
        } else {
            ((ObjectNode) line.path("judge")).put("accepted", number % 4 < 3);
        }
        return line;
    }

    /// {@return a line that is as short as one can be}
    public static ObjectNode shortOne(int number) {
        ObjectNode line = of(number);
        line.remove("states");
        line.putArray("messages").addObject().put("role", "user").put("content", "x".repeat(300));
        ((ObjectNode) line.path("task")).put("text", "t").remove("criteria");
        return line;
    }

    /// Writes so many into a folder.
    public static void write(Path folder, int count) {
        write(folder, count, SampleTrajectories::of);
    }

    /// Writes what `lines` gives for 0, 1, ….
    public static void write(Path folder, int count, IntFunction<ObjectNode> lines) {
        try (BufferedWriter out = Files.newBufferedWriter(folder.resolve(TrajectoryFile.NAME))) {
            for (int i = 0; i < count; i++) {
                out.write(JsonMapper.shared().writeValueAsString(lines.apply(i)));
                out.write('\n');
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
