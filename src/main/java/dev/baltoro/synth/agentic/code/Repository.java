package dev.baltoro.synth.agentic.code;

import static dev.baltoro.agent.tool.ToolParameter.text;

import dev.baltoro.agent.tool.Tool;
import dev.baltoro.agent.tool.ToolFailure;
import dev.baltoro.agent.tool.ToolParameter;
import dev.baltoro.synth.agentic.code.TestRun.Call;
import java.util.ArrayList;
import java.util.List;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/// A repository of a few files: a table in a world's state, and tools to list, read, edit and write
/// them and to run its tests. Tests are read-only.
///
/// @param module path of the module that is tested
/// @param right its code without faults
/// @param shown calls that the tests name
/// @param hidden calls that they do not
/// @param tests runs them
record Repository(String module, String right, List<Call> shown, List<Call> hidden, TestRun tests) {
    /// The table of files in a state.
    static final String FILES = "files";

    /// How the result of a run begins in which all tests pass.
    static final String PASSED = "all tests pass";

    /// Where a state has whether the last run passed, below [Tool#ASIDE].
    static final String VERDICT = "tests_passed";

    private static final String PATH = "path";
    private static final String CONTENT = "content";
    private static final ToolParameter FILE = text(PATH);
    private static final ToolParameter TEXT = text(CONTENT);
    private static final ToolParameter OLD = text("old_text");
    private static final ToolParameter NEW = text("new_text");

    static ObjectNode state() {
        ObjectNode state = JsonMapper.shared().createObjectNode();
        state.putArray(FILES);
        return state;
    }

    static void put(ObjectNode state, String path, String content) {
        ((ArrayNode) state.path(FILES)).addObject().put(PATH, path).put(CONTENT, content);
    }

    List<Tool> tools() {
        return List.of(
                Tool.declare("list_files", "Lists the paths of all files.")
                        .returning((state, arguments) -> listed(state)),
                Tool.declare("read_file", "Returns a file's text.", FILE)
                        .returning((state, arguments) ->
                                file(state, FILE.of(arguments)).path(CONTENT).asString()),
                Tool.declare(
                                "edit_file",
                                "Replaces a piece of a file's text, which must be in it once.",
                                FILE,
                                OLD,
                                NEW)
                        .doing(Repository::edit),
                Tool.declare("write_file", "Replaces a file's whole text.", FILE, TEXT)
                        .doing((state, arguments) ->
                                writable(state, arguments).put(CONTENT, TEXT.of(arguments))),
                Tool.declare("run_tests", "Runs the tests of the repository.")
                        .returning((state, arguments) -> run(state)));
    }

    private static String listed(ObjectNode state) {
        List<String> paths = new ArrayList<>();
        state.path(FILES).forEach(file -> paths.add(file.path(PATH).asString()));
        return String.join("\n", paths);
    }

    private static ObjectNode file(ObjectNode state, String path) throws ToolFailure {
        for (JsonNode file : state.path(FILES)) {
            if (file.path(PATH).asString().equals(path)) {
                return (ObjectNode) file;
            }
        }
        throw new ToolFailure("there is no file " + path);
    }

    private static ObjectNode writable(ObjectNode state, JsonNode arguments) throws ToolFailure {
        String path = FILE.of(arguments);
        if (path.startsWith("tests/")) {
            throw new ToolFailure(path + " is read-only");
        }
        return file(state, path);
    }

    private static void edit(ObjectNode state, JsonNode arguments) throws ToolFailure {
        ObjectNode file = writable(state, arguments);
        String content = file.path(CONTENT).asString();
        String old = OLD.of(arguments);
        int at = content.indexOf(old);
        if (old.isEmpty() || at < 0 || content.indexOf(old, at + 1) >= 0) {
            throw new ToolFailure("old_text must be in %s once".formatted(FILE.of(arguments)));
        }
        file.put(
                CONTENT,
                content.substring(0, at)
                        + NEW.of(arguments)
                        + content.substring(at + old.length()));
    }

    private String run(ObjectNode state) throws ToolFailure {
        String code = file(state, module).path(CONTENT).asString();
        List<Call> all = new ArrayList<>(shown);
        all.addAll(hidden);
        List<String> got = tests.results(code, all);
        List<String> wanted = tests.results(right, all);
        List<String> failed = new ArrayList<>();
        boolean passed = true;
        for (int i = 0; i < all.size(); i++) {
            boolean same = TestRun.same(wanted.get(i), got.get(i));
            passed &= same;
            if (!same && i < shown.size()) {
                failed.add(
                        "%s: expected %s, got %s"
                                .formatted(all.get(i).shown(), wanted.get(i), got.get(i)));
            }
        }
        state.withObject("/" + Tool.ASIDE).put(VERDICT, passed);
        return failed.isEmpty()
                ? "%s (%d)".formatted(PASSED, shown.size())
                : "%d of %d tests fail\n%s"
                        .formatted(failed.size(), shown.size(), String.join("\n", failed));
    }
}
