package dev.baltoro.text.tokenizer;

import static java.util.regex.Pattern.UNICODE_CHARACTER_CLASS;
import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

class K2SplitterTest {
    private static final Pattern PATTERN =
            Pattern.compile(K2Splitter.PATTERN, UNICODE_CHARACTER_CLASS);
    private static final long SEED = 20_250_711;
    private static final int TEXTS = 60_000;

    @Test
    void scannerEqualsRegexOnNastyText() {
        Random random = new Random(SEED);
        for (int i = 0; i < TEXTS; i++) {
            assertSplitsAsRegex(NastyText.next(random, 12));
        }
    }

    @Test
    void scannerEqualsRegexOnEveryCodePoint() {
        for (int codePoint = 0; codePoint <= Character.MAX_CODE_POINT; codePoint++) {
            boolean surrogate = codePoint >= 0xD800 && codePoint <= 0xDFFF;
            if (!surrogate && Character.isDefined(codePoint)) {
                String one = Character.toString(codePoint);
                assertSplitsAsRegex("a" + one + one + "B '" + one + " 1" + one + "\n" + one);
            }
        }
    }

    @Test
    void everyCodePointHasTheClassesOfTheRegex() {
        Pattern han = Pattern.compile("\\p{IsHan}");
        Pattern space = Pattern.compile("\\s", UNICODE_CHARACTER_CLASS);
        Pattern head = Pattern.compile("[\\p{Lu}\\p{Lt}\\p{Lm}\\p{Lo}\\p{M}&&[^\\p{IsHan}]]");
        for (int codePoint = 0; codePoint <= Character.MAX_CODE_POINT; codePoint++) {
            if (codePoint >= 0xD800 && codePoint <= 0xDFFF) {
                continue;
            }
            String one = Character.toString(codePoint);
            byte[] utf8 = one.getBytes(StandardCharsets.UTF_8);
            int look = CodePointClass.look(utf8, 0, utf8.length);
            boolean agrees =
                    CodePointClass.length(look) == utf8.length
                            && (look & CodePointClass.HAN) != 0 == han.matcher(one).matches()
                            && (look & CodePointClass.SPACE) != 0 == space.matcher(one).matches()
                            && (look & CodePointClass.HEAD) != 0 == head.matcher(one).matches();
            if (!agrees) {
                assertThat(agrees).as("classes of U+%04X", codePoint).isTrue();
            }
        }
    }

    private static void assertSplitsAsRegex(String text) {
        byte[] utf8 = new byte[3 * text.length()];
        int size = Utf8.write(text, 0, text.length(), utf8);
        String whole = new String(utf8, 0, size, StandardCharsets.UTF_8);
        List<String> pieces = new ArrayList<>();
        for (int at = 0; at < size; ) {
            int end = K2Splitter.next(utf8, at, size);
            pieces.add(new String(utf8, at, end - at, StandardCharsets.UTF_8));
            at = end;
        }
        List<String> expected = new ArrayList<>();
        Matcher matcher = PATTERN.matcher(whole);
        while (matcher.find()) {
            expected.add(matcher.group());
        }
        if (!pieces.equals(expected)) {
            assertThat(pieces)
                    .as("pieces of %s, seed %d", escaped(whole), SEED)
                    .isEqualTo(expected);
        }
    }

    private static String escaped(String text) {
        StringBuilder escaped = new StringBuilder();
        text.chars().forEach(c -> escaped.append("\\u%04X".formatted(c)));
        return escaped.toString();
    }
}
