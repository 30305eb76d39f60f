package dev.baltoro.engine.intent;

import static org.assertj.core.api.Assertions.assertThat;

import dev.baltoro.text.chat.Message;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class WholeNamesTest {
    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '\0',
            value = {
                "open run_02.csv.|open run_02.csv .",
                "list /opt/lab data|list /opt/lab data",
                "the 'week_15/a.md' one|the ' week_15/a.md ' one",
                "all .txt and *.md|all . txt and * . md",
                "1989-11-09, 5kg|1989-11-09 , 5 kg",
                "well-known tools|well-known tools",
                "he said a/b: yes|he said a/b : yes",
                "open ほくと号 (boat)|open ほくと号 ( boat )",
                "Fionaを表示|Fiona を 表 示",
                "この船の記録を見せてください|こ の 船 の 記 録 を 見 せ て く だ さ い",
            })
    void namesAreWholeAndSentencesSignsAreNotTheirs(String text, String parts) {
        ReadText read = ReadText.of(List.of(new Message.User(text)));
        boolean[] goesOn = WholeNames.of(read);
        List<String> joined = new ArrayList<>();
        for (int i = 0; i < goesOn.length; i++) {
            String word = read.words().get(i).text();
            if (goesOn[i]) {
                joined.add(joined.removeLast() + word);
            } else {
                joined.add(word);
            }
        }
        assertThat(String.join(" ", joined)).isEqualTo(parts);
    }
}
