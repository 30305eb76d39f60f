package dev.baltoro.agent.mcp;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.Test;

class ShellWordsTest {
    @Test
    void quotesKeepBlanksAndNothingIsExpanded() throws McpException {
        assertThat(
                        ShellWords.split(
                                "a \"b c\" '' 'd \"e\" & f' 'C:\\T\\n' *.md $HOME ~ x\\ y \"\\\"\\n\"",
                                true))
                .containsExactly(
                        "a",
                        "b c",
                        "",
                        "d \"e\" & f",
                        "C:\\T\\n",
                        "*.md",
                        "$HOME",
                        "~",
                        "x y",
                        "\"\\n");
        assertThat(ShellWords.split("C:\\Tools\\run.exe \"C:\\My Files\\x\"", false))
                .containsExactly("C:\\Tools\\run.exe", "C:\\My Files\\x");
    }

    @Test
    void whatIsNotClosedIsRefused() {
        for (String line : List.of("a 'b", "a \"b", "a\\")) {
            assertThatThrownBy(() -> ShellWords.split(line, true))
                    .isInstanceOf(McpException.class)
                    .hasMessageContaining("the command has a");
        }
    }

    /// `rm -rf copy && cp -r files copy` would have `rm` delete the files as well.
    @Test
    void whatOnlyAShellUnderstandsIsRefused() throws McpException {
        for (String line : List.of("a && b", "a || b", "a | b", "a > b", "a; b", "a ; b", "a &")) {
            assertThatThrownBy(() -> ShellWords.split(line, true))
                    .isInstanceOf(McpException.class)
                    .hasMessageContaining("sh -c");
        }
        assertThat(ShellWords.split("sh -c 'a && b; c | d' \";\" x&y http://h/?a=1&b=2", true))
                .containsExactly("sh", "-c", "a && b; c | d", ";", "x&y", "http://h/?a=1&b=2");
    }

    @Test
    void assignmentsBeforeTheCommandAreItsEnvironment() throws McpException {
        assertThat(McpAddress.parse("A=1 B_2='x y' run C=3"))
                .isEqualTo(
                        new McpAddress.Command(
                                List.of("run", "C=3"), Map.of("A", "1", "B_2", "x y")));
        assertThatThrownBy(() -> McpAddress.parse("A=1")).hasMessageContaining("no program");
        assertThatThrownBy(() -> McpAddress.parse(" ")).hasMessageContaining("no program");
        assertThatThrownBy(() -> McpAddress.parse("http://a b/"))
                .hasMessageContaining("no address");
    }

    /// The judge is the system's shell, asked for lines of quotes, backslashes and letters at
    /// random (without characters that it would expand).
    @Test
    void aShellSplitsTheSame() throws Exception {
        assumeTrue(Files.isExecutable(Path.of("/bin/sh")), "no /bin/sh here");
        List<String> lines = new ArrayList<>();
        StringBuilder script = new StringBuilder();
        for (long seed = 0; lines.size() < 300; seed++) {
            Random random = new Random(seed);
            StringBuilder line = new StringBuilder("w");
            for (int i = random.nextInt(14); i > 0; i--) {
                line.append("ab \\\"' é\t".charAt(random.nextInt(9)));
            }
            try {
                ShellWords.split(line.toString(), true);
                lines.add(line.toString());
                script.append("printf '%s\\0' ").append(line).append("\nprintf '\\n\\0'\n");
            } catch (McpException e) {
                // a shell would ask for the rest of the line
            }
        }
        Process shell = new ProcessBuilder("/bin/sh").start();
        try (var in = shell.getOutputStream()) {
            in.write(script.toString().getBytes(StandardCharsets.UTF_8));
        }
        String said = new String(shell.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        StringBuilder ours = new StringBuilder();
        for (String line : lines) {
            ShellWords.split(line, true).forEach(word -> ours.append(word).append('\0'));
            ours.append("\n\0");
        }
        assertThat(said).isEqualTo(ours.toString());
    }
}
