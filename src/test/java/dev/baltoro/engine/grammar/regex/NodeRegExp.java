package dev.baltoro.engine.grammar.regex;

import static org.junit.jupiter.api.Assumptions.abort;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.BitSet;
import java.util.List;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.Stream;
import tools.jackson.databind.json.JsonMapper;

/// Node's `RegExp`, the judge of what ECMA-262 says. Tests that need it are skipped where there is
/// none.
public final class NodeRegExp {
    /// What stands instead of ones and zeros for a pattern on which node took longer than
    /// [#LIMIT_MILLIS]: it tries every way to match, which can be exponentially many.
    static final String TOO_LONG = "too long";

    private static final int LIMIT_MILLIS = 2_000;

    private static final String SCRIPT =
            """
            const vm = require('vm');
            const lines = require('fs').readFileSync(0, 'utf8').split('\\n').filter(line => line);
            const context = vm.createContext({});
            const program = new vm.Script("texts.map(text => expression.test(text) ? 1 : 0).join('')");
            for (const line of lines) {
              const {pattern, texts} = JSON.parse(line);
              let expression = null;
              try { expression = new RegExp(pattern, 'u'); } catch (e) {
                try { expression = new RegExp(pattern); } catch (worse) { console.log('malformed'); continue; }
              }
              context.expression = expression;
              context.texts = texts;
              try { console.log(program.runInContext(context, {timeout: %d})); } catch (e) {
                if (e.code !== 'ERR_SCRIPT_EXECUTION_TIMEOUT') throw e;
                console.log('%s');
              }
            }
            """
                    .formatted(LIMIT_MILLIS, TOO_LONG);

    private static final String SETS =
            """
            const lines = require('fs').readFileSync(0, 'utf8').split('\\n').filter(line => line);
            for (const line of lines) {
              const expression = new RegExp(line, 'u');
              const ends = [];
              let inside = false;
              for (let c = 0; c <= 0x110000; c++) {
                const now = c < 0x110000 && expression.test(String.fromCodePoint(c));
                if (now !== inside) ends.push(c);
                inside = now;
              }
              console.log(ends.join(' '));
            }
            """;

    /// A pattern and what it is tried on.
    public record Question(String pattern, List<String> texts) {}

    private NodeRegExp() {}

    /// {@return for each question a 1 or 0 for each text, `malformed`, or [#TOO_LONG]}
    public static List<String> answers(List<Question> questions) throws Exception {
        return run(
                SCRIPT, questions.stream().map(JsonMapper.shared()::writeValueAsString).toList());
    }

    /// {@return for each pattern the code points that match it, surrogates included}
    static List<CodePoints> sets(List<String> patterns) throws Exception {
        return run(SETS, patterns).stream().map(NodeRegExp::set).toList();
    }

    private static CodePoints set(String ends) {
        BitSet members = new BitSet();
        int[] at =
                Stream.of(ends.split(" "))
                        .filter(end -> !end.isEmpty())
                        .mapToInt(Integer::parseInt)
                        .toArray();
        for (int i = 0; i < at.length; i += 2) {
            members.set(at[i], at[i + 1]);
        }
        return new CodePoints(members);
    }

    private static List<String> run(String script, List<String> lines) throws Exception {
        Process process;
        try {
            process =
                    new ProcessBuilder("node", "-e", script)
                            .redirectError(ProcessBuilder.Redirect.INHERIT)
                            .start();
        } catch (IOException missing) {
            return abort("node is not installed: its RegExp judges ECMA-262's patterns");
        }
        try (ExecutorService reader = Executors.newVirtualThreadPerTaskExecutor()) {
            Future<byte[]> output = reader.submit(() -> process.getInputStream().readAllBytes());
            try (var input = process.getOutputStream()) {
                for (String line : lines) {
                    input.write((line + "\n").getBytes(StandardCharsets.UTF_8));
                }
            }
            String text = new String(output.get(), StandardCharsets.UTF_8);
            if (process.waitFor() != 0) {
                throw new IOException("node ended with " + process.exitValue());
            }
            List<String> answers = text.lines().toList();
            if (answers.size() != lines.size()) {
                throw new IOException(answers.size() + " answers to " + lines.size());
            }
            return answers;
        }
    }
}
