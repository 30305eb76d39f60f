package dev.baltoro.train.corpus;

import static org.assertj.core.api.Assertions.assertThat;

import dev.baltoro.data.read.Document;
import java.util.List;
import java.util.regex.MatchResult;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

class ArithmeticTextTest {
    private static final Pattern STATEMENT =
            Pattern.compile("(\\d+(?: [+*-] \\d+)*) = (\\d+(?: [+*-] \\d+)*)");
    private static final Pattern TASK =
            Pattern.compile(
                    "^(?:Add (\\d+) and (\\d+)|Subtract (\\d+) from (\\d+)|Multiply (\\d+) by (\\d+))\\.");
    private static final Pattern STORY =
            Pattern.compile(
                    "^\\w+ has (\\d+) \\w+ (and gets|and gives away|with) (\\d+)\\b.*\\?\n"
                            + ".* = (\\d+)\\.\nAnswer: (\\d+) (\\w+)\\.\n$");

    @Test
    void everyStatementOfEveryDocumentIsTrue() {
        List<Document> documents = new ArithmeticText(20_000, 5).documents().toList();
        int stories = 0;
        for (Document document : documents) {
            String text = document.text();
            int statements = 0;
            Matcher matcher = STATEMENT.matcher(text);
            while (matcher.find()) {
                assertThat(value(matcher.group(1))).as(text).isEqualTo(value(matcher.group(2)));
                statements++;
            }
            // no statement has escaped the pattern
            assertThat(statements)
                    .as(text)
                    .isEqualTo((int) text.chars().filter(c -> c == '=').count());
            Matcher story = STORY.matcher(text);
            if (story.matches()) {
                stories++;
                assertStory(story, text);
            } else {
                assertTask(text);
            }
        }
        assertThat(stories).isBetween(5_500, 6_500); // 30 %, seed 5
    }

    @Test
    void writtenDigitsMakeUpTheResult() {
        for (Document document : new ArithmeticText(5_000, 6).documents().toList()) {
            String text = document.text();
            if (!text.contains("write")) {
                continue;
            }
            var digits = new StringBuilder();
            Pattern.compile("write (\\d)|Write the carry (1)")
                    .matcher(text)
                    .results()
                    .map(m -> m.group(1) == null ? m.group(2) : m.group(1))
                    .forEach(digits::append);
            MatchResult last =
                    Pattern.compile(" = (\\d+)\\.\n$")
                            .matcher(text)
                            .results()
                            .findFirst()
                            .orElseThrow();
            assertThat(Integer.parseInt(digits.reverse().toString()))
                    .as(text)
                    .isEqualTo(Integer.parseInt(last.group(1)));
        }
    }

    @Test
    void documentsAreFunctionsOfSeedAndNumber() {
        List<Document> more = new ArithmeticText(100, 5).documents().toList();
        assertThat(new ArithmeticText(50, 5).documents()).isEqualTo(more.subList(0, 50));
        assertThat(new ArithmeticText(100, 6).documents().toList()).isNotEqualTo(more);
    }

    private static void assertTask(String text) {
        Matcher task = TASK.matcher(text);
        assertThat(task.find()).as(text).isTrue();
        String wanted;
        if (task.group(1) != null) {
            wanted = "%s + %s = ".formatted(task.group(1), task.group(2));
        } else if (task.group(3) != null) {
            wanted = "%s - %s = ".formatted(task.group(4), task.group(3));
        } else {
            wanted = "%s * %s = ".formatted(task.group(5), task.group(6));
        }
        assertThat(text.lines().toList().getLast()).startsWith(wanted);
    }

    private static void assertStory(Matcher story, String text) {
        int a = Integer.parseInt(story.group(1));
        int b = Integer.parseInt(story.group(3));
        int answer =
                switch (story.group(2)) {
                    case "and gets" -> a + b;
                    case "and gives away" -> a - b;
                    default -> a * b;
                };
        assertThat(Integer.parseInt(story.group(4))).as(text).isEqualTo(answer);
        assertThat(Integer.parseInt(story.group(5))).as(text).isEqualTo(answer);
    }

    /// The value of a chain of one kind of operation, which is all that the texts have.
    private static int value(String expression) {
        String[] parts = expression.split(" ", -1);
        int value = Integer.parseInt(parts[0]);
        for (int i = 1; i < parts.length; i += 2) {
            int next = Integer.parseInt(parts[i + 1]);
            value =
                    switch (parts[i]) {
                        case "+" -> value + next;
                        case "-" -> value - next;
                        default -> value * next;
                    };
        }
        return value;
    }
}
