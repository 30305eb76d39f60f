package dev.baltoro.cli.tools;

import static org.assertj.core.api.Assertions.assertThat;

import dev.baltoro.cli.Ran;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ToolsClassifyCommandTest {
    @TempDir private Path folder;

    private Path tools() throws IOException {
        StringBuilder lines = new StringBuilder();
        for (String tool :
                new String[] {
                    "get_forecast: Weather forecast for a city",
                    "rain_alerts: Weather warnings for a city",
                    "play_song: Plays a song",
                    "find_lyrics: Finds the lyrics of a song"
                }) {
            String[] parts = tool.split(": ", 2);
            lines.append(
                    "{\"name\":\"%s\",\"description\":\"%s\",\"inputSchema\":{\"type\":\"object\"}}%n"
                            .formatted(parts[0], parts[1]));
        }
        return Files.writeString(folder.resolve("tools.jsonl"), lines);
    }

    @Test
    void toolsWithoutLabelsAreDividedAndWritten() throws IOException {
        Path out = folder.resolve("out");
        Ran ran = Ran.of("tools", "classify", tools(), "--domains", 2, "--out", out);
        assertThat(ran.code()).as(ran.err()).isZero();
        assertThat(ran.out().strip()).isEqualTo(out.toString());
        assertThat(ran.err()).contains("4 of 4 texts embedded", "weather", "song");
        assertThat(Files.readAllLines(out.resolve("tools.jsonl"))).hasSize(4);
        assertThat(out.resolve("servers.jsonl")).doesNotExist();
        assertThat(out.resolve("map.svg")).content().contains("</svg>");
    }

    @Test
    void misuseCostsOneLine() throws IOException {
        Path out = folder.resolve("out");
        assertThat(Ran.of("tools", "classify", folder.resolve("no"), "--out", out).err())
                .contains("does not exist");
        assertThat(Ran.of("tools", "classify", tools(), "--domains", 1, "--out", out).err())
                .contains("--domains from 2");
        assertThat(Ran.of("tools", "classify", tools(), "--by", "x", "--out", out).code())
                .isEqualTo(2);
        assertThat(Ran.of("tools", "classify", tools(), "--out", folder).err())
                .contains("something else");
        assertThat(out).doesNotExist();
    }
}
