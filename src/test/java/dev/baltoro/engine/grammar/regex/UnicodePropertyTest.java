package dev.baltoro.engine.grammar.regex;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;

class UnicodePropertyTest {
    private static final List<String> NAMES =
            List.of(
                    ("Lu Ll Lt LC Lm Lo L Mn Me Mc M Nd Nl No N Zs Zl Zp Z Cc Cf Co Cs Cn C Pd Ps Pe Pc Po"
                                    + " Pi Pf P Sm Sc Sk So S Letter Cased_Letter Combining_Mark Mark"
                                    + " Decimal_Number digit Punctuation punct Symbol Currency_Symbol"
                                    + " Separator Other Control cntrl Unassigned gc=Lu"
                                    + " General_Category=Uppercase_Letter Any Assigned ASCII AHex"
                                    + " Hex_Digit Alphabetic Lowercase Uppercase Cased Ideographic"
                                    + " Bidi_Mirrored White_Space space ID_Start ID_Continue Emoji"
                                    + " Emoji_Presentation Emoji_Modifier Emoji_Modifier_Base"
                                    + " Emoji_Component Extended_Pictographic Regional_Indicator"
                                    + " Join_Control Script=Latin sc=Latn Script=Greek sc=Cyrl sc=Han"
                                    + " sc=Hiragana sc=Zyyy Script=Common sc=Zinh sc=SignWriting sc=Nkoo"
                                    + " sc=Phags_Pa sc=Old_Italic scx=Latn scx=Greek scx=Deva"
                                    + " Script_Extensions=Han scx=Arab scx=Thaana scx=Tamil"
                                    + " scx=Glagolitic scx=Chakma scx=Georgian scx=Coptic"
                                    + " scx=Grantha scx=Tulu_Tigalari scx=Old_Uyghur")
                            .split(" "));

    /// Whatever version of Unicode the judge has, of 14 or later.
    @Test
    void cautiousAndGenerousSetsHoldWhatNodeSays() throws Exception {
        List<CodePoints> judged =
                NodeRegExp.sets(NAMES.stream().map(name -> "^\\p{" + name + "}$").toList());
        for (int i = 0; i < NAMES.size(); i++) {
            String name = NAMES.get(i);
            CodePoints least = UnicodeProperty.of(name, Reading.CAUTIOUS).orElseThrow();
            CodePoints exact = UnicodeProperty.of(name, Reading.ECMA).orElseThrow();
            CodePoints most = UnicodeProperty.of(name, Reading.GENEROUS).orElseThrow();
            assertThat(least.without(judged.get(i)).members().stream().limit(5))
                    .as(name + ", too much")
                    .isEmpty();
            assertThat(judged.get(i).without(most).members().stream().limit(5))
                    .as(name + ", too little")
                    .isEmpty();
            assertThat(least.without(exact).members().stream().limit(5)).as(name).isEmpty();
            assertThat(exact.without(most).members().stream().limit(5)).as(name).isEmpty();
        }
    }

    @Test
    void whatIsCautiousIsNotMuchLess() {
        for (String name : List.of("L", "Lu", "Nd", "P", "Sc", "sc=Latn", "sc=Han", "Emoji")) {
            int least = size(name, Reading.CAUTIOUS);
            int exact = size(name, Reading.ECMA);
            assertThat(least).as(name).isBetween((int) (0.85 * exact), exact);
        }
        assertThat(UnicodeProperty.of("Sc", Reading.CAUTIOUS).orElseThrow().contains('$')).isTrue();
    }

    private static int size(String name, Reading reading) {
        return UnicodeProperty.of(name, reading).orElseThrow().members().cardinality();
    }
}
