package dev.baltoro.engine.intent;

import static org.assertj.core.api.Assertions.assertThat;

import dev.baltoro.text.chat.Message;
import java.util.List;
import org.junit.jupiter.api.Test;

class MentionsTest {
    private static List<String> found(String request) {
        ReadText read = ReadText.of(List.of(new Message.User(request)));
        return Mentions.of(read).stream()
                .map(mention -> mention.place().text(read) + " = " + mention.value())
                .toList();
    }

    @Test
    void numbersAndDaysAreFoundAsTheyAreSaid() {
        assertThat(found("a hundred and fifty gallons on the 4th of February 2026"))
                .contains("a hundred and fifty = 150", "the 4th of February 2026 = 2026-02-04");
        assertThat(found("is 8032 0714 0770 5429 valid?"))
                .contains("8032 0714 0770 5429 = 8032071407705429");
        assertThat(found("1,850 square feet")).contains("1,850 = 1850");
    }

    @Test
    void theLongestWordsThatAreANumberAreOne() {
        assertThat(found("one two hundred")).contains("one = 1", "two hundred = 200");
    }
}
