package dev.baltoro.agent.domain;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;

class ToolWordsTest {
    @Test
    void namesAreCutWhereTheirWordsEnd() {
        assertThat(ToolWords.ofName("getUserID_v2")).containsExactly("get", "user", "id", "v2");
        assertThat(ToolWords.ofName("HTTPServer.list-files"))
                .containsExactly("http", "server", "list", "files");
        assertThat(ToolWords.of("GitHub's API, 3 times"))
                .containsExactly("github", "s", "api", "3", "times");
        assertThat(ToolWords.telling(ToolWords.of("the 3 files of a user")))
                .containsExactly("files", "user");
    }

    @Test
    void pluralsHaveTheWordsStem() {
        assertThat(List.of("queries", "boxes", "files", "status", "address", "analysis", "bus"))
                .extracting(ToolWords::stem)
                .containsExactly("query", "box", "file", "status", "address", "analysis", "bus");
    }

    @Test
    void aDescriptionsFirstSentenceIsFound() {
        assertThat(ToolWords.firstSentence("  Sends a message\n to a channel. Args: x"))
                .isEqualTo("Sends a message to a channel.");
        assertThat(ToolWords.firstSentence("E.g. a list")).isEqualTo("E.g. a list");
        assertThat(ToolWords.firstSentence("")).isEmpty();
        assertThat(ToolWords.firstSentence("word ".repeat(90))).hasSize(200);
    }
}
