package dev.baltoro.text.template;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.baltoro.text.chat.ChatTemplate;
import dev.baltoro.text.chat.KnownTools;
import dev.baltoro.text.chat.Message;
import dev.baltoro.text.chat.ToolDeclaration;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class KnownToolsFileTest {
    private static final KnownTools KNOWN =
            new KnownTools(
                    List.of(
                            ToolDeclaration.function(
                                    "read", "Reads", "{\"properties\":{\"path\":{}}}")));

    @TempDir private Path folder;

    @Test
    void aFolderGivesBackTheToolsThatWereWrittenWithItsTemplate() throws IOException {
        ChatTemplate specialist = ChatTemplate.K2.withKnown(KNOWN);
        TemplateFile.write(folder, specialist);
        assertThat(FolderTemplate.of(folder).codec()).isEqualTo(specialist);
        assertThat(KnownToolsFile.read(folder)).isEqualTo(KNOWN);
    }

    @Test
    void theTemplateForOtherProgramsLeavesDeclarationsOutToo() throws Exception {
        TemplateFile.write(folder, ChatTemplate.K2.withKnown(KNOWN));
        FolderTemplate compared = FolderTemplate.compared(folder);
        assertThat(compared.compared()).isPositive();
        assertThat(compared.differences()).isEmpty();
        assertThat(compared.codec().render(List.of(new Message.User("Hi")), KNOWN.tools(), true))
                .doesNotContain("tool_declare");
    }

    @Test
    void aFolderWithoutTheFileKnowsNone() throws IOException {
        TemplateFile.write(folder, ChatTemplate.K2);
        assertThat(folder.resolve(KnownToolsFile.NAME)).doesNotExist();
        assertThat(FolderTemplate.of(folder).codec()).isEqualTo(ChatTemplate.K2);
    }

    @Test
    void aDamagedFileIsNamed() throws IOException {
        Files.writeString(folder.resolve(KnownToolsFile.NAME), "[{\"type\": \"function\"");
        assertThatThrownBy(() -> KnownToolsFile.read(folder))
                .isInstanceOf(IOException.class)
                .hasMessageContaining(KnownToolsFile.NAME)
                .hasMessageContaining("not JSON");
    }
}
