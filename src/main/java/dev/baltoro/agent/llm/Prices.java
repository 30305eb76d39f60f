package dev.baltoro.agent.llm;

import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// What a million tokens cost, in the user's currency.
///
/// @param prompt of prompts
/// @param completion of answers
public record Prices(double prompt, double completion) {
    private static final double MILLION = 1e6;
    private static final Pattern FORM =
            Pattern.compile("([0-9]{1,9}(?:\\.[0-9]{1,9})?),([0-9]{1,9}(?:\\.[0-9]{1,9})?)");

    /// Refuses prices below nothing.
    public Prices {
        if (!(prompt >= 0 && completion >= 0 && Double.isFinite(prompt + completion))) {
            throw new IllegalArgumentException("a price is 0 or more");
        }
    }

    /// {@return the prices in a text such as `0.15,0.6`}
    ///
    /// @throws IllegalArgumentException if it is no such text
    public static Prices parse(String text) {
        Matcher form = FORM.matcher(text);
        if (!form.matches()) {
            throw new IllegalArgumentException(
                    "prices are `%s`; give two a million tokens, of prompts and of answers, such as 0.15,0.6"
                            .formatted(text));
        }
        return new Prices(Double.parseDouble(form.group(1)), Double.parseDouble(form.group(2)));
    }

    /// {@return what so many tokens cost}
    public double of(long promptTokens, long completionTokens) {
        return (promptTokens * prompt + completionTokens * completion) / MILLION;
    }
}
