package dev.baltoro.text.spoken;

import java.math.BigDecimal;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;

/// Numbers in English words, or in digits and words: "a hundred and fifty", "seven and a half",
/// "1.3 million".
public final class SpokenNumber {
    private static final Map<String, Integer> BELOW_HUNDRED = belowHundred();
    private static final Map<String, BigDecimal> SCALES =
            Map.of(
                    "thousand", BigDecimal.valueOf(1_000),
                    "grand", BigDecimal.valueOf(1_000),
                    "million", BigDecimal.valueOf(1_000_000),
                    "billion", BigDecimal.valueOf(1_000_000_000));
    private static final BigDecimal HALF = new BigDecimal("0.5");
    private static final BigDecimal QUARTER = new BigDecimal("0.25");
    private static final Pattern DIGITS = Pattern.compile("\\d{1,18}(?:,\\d{3})*(?:\\.\\d{1,15})?");

    private static final String WORD =
            "(?:%s|hundred|thousand|grand|million|billion|dozen|half)"
                    .formatted(String.join("|", BELOW_HUNDRED.keySet()));

    /// Where words may be a number: one of its words, and what may follow them. No part of it can
    /// be read in two ways, so that time grows with the text and no faster.
    private static final Pattern PLACE =
            Pattern.compile(
                    "(?<![\\p{L}\\p{N}])(?:(?:minus|negative) )?"
                            + "(?:an? (?=hundred|thousand|million|billion|dozen)|\\d[\\d,.]* (?=hundred|thousand|grand|million|billion|dozen|and a half|and a quarter))?"
                            + "(?:WORD(?![\\p{L}\\p{N}])|\\d[\\d,.]*(?= and a))(?:[ -](?:and (?:a )?|a |point )?(?:WORD|quarters?)(?![\\p{L}\\p{N}]))*+"
                                    .replace("WORD", WORD),
                    Pattern.CASE_INSENSITIVE);

    private BigDecimal whole = BigDecimal.ZERO;
    private BigDecimal group = BigDecimal.ZERO;
    private boolean begun;
    private int least = 100;

    private SpokenNumber() {}

    private static Map<String, Integer> belowHundred() {
        Map<String, Integer> words = new HashMap<>();
        List<String> small =
                List.of(
                        "zero one two three four five six seven eight nine ten eleven twelve thirteen fourteen fifteen sixteen seventeen eighteen nineteen"
                                .split(" "));
        for (int i = 0; i < small.size(); i++) {
            words.put(small.get(i), i);
        }
        List<String> tens =
                List.of("twenty thirty forty fifty sixty seventy eighty ninety".split(" "));
        for (int i = 0; i < tens.size(); i++) {
            words.put(tens.get(i), 20 + 10 * i);
        }
        return Map.copyOf(words);
    }

    /// {@return where a text may have numbers in words}
    public static Pattern places() {
        return PLACE;
    }

    /// {@return the number that words say; empty if they say none, or more than that}
    public static Optional<BigDecimal> of(String words) {
        String plain =
                words.strip().toLowerCase(Locale.ROOT).replaceAll("(?<=\\p{L})-(?=\\p{L})", " ");
        boolean negative = plain.startsWith("minus ") || plain.startsWith("negative ");
        String[] tokens =
                (negative ? plain.substring(plain.indexOf(' ') + 1) : plain).split("\\s+");
        return new SpokenNumber().read(tokens).map(n -> negative ? n.negate() : n);
    }

    private Optional<BigDecimal> read(String[] tokens) {
        for (int i = 0; i < tokens.length; i++) {
            boolean last = i == tokens.length - 1;
            switch (tokens[i]) {
                case "and" -> {
                    if (!begun || last) {
                        return Optional.empty();
                    }
                    if (fraction(tokens, i + 1).isPresent()) {
                        group = group.add(fraction(tokens, i + 1).get());
                        i += 2;
                        least = 0;
                    }
                }
                case "a", "an" -> {
                    if (last || begun && !tokens[i - 1].equals("half")) {
                        return Optional.empty();
                    }
                }
                case "half" -> {
                    if (begun || last) {
                        return Optional.empty();
                    }
                    group = HALF;
                    begun = true;
                    least = 0;
                }
                case "point" -> {
                    return begun ? decimals(tokens, i + 1) : Optional.empty();
                }
                default -> {
                    if (!add(tokens[i])) {
                        return Optional.empty();
                    }
                }
            }
        }
        return begun ? Optional.of(plain(whole.add(group))) : Optional.empty();
    }

    private static BigDecimal plain(BigDecimal number) {
        return number.signum() == 0 ? BigDecimal.ZERO : number.stripTrailingZeros();
    }

    private boolean add(String token) {
        Integer small = BELOW_HUNDRED.get(token);
        if (small != null) {
            int size = small < 10 ? 10 : 100;
            if (least < size || small >= 10 && least < 100) {
                return false; // "twenty twelve"
            }
            group = group.add(BigDecimal.valueOf(small));
            least = small < 20 ? 0 : 10;
        } else if (DIGITS.matcher(token).matches()) {
            if (begun) {
                return false;
            }
            group = new BigDecimal(token.replace(",", ""));
            least = 0;
        } else if (token.equals("hundred") || token.equals("dozen")) {
            group =
                    (begun && group.signum() > 0 ? group : BigDecimal.ONE)
                            .multiply(BigDecimal.valueOf(token.equals("dozen") ? 12 : 100));
            least = token.equals("dozen") ? 0 : 100;
        } else if (SCALES.containsKey(token)) {
            whole =
                    whole.add(
                            (group.signum() > 0 ? group : BigDecimal.ONE)
                                    .multiply(SCALES.get(token)));
            group = BigDecimal.ZERO;
            least = 100;
        } else {
            return false;
        }
        begun = true;
        return true;
    }

    private static Optional<BigDecimal> fraction(String[] tokens, int at) {
        if (at + 1 >= tokens.length) {
            return Optional.empty();
        }
        return switch (tokens[at] + " " + tokens[at + 1]) {
            case "a half" -> Optional.of(HALF);
            case "a quarter" -> Optional.of(QUARTER);
            case "three quarters" -> Optional.of(HALF.add(QUARTER));
            default -> Optional.empty();
        };
    }

    private Optional<BigDecimal> decimals(String[] tokens, int from) {
        StringBuilder digits = new StringBuilder();
        for (int i = from; i < tokens.length; i++) {
            Integer digit = BELOW_HUNDRED.get(tokens[i]);
            if (digit == null || digit > 9) {
                return Optional.empty();
            }
            digits.append(digit);
        }
        return digits.isEmpty()
                ? Optional.empty()
                : Optional.of(plain(whole.add(group).add(new BigDecimal("0." + digits))));
    }
}
