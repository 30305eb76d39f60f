package dev.baltoro.agent.world.units;

import java.math.BigDecimal;
import java.math.MathContext;
import java.util.Arrays;
import java.util.Locale;
import java.util.Optional;

/// A unit that the converter knows.
public enum Unit {
    CM("length", "0.01"),
    M("length", "1"),
    KM("length", "1000"),
    G("weight", "1"),
    KG("weight", "1000"),
    S("time", "1"),
    MIN("time", "60"),
    H("time", "3600"),
    ML("volume", "1"),
    L("volume", "1000");

    private final String quantity;

    @SuppressWarnings("ImmutableEnumChecker") // immutable but for subclasses, and this is not one
    private final BigDecimal size;

    Unit(String quantity, String size) {
        this.quantity = quantity;
        this.size = new BigDecimal(size);
    }

    /// {@return how it is written, such as `km`}
    public String symbol() {
        return name().toLowerCase(Locale.ROOT);
    }

    /// {@return what it measures, such as `length`}
    public String quantity() {
        return quantity;
    }

    /// {@return the unit that is written so}
    public static Optional<Unit> of(String symbol) {
        return Arrays.stream(values()).filter(unit -> unit.symbol().equals(symbol)).findFirst();
    }

    /// {@return so many of this unit in another of the same quantity}
    public BigDecimal convert(BigDecimal value, Unit to) {
        return value.multiply(size).divide(to.size, MathContext.DECIMAL64);
    }
}
