package dev.baltoro.text.chat;

import java.util.OptionalInt;

/// What the id of a tool call says, be it in K2's form `functions.{name}:{number}` or not quite.
///
/// @param number place among all calls of the conversation, from 0; empty where the id is not in
///   K2's form, so that its number means little
public record CallId(String name, OptionalInt number) {
    private static final String PREFIX = "functions.";

    /// More digits are no count of calls.
    private static final int DIGITS_MAX = 9;

    /// {@return an id in K2's form}
    static String of(String name, int number) {
        return PREFIX + name + ":" + number;
    }

    /// {@return what `id` says}
    ///
    /// The name is what remains without a leading `functions.` and without the last colon and the
    /// digits after it, so that dots, dashes and colons in names survive.
    public static CallId parse(String id) {
        int start = id.startsWith(PREFIX) ? PREFIX.length() : 0;
        int colon = id.lastIndexOf(':');
        if (colon < start || !isDigits(id.substring(colon + 1))) {
            return new CallId(id.substring(start), OptionalInt.empty());
        }
        String name = id.substring(start, colon);
        String digits = id.substring(colon + 1);
        if (start > 0 && !digits.isEmpty() && digits.length() <= DIGITS_MAX) {
            return new CallId(name, OptionalInt.of(Integer.parseInt(digits)));
        }
        return new CallId(name, OptionalInt.empty());
    }

    private static boolean isDigits(String text) {
        return text.chars().allMatch(c -> c >= '0' && c <= '9');
    }
}
