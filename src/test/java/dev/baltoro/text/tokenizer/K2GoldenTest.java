package dev.baltoro.text.tokenizer;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Arrays;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/// Encodings that tiktoken itself gives with K2's ranks, pattern and special tokens.
class K2GoldenTest {
    private static final String DEFAULT_TURN =
            "<|im_system|>system<|im_middle|>You are Kimi, an AI assistant created by Moonshot"
                    + " AI.<|im_end|>";
    private static final String TOOL_CALL =
            "<|tool_calls_section_begin|><|tool_call_begin|>functions.get_weather:0"
                    + "<|tool_call_argument_begin|>{\"city\": \"Beijing\"}<|tool_call_end|>"
                    + "<|tool_calls_section_end|>";

    private static Tokenizer k2;

    @BeforeAll
    static void load() {
        k2 = K2Vocabulary.tokenizer();
    }

    @Test
    void ordinaryTextIsEncodedAsTiktokenDoes() {
        assertEncodes("Hello World's 12345", "19180 148452 220 6694 2899");
        assertEncodes("月之暗面Kimi", "892 685 5519 696 42 30223");
        assertEncodes("\n\n  x=1;", "382 220 1288 28 16 26");
    }

    @Test
    void turnsAreEncodedAsTiktokenDoes() {
        assertEncodes(
                "<|im_user|>user<|im_middle|>Hi<|im_end|><|im_assistant|>assistant<|im_middle|>",
                "163587 2482 163601 18699 163586 163588 69702 163601");
        assertEncodes(
                DEFAULT_TURN,
                "163594 14062 163601 3900 554 24980 72 11 519 22572 26626 5232 673 30218 10065"
                        + " 22572 13 163586");
        assertEncodes(
                TOOL_CALL,
                "163595 163597 41937 1150 21055 2800 25 15 163598 8264 37666 1289 414 4396 39556"
                        + " 16934 163599 163596");
    }

    private static void assertEncodes(String text, String ids) {
        int[] expected = Arrays.stream(ids.split(" ")).mapToInt(Integer::parseInt).toArray();
        assertThat(k2.encodeWithSpecial(text)).containsExactly(expected);
        assertThat(k2.decode(expected)).isEqualTo(text);
    }

    @Test
    void vocabularyHasAllSlots() {
        assertThat(k2.vocabSize()).isEqualTo(163_840);
        assertThat(k2.vocabulary().size()).isEqualTo(163_584);
    }

    @ParameterizedTest
    @CsvSource({
        "163584, [BOS], true",
        "163585, [EOS], true",
        "163586, <|im_end|>, true",
        "163587, <|im_user|>, true",
        "163588, <|im_assistant|>, true",
        "163589, <|reserved_token_163589|>, true",
        "163590, <|start_header_id|>, true",
        "163591, <|end_header_id|>, true",
        "163593, [EOT], true",
        "163594, <|im_system|>, true",
        "163595, <|tool_calls_section_begin|>, false",
        "163596, <|tool_calls_section_end|>, false",
        "163597, <|tool_call_begin|>, false",
        "163598, <|tool_call_argument_begin|>, false",
        "163599, <|tool_call_end|>, false",
        "163601, <|im_middle|>, true",
        "163838, [UNK], true",
        "163839, [PAD], true",
    })
    void specialTokensHaveTheirIds(int id, String content, boolean special) {
        assertThat(k2.specialId(content)).hasValue(id);
        assertThat(k2.specials().token(id)).isEqualTo(new SpecialToken(id, content, special));
    }

    @Test
    void specialTokenInOrdinaryTextIsText() {
        int[] ids = k2.encode("a<|im_end|>b");
        assertThat(Arrays.stream(ids)).allMatch(id -> id < 163_584);
        assertThat(k2.decode(ids)).isEqualTo("a<|im_end|>b");
    }
}
