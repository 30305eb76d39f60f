package dev.baltoro.text.tokenizer;

import java.util.Random;

/// Random text made of what trips splitters and decoders.
final class NastyText {
    private static final String[] PARTS = {
        "'s",
        "'S",
        "'ſ",
        "'re",
        "'LL",
        "'v",
        "'",
        "’s",
        "\r\n",
        "\n",
        "\r",
        " ",
        "  ",
        "\t",
        "\u000B",
        "\u001C",
        "\u0085",
        "\u00A0",
        "\u3000",
        "\u2028",
        "\u200B",
        "\uFEFF",
        "a",
        "Z",
        "été",
        "E\u0301",
        "\u0301",
        "\u0301\u0301",
        "\u20DD",
        "\u0903",
        "Ǆ",
        "ǅ",
        "ʰ",
        "ª",
        "ß",
        "İ",
        "ı",
        "K",
        "ا",
        "ไทย",
        "あ",
        "ー",
        "한국",
        "月",
        "之",
        "〇",
        "々",
        "〆",
        "〡",
        "⺀",
        "⼀",
        "𠀀",
        "\uD87E\uDC00",
        "1",
        "١",
        "²",
        "Ⅷ",
        "½",
        "12345",
        "😀",
        "👩\u200D👩",
        "🏽",
        "\uD800",
        "\uDC00",
        "\uFFFD",
        "\uFFFF",
        "\u0000",
        "\u007F",
        "\u0378",
        "\uE000",
        "\uDBFF\uDFFF",
        "<|im_end|>",
        "[EOS]",
        "=",
        "==",
        "...",
        "hello",
        "World",
        "XMLHttp",
        "the",
        "_",
        "-",
        "$",
        "€",
        "\uD801\uDC00",
        "\uD801\uDC28",
        "\u16FE"
    };

    private NastyText() {}

    /// {@return up to `partsMax` parts joined; one part in eight is a random code unit}
    static String next(Random random, int partsMax) {
        StringBuilder text = new StringBuilder();
        int parts = random.nextInt(partsMax + 1);
        for (int i = 0; i < parts; i++) {
            if (random.nextInt(8) == 0) {
                text.append((char) random.nextInt(0x10000));
            } else {
                text.append(PARTS[random.nextInt(PARTS.length)]);
            }
        }
        return text.toString();
    }
}
