package dev.baltoro.synth.value;

import java.util.List;
import java.util.Map;

/// Whole numbers in words.
public final class NumberWords {
    private static final List<String> SMALL =
            List.of(
                    "zero",
                    "one",
                    "two",
                    "three",
                    "four",
                    "five",
                    "six",
                    "seven",
                    "eight",
                    "nine",
                    "ten",
                    "eleven",
                    "twelve",
                    "thirteen",
                    "fourteen",
                    "fifteen",
                    "sixteen",
                    "seventeen",
                    "eighteen",
                    "nineteen");
    private static final List<String> TENS =
            List.of(
                    "", "", "twenty", "thirty", "forty", "fifty", "sixty", "seventy", "eighty",
                    "ninety");
    private static final Map<SpokenLanguage, List<String>> ELSEWHERE =
            Map.of(
                    SpokenLanguage.GERMAN,
                    List.of(
                            "null", "eine", "zwei", "drei", "vier", "fünf", "sechs", "sieben",
                            "acht", "neun", "zehn", "elf", "zwölf"),
                    SpokenLanguage.FRENCH,
                    List.of(
                            "zéro", "une", "deux", "trois", "quatre", "cinq", "six", "sept", "huit",
                            "neuf", "dix", "onze", "douze"),
                    SpokenLanguage.SPANISH,
                    List.of(
                            "cero", "una", "dos", "tres", "cuatro", "cinco", "seis", "siete",
                            "ocho", "nueve", "diez", "once", "doce"),
                    SpokenLanguage.ITALIAN,
                    List.of(
                            "zero", "una", "due", "tre", "quattro", "cinque", "sei", "sette",
                            "otto", "nove", "dieci", "undici", "dodici"),
                    SpokenLanguage.JAPANESE,
                    List.of("零", "一", "二", "三", "四", "五", "六", "七", "八", "九", "十", "十一", "十二"));

    private static final long THOUSAND = 1_000;
    private static final long MILLION = 1_000_000;
    private static final long BILLION = 1_000_000_000;

    private NumberWords() {}

    /// {@return a whole number from 0 in English words, `and` before what is below a hundred}
    public static String words(long number) {
        if (number < SMALL.size()) {
            return SMALL.get((int) number);
        }
        if (number < 100) {
            return TENS.get((int) number / 10) + (number % 10 == 0 ? "" : "-" + words(number % 10));
        }
        if (number < THOUSAND) {
            return words(number / 100)
                    + " hundred"
                    + (number % 100 == 0 ? "" : " and " + words(number % 100));
        }
        if (number < MILLION) {
            return large(number, THOUSAND, " thousand");
        }
        return number < BILLION
                ? large(number, MILLION, " million")
                : large(number, BILLION, " billion");
    }

    private static String large(long number, long unit, String name) {
        long rest = number % unit;
        return words(number / unit)
                + name
                + (rest == 0 ? "" : (rest < 100 ? " and " : " ") + words(rest));
    }

    /// {@return a number in words of a language; digits where it has no words here}
    public static String words(int number, SpokenLanguage language) {
        if (language == SpokenLanguage.ENGLISH) {
            return words(number);
        }
        List<String> known = ELSEWHERE.get(language);
        return known != null && number < known.size()
                ? known.get(number)
                : Integer.toString(number);
    }

    /// {@return `1st`, `22nd`}
    public static String ordinal(int number) {
        String end =
                number % 100 / 10 == 1
                        ? "th"
                        : switch (number % 10) {
                            case 1 -> "st";
                            case 2 -> "nd";
                            case 3 -> "rd";
                            default -> "th";
                        };
        return number + end;
    }
}
