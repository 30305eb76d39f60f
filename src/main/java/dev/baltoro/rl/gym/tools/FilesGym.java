package dev.baltoro.rl.gym.tools;

import static dev.baltoro.agent.world.Script.call;
import static dev.baltoro.agent.world.Script.say;

import dev.baltoro.agent.tool.Tool;
import dev.baltoro.agent.world.Script;
import dev.baltoro.agent.world.files.FileTools;
import dev.baltoro.rl.gym.Gym;
import dev.baltoro.rl.gym.Phrasings;
import dev.baltoro.rl.gym.Words;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import tools.jackson.databind.node.ObjectNode;

/// Tasks with a store of text files.
public final class FilesGym {
    /// Names of files; what files say has none of these words.
    private static final List<String> NAMES =
            Stream.of(
                            "notes", "list", "plan", "todo", "diary", "poem", "recipe", "report",
                            "draft", "ideas", "trip", "budget", "guests", "songs", "names", "jobs",
                            "news", "rules", "facts", "goals", "sizes", "steps", "terms", "links")
                    .map(name -> name + ".txt")
                    .toList();

    private static final List<String> TEXTS =
            Stream.of(Words.OBJECTS, Words.PLACES, Words.COLORS).flatMap(List::stream).toList();

    private static final List<Tool> TWO = List.of(FileTools.READ, FileTools.WRITE);

    private static final List<Tool> FOUR =
            List.of(FileTools.READ, FileTools.WRITE, FileTools.LIST, FileTools.DELETE);

    private static final Phrasings READ =
            new Phrasings(
                    List.of(
                            "What is in {file}?",
                            "Read {file}.",
                            "What does {file} say?",
                            "Tell me what is in {file}.",
                            "Open {file} for me.",
                            "Show me {file}."),
                    List.of("What did I write into {file}?", "Read {file} to me, please."));

    private static final Phrasings WRITE =
            new Phrasings(
                    List.of(
                            "Write {text} to {file}.",
                            "Save {text} in {file}.",
                            "Put {text} into {file}.",
                            "{file} should say {text}.",
                            "Make a file {file} that says {text}.",
                            "Please write {text} into {file}."),
                    List.of("Let {file} say {text}.", "I want {text} in {file}."));

    private static final Phrasings NO_TEXT =
            new Phrasings(
                    List.of("Make a file {file}.", "Write a new {file}.", "I need a file {file}."),
                    List.of("Create {file} for me."));

    private static final Phrasings DELETE =
            new Phrasings(
                    List.of(
                            "Delete {file}.",
                            "Remove {file}, please.",
                            "I do not need {file}. Delete it."),
                    List.of("Throw {file} away."));

    private static final Phrasings LIST =
            new Phrasings(
                    List.of("Which files are there?", "List my files.", "What files do I have?"),
                    List.of("Show me the names of all files."));

    private static final Phrasings COPY =
            new Phrasings(
                    List.of(
                            "Copy {file} to {other}.",
                            "Make a copy of {file} named {other}.",
                            "{other} should say the same as {file}."),
                    List.of("I want what is in {file} in {other} too."));

    private static final Phrasings APPEND =
            new Phrasings(
                    List.of(
                            "Add {text} at the end of {file}.",
                            "Append {text} to {file}.",
                            "{file} should also say {text}, at its end."),
                    List.of("Put {text} behind what {file} says."));

    private static final Phrasings SEARCH =
            new Phrasings(
                    List.of(
                            "Which file says {text}?",
                            "Find the file that says {text}.",
                            "I wrote {text} into a file. Which one?"),
                    List.of("In which file is {text}?"));

    private static final Phrasings RENAME =
            new Phrasings(
                    List.of("Rename {file} to {other}.", "Call {file} {other} from now on."),
                    List.of("{file} should be named {other}."));

    private FilesGym() {}

    /// {@return the gym}
    public static Gym gym() {
        ObjectNode empty = FileTools.state(Map.of());
        return new ToolGym(
                "files",
                "read, write, find and delete text files",
                3,
                List.of(
                        new ToolKind("read", 1, FilesGym::read),
                        new ToolKind("write", 1, FilesGym::write),
                        Talk.greeting(TWO, empty),
                        Talk.told(TWO, empty),
                        new ToolKind("list", 2, FilesGym::list),
                        new ToolKind("delete", 2, FilesGym::delete),
                        new ToolKind("copy", 2, FilesGym::copy),
                        new ToolKind("missing", 2, FilesGym::missing),
                        new ToolKind("ask", 2, FilesGym::ask),
                        new ToolKind("retry", 2, FilesGym::retry),
                        new ToolKind("append", 3, FilesGym::append),
                        new ToolKind("search", 3, FilesGym::search)),
                List.of(new ToolKind("rename", 1, FilesGym::rename)));
    }

    /// A store with a file, and a file and a text that it does not have.
    private record Drawn(
            ObjectNode state,
            List<Tool> tools,
            List<String> names,
            List<String> texts,
            String file,
            String text,
            String newFile,
            String newText) {
        static Drawn of(Draw draw) {
            int files = 1 + draw.difficulty();
            List<String> names = draw.several(NAMES, files + 1);
            List<String> texts = draw.several(TEXTS, files + 1);
            Map<String, String> store = new LinkedHashMap<>();
            for (int i = 0; i < files; i++) {
                store.put(names.get(i), texts.get(i));
            }
            return new Drawn(
                    FileTools.state(store),
                    draw.difficulty() == 1 ? TWO : FOUR,
                    names.subList(0, files),
                    texts.subList(0, files),
                    names.getFirst(),
                    texts.getFirst(),
                    names.getLast(),
                    texts.getLast());
        }

        ObjectNode with(String name, String text) {
            ObjectNode goal = state.deepCopy();
            goal.withObject("/files").put(name, text);
            return goal;
        }

        ObjectNode without(ObjectNode from) {
            ObjectNode goal = from.deepCopy();
            goal.withObject("/files").remove(file);
            return goal;
        }

        Map<String, String> slots() {
            return Map.of("file", file, "text", text, "other", newFile);
        }

        Map<String, String> newSlots() {
            return Map.of("file", newFile, "text", newText);
        }
    }

    private static Script.Say says(Draw draw, Drawn drawn) {
        return say(
                draw.say(
                        draw.quoted(drawn.slots()),
                        "{file} says {text}.",
                        "It says {text}.",
                        "There is: {text}."));
    }

    private static Script.Say wrote(Draw draw, String file) {
        return say(
                draw.say(
                        draw.quoted(Map.of("file", file)),
                        "Done. I wrote {file}.",
                        "I saved {file}.",
                        "Saved."));
    }

    private static Plan read(Draw draw) {
        Drawn drawn = Drawn.of(draw);
        return Plan.of(
                drawn.file + "=" + drawn.text,
                drawn.tools,
                drawn.state,
                draw.ask(READ, draw.quoted(drawn.slots())),
                Answers.exactly(List.of(drawn.text), TEXTS),
                Script.of(call("read", "name", drawn.file), says(draw, drawn)));
    }

    private static Plan retry(Draw draw) {
        Drawn drawn = Drawn.of(draw);
        Script.Call read = call("read", "name", drawn.file);
        return Plan.of(
                drawn.file + "=" + drawn.text,
                Plan.failingFirst(drawn.tools, "read"),
                drawn.state,
                draw.ask(READ, draw.quoted(drawn.slots())),
                Answers.exactly(List.of(drawn.text), TEXTS),
                Script.of(read, read, says(draw, drawn)));
    }

    private static Plan missing(Draw draw) {
        Drawn drawn = Drawn.of(draw);
        Map<String, String> slots = draw.quoted(drawn.newSlots());
        return Plan.of(
                drawn.newFile,
                drawn.tools,
                drawn.state,
                draw.ask(READ, slots),
                Answers.reporting(List.of(drawn.newFile), TEXTS),
                Script.of(
                        call("read", "name", drawn.newFile),
                        say(
                                draw.say(
                                        slots,
                                        "There is no {file}.",
                                        "You have no file {file}.",
                                        "I cannot find {file}."))));
    }

    private static Plan write(Draw draw) {
        Drawn drawn = Drawn.of(draw);
        return Plan.of(
                        drawn.newFile + "=" + drawn.newText,
                        drawn.tools,
                        drawn.state,
                        draw.ask(WRITE, draw.quoted(drawn.newSlots())),
                        Answers.DONE,
                        Script.of(
                                call("write", "name", drawn.newFile, "text", drawn.newText),
                                wrote(draw, drawn.newFile)))
                .leaving(drawn.with(drawn.newFile, drawn.newText));
    }

    private static Plan ask(Draw draw) {
        Drawn drawn = Drawn.of(draw);
        Map<String, String> slots = draw.quoted(drawn.newSlots());
        return Plan.of(
                        drawn.newFile + "=" + drawn.newText,
                        drawn.tools,
                        drawn.state,
                        draw.ask(NO_TEXT, slots),
                        Answers.DONE,
                        Script.of(
                                say(
                                        draw.say(
                                                slots,
                                                "What should it say?",
                                                "What should {file} say?")),
                                call("write", "name", drawn.newFile, "text", drawn.newText),
                                wrote(draw, drawn.newFile)))
                .leaving(drawn.with(drawn.newFile, drawn.newText))
                .telling(draw.say(slots, "{text}", "It should say {text}.", "Write {text}."));
    }

    private static Plan delete(Draw draw) {
        Drawn drawn = Drawn.of(draw);
        return Plan.of(
                        drawn.file,
                        drawn.tools,
                        drawn.state,
                        draw.ask(DELETE, draw.quoted(drawn.slots())),
                        Answers.DONE,
                        Script.of(
                                call("delete", "name", drawn.file),
                                say(
                                        draw.say(
                                                draw.quoted(drawn.slots()),
                                                "Done. {file} is deleted.",
                                                "I deleted {file}.",
                                                "Deleted."))))
                .leaving(drawn.without(drawn.state));
    }

    private static Plan list(Draw draw) {
        Drawn drawn = Drawn.of(draw);
        String all = String.join(", ", drawn.names);
        return Plan.of(
                all,
                drawn.tools,
                drawn.state,
                draw.ask(LIST, Map.of()),
                Answers.exactly(drawn.names, NAMES),
                Script.of(
                        call("list"),
                        say(
                                draw.say(
                                        Map.of("all", all),
                                        "There are {all}.",
                                        "You have {all}.",
                                        "{all}"))));
    }

    private static Plan copy(Draw draw) {
        Drawn drawn = Drawn.of(draw);
        return Plan.of(
                        drawn.file + "=" + drawn.text + " to " + drawn.newFile,
                        drawn.tools,
                        drawn.state,
                        draw.ask(COPY, draw.quoted(drawn.slots())),
                        Answers.DONE,
                        Script.of(
                                call("read", "name", drawn.file),
                                call("write", "name", drawn.newFile, "text", drawn.text),
                                wrote(draw, drawn.newFile)))
                .leaving(drawn.with(drawn.newFile, drawn.text));
    }

    private static Plan append(Draw draw) {
        Drawn drawn = Drawn.of(draw);
        String both = drawn.text + " " + drawn.newText;
        return Plan.of(
                        drawn.file + "=" + both,
                        drawn.tools,
                        drawn.state,
                        draw.ask(
                                APPEND,
                                draw.quoted(Map.of("file", drawn.file, "text", drawn.newText))),
                        Answers.DONE,
                        Script.of(
                                call("read", "name", drawn.file),
                                call("write", "name", drawn.file, "text", both),
                                wrote(draw, drawn.file)))
                .leaving(drawn.with(drawn.file, both));
    }

    /// Lists the files and reads one after the other, until one says it.
    private static Plan search(Draw draw) {
        Drawn drawn = Drawn.of(draw);
        int at = draw.number(0, drawn.names.size() - 1);
        String found = drawn.names.get(at);
        String text = drawn.texts.get(at);
        List<Script.Line> lines = new ArrayList<>();
        lines.add(call("list"));
        drawn.names.subList(0, at + 1).forEach(name -> lines.add(call("read", "name", name)));
        Map<String, String> slots = draw.quoted(Map.of("file", found, "text", text));
        lines.add(say(draw.say(slots, "{file} says {text}.", "It is {file}.", "In {file}.")));
        return Plan.of(
                text + " in " + found,
                FOUR,
                drawn.state,
                draw.ask(SEARCH, slots),
                Answers.exactly(List.of(found), NAMES),
                new Script(lines));
    }

    private static Plan rename(Draw draw) {
        Drawn drawn = Drawn.of(draw);
        return Plan.of(
                        drawn.file + "=" + drawn.text + " to " + drawn.newFile,
                        List.of(FileTools.READ, FileTools.WRITE, FileTools.DELETE),
                        drawn.state,
                        draw.ask(RENAME, draw.quoted(drawn.slots())),
                        Answers.DONE,
                        Script.of(
                                call("read", "name", drawn.file),
                                call("write", "name", drawn.newFile, "text", drawn.text),
                                call("delete", "name", drawn.file),
                                say(
                                        draw.say(
                                                draw.quoted(drawn.slots()),
                                                "Done. {file} is {other} now."))))
                .leaving(drawn.without(drawn.with(drawn.newFile, drawn.text)));
    }
}
