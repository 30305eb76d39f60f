package dev.baltoro.agent.score.language;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// Arithmetic in the notation of mathjs: `^` is power, `!` factorial, `%` percent or the remainder,
/// and a name or bracket right after a value multiplies.
///
/// Sums and products are read by one method each, which call one another from the loosest to the
/// tightest.
public final class MathExpression {
    /// Characters of an expression, and brackets or signs within one another.
    private static final int CHARS_MAX = 1 << 14;

    private static final int DEPTH_MAX = 150;

    private static final Pattern TOKEN =
            Pattern.compile(
                    "(?<number>(?:[0-9]+\\.?[0-9]*|\\.[0-9]+)(?:[eE][+-]?[0-9]+)?)"
                            + "|(?<name>[A-Za-z_]\\w*)|(?<sign>.)",
                    Pattern.UNICODE_CHARACTER_CLASS | Pattern.DOTALL);

    /// Signs that people type for others.
    private static final String TYPED = "×·÷−–";

    private static final String MEANT = "**/--";

    private static final Token END = new Token(Kind.END, "");

    private final List<Token> tokens;
    private int at;
    private int depth;

    private MathExpression(List<Token> tokens) {
        this.tokens = tokens;
    }

    private enum Kind {
        NUMBER,
        NAME,
        SIGN,
        END
    }

    private record Token(Kind kind, String text) {}

    /// What an expression comes to on the way.
    private sealed interface Value {
        /// A number. Of a percentage, the number before the sign.
        record Number(double number, boolean percent) implements Value {}

        /// A list, for functions of many numbers.
        record Many(List<Value> values) implements Value {}
    }

    /// {@return the value of an expression; empty if it is none, or has no finite real value}
    public static OptionalDouble value(String text) {
        if (text.length() > CHARS_MAX) {
            return OptionalDouble.empty();
        }
        try {
            MathExpression expression = new MathExpression(tokens(text));
            double value = number(expression.sum());
            return expression.peek() == END && Double.isFinite(value)
                    ? OptionalDouble.of(value)
                    : OptionalDouble.empty();
        } catch (ArithmeticException e) {
            return OptionalDouble.empty();
        }
    }

    private static List<Token> tokens(String text) {
        List<Token> tokens = new ArrayList<>();
        Matcher matcher = TOKEN.matcher(text);
        while (matcher.find()) {
            String token = matcher.group();
            if (matcher.group("number") != null) {
                tokens.add(new Token(Kind.NUMBER, token));
            } else if (matcher.group("name") != null) {
                tokens.add(new Token(Kind.NAME, token));
            } else if (!token.isBlank()) {
                int typed = TYPED.indexOf(token);
                tokens.add(
                        new Token(
                                Kind.SIGN, typed < 0 ? token : MEANT.substring(typed, typed + 1)));
            }
        }
        return tokens;
    }

    private Token peek() {
        return at < tokens.size() ? tokens.get(at) : END;
    }

    private boolean isNext(String sign) {
        Token next = peek();
        return next.kind == Kind.SIGN && next.text.equals(sign);
    }

    private boolean take(String sign) {
        if (isNext(sign)) {
            at++;
            return true;
        }
        return false;
    }

    private static ArithmeticException wrong(String what) {
        return new ArithmeticException(what);
    }

    /// {@return the number that a value is}
    private static double number(Value value) {
        return switch (value) {
            case Value.Number(double number, boolean percent) -> percent ? number / 100 : number;
            case Value.Many _ -> throw wrong("a list is no number");
        };
    }

    private static double raw(Value value) {
        return value instanceof Value.Number(double number, boolean _) ? number : number(value);
    }

    private static Value of(double number) {
        if (!Double.isFinite(number)) {
            throw wrong("no finite real value");
        }
        return new Value.Number(number, false);
    }

    private Value sum() {
        Value sum = product();
        while (isNext("+") || isNext("-")) {
            boolean plus = take("+");
            if (!plus) {
                at++;
            }
            Value next = product();
            double term = raw(next);
            if (next instanceof Value.Number(double percent, boolean isPercent) && isPercent) {
                term = raw(sum) * percent / 100; // 80 + 15 % is 80 and 15 % of it
            }
            sum = of(plus ? raw(sum) + term : raw(sum) - term);
        }
        return sum instanceof Value.Number ? of(number(sum)) : sum;
    }

    private Value product() {
        Value product = signed();
        while (true) {
            if (take("*")) {
                product = of(number(product) * number(signed()));
            } else if (take("/")) {
                product = of(divided(number(product), number(signed())));
            } else if (peek().equals(new Token(Kind.NAME, "mod"))) {
                at++;
                product = of(remainder(number(product), number(signed())));
            } else if (take("%")) {
                product =
                        beginsValue()
                                ? of(remainder(number(product), number(signed())))
                                : new Value.Number(raw(product), true);
            } else if (peek().kind == Kind.NAME || isNext("(")) {
                product = of(number(product) * number(power()));
            } else {
                return product;
            }
        }
    }

    private boolean beginsValue() {
        Kind next = peek().kind;
        return next == Kind.NUMBER || next == Kind.NAME || isNext("(") || isNext("[");
    }

    private static double divided(double a, double b) {
        if (b == 0) {
            throw wrong("division by zero");
        }
        return a / b;
    }

    /// {@return the remainder with the divisor's sign}
    static double remainder(double a, double b) {
        if (b == 0) {
            throw wrong("division by zero");
        }
        double rest = a % b;
        return rest != 0 && rest < 0 != b < 0 ? rest + b : rest;
    }

    /// {@return a power}
    static double power(double base, double exponent) {
        if (base == 0 && exponent < 0) {
            throw wrong("zero to a negative power");
        }
        return Math.pow(base, exponent);
    }

    private Value signed() {
        enter();
        try {
            if (take("-")) {
                return of(-number(signed()));
            }
            return take("+") ? signed() : power();
        } finally {
            depth--;
        }
    }

    private void enter() {
        if (++depth > DEPTH_MAX) {
            throw wrong("too deep");
        }
    }

    private Value power() {
        Value base = factorial();
        return take("^") ? of(power(raw(base), raw(signed()))) : base;
    }

    private Value factorial() {
        Value value = atom();
        while (take("!")) {
            value = of(MathFunction.factorial(raw(value)));
        }
        return value;
    }

    private Value atom() {
        Token token = peek();
        at++;
        return switch (token.kind) {
            case NUMBER -> of(Double.parseDouble(token.text));
            case NAME -> named(token.text);
            case SIGN -> {
                if (token.text.equals("[")) {
                    yield new Value.Many(list("]"));
                }
                if (!token.text.equals("(")) {
                    throw wrong("unexpected " + token.text);
                }
                enter();
                Value inside = sum();
                depth--;
                if (!take(")")) {
                    throw wrong("a bracket is open");
                }
                yield inside;
            }
            case END -> throw wrong("something is missing");
        };
    }

    private Value named(String name) {
        switch (name) {
            case "pi", "PI" -> {
                return of(Math.PI);
            }
            case "e", "E" -> {
                return of(Math.E);
            }
            case "deg", "degree", "degrees" -> {
                return of(Math.PI / 180);
            }
            case "rad" -> {
                return of(1);
            }
            default -> {
                Optional<MathFunction> function = MathFunction.named(name);
                if (function.isEmpty() || !take("(")) {
                    throw wrong("unknown name " + name);
                }
                List<Double> arguments = new ArrayList<>();
                for (Value argument : list(")")) {
                    switch (argument) {
                        case Value.Many(List<Value> values) ->
                                values.forEach(value -> arguments.add(number(value)));
                        case Value.Number _ -> arguments.add(number(argument));
                    }
                }
                return of(function.get().apply(arguments));
            }
        }
    }

    private List<Value> list(String close) {
        enter();
        List<Value> values = new ArrayList<>();
        while (!take(close)) {
            values.add(sum());
            boolean unused = take(","); // a space separates as well
        }
        depth--;
        return values;
    }
}
