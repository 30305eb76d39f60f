package dev.baltoro.engine.grammar;

import dev.baltoro.engine.Constraint;
import dev.baltoro.engine.TokenMask;
import dev.baltoro.engine.grammar.automaton.Rule;
import dev.baltoro.text.chat.Marker;
import java.util.BitSet;
import org.jspecify.annotations.Nullable;

/// One answer's place in its grammar.
///
/// Text and the frame of a section are places; the inside of JSON and of calls are rules, which
/// know nothing of what is around them, so that all calls of all answers share their masks.
final class GrammarConstraint implements Constraint {
    private enum Place {
        /// In text that may be anything.
        TEXT,
        /// In text that is JSON, or of a language.
        JSON,
        /// Before a section that must come.
        SECTION,
        /// In a section, between calls.
        CALLS,
        /// In a call.
        CALL,
        /// After a section.
        BEHIND,
        /// After the end.
        OVER
    }

    private final Grammar grammar;
    private Place place;
    private @Nullable Rule rule;
    private boolean begun;
    private int index;
    private int calls;

    GrammarConstraint(Grammar grammar, int index) {
        this.grammar = grammar;
        this.index = index;
        Grammar.Rules rules = grammar.rules();
        this.place =
                rules.least() > 0
                        ? Place.SECTION
                        : rules.text().isPresent() ? Place.JSON : Place.TEXT;
        synchronized (grammar.lock()) {
            this.rule = rules.text().map(grammar::text).orElse(null);
        }
    }

    private GrammarConstraint(GrammarConstraint other) {
        this.grammar = other.grammar;
        this.place = other.place;
        this.rule = other.rule;
        this.begun = other.begun;
        this.index = other.index;
        this.calls = other.calls;
    }

    @Override
    public Constraint copy() {
        return new GrammarConstraint(this);
    }

    @Override
    public TokenMask allowed() {
        return allowed(Integer.MAX_VALUE);
    }

    @Override
    public TokenMask allowed(int remaining) {
        synchronized (grammar.lock()) {
            Rule inside = rule;
            if (inside == null) {
                return grammar.walk().mask(frame(remaining));
            }
            // The inside may take what the frame after it and the next token leave.
            int distance = remaining - 1 - behind();
            boolean mayCall = place == Place.JSON && !begun && mayCall(remaining);
            if (mayCall) {
                BitSet both = grammar.walk().allowed(inside, distance).tokens();
                both.or(grammar.walk().ids(Marker.CALLS_BEGIN));
                return grammar.walk().mask(both);
            }
            MaskCache.Masked masked = grammar.masked(inside);
            return masked.farthest() <= distance ? masked.mask() : grammar.within(inside, distance);
        }
    }

    @Override
    public int distance() {
        synchronized (grammar.lock()) {
            Rule inside = rule;
            return switch (place) {
                case TEXT, BEHIND -> 1;
                case SECTION -> 1 + callsDistance();
                case CALLS -> callsDistance();
                case JSON, CALL -> behind() + (inside == null ? 0 : inside.distance());
                case OVER -> 0;
            };
        }
    }

    private int callsDistance() {
        return calls < grammar.rules().least() ? callDistance() : 2;
    }

    /// Through one call and the section's end to the answer's end.
    private int callDistance() {
        return 1 + grammar.call(index).distance() + 2;
    }

    private int behind() {
        return place == Place.CALL ? 2 : 0;
    }

    /// {@return whether a section may begin with the next token}
    private boolean mayCall(int remaining) {
        return grammar.rules().most() > 0 && 1 + callDistance() <= remaining;
    }

    private BitSet frame(int remaining) {
        TokenWalk walk = grammar.walk();
        BitSet tokens = new BitSet();
        switch (place) {
            case TEXT -> {
                tokens.or(walk.ids(Marker.END));
                tokens.or(walk.ordinary()); // text may be cut anywhere, and then is said to be cut
                if (mayCall(remaining)) {
                    tokens.or(walk.ids(Marker.CALLS_BEGIN));
                }
            }
            case SECTION -> tokens.or(walk.ids(Marker.CALLS_BEGIN));
            case CALLS -> {
                boolean must = calls < Math.max(1, grammar.rules().least());
                boolean more = calls < grammar.rules().most() && callDistance() <= remaining;
                if (must || more) {
                    tokens.or(walk.ids(Marker.CALL_BEGIN));
                }
                if (!must) {
                    tokens.or(walk.ids(Marker.CALLS_END));
                }
            }
            case BEHIND, OVER, JSON, CALL -> tokens.or(walk.ids(Marker.END));
        }
        return tokens;
    }

    @Override
    public void accept(int token) {
        synchronized (grammar.lock()) {
            Rule inside = rule;
            boolean opens =
                    place == Place.JSON
                            && !begun
                            && grammar.rules().most() > 0
                            && grammar.walk().ids(Marker.CALLS_BEGIN).get(token);
            if (inside == null || opens) {
                acceptFrame(token, opens);
                return;
            }
            Rule behind = grammar.walk().after(inside, token);
            if (grammar.isNothing(behind)) {
                throw refused(token);
            }
            rule = behind;
            begun = true;
            if (grammar.isFinished(behind)) {
                rule = null;
                if (place == Place.CALL) {
                    calls++;
                    index++;
                    place = Place.CALLS;
                } else {
                    place = Place.OVER;
                }
            }
        }
    }

    private void acceptFrame(int token, boolean opens) {
        if (!opens && !frame(Integer.MAX_VALUE).get(token)) {
            throw refused(token);
        }
        TokenWalk walk = grammar.walk();
        if (walk.ids(Marker.END).get(token)) {
            place = Place.OVER;
        } else if (walk.ids(Marker.CALLS_BEGIN).get(token)) {
            place = Place.CALLS;
            rule = null;
        } else if (walk.ids(Marker.CALL_BEGIN).get(token)) {
            place = Place.CALL;
            rule = grammar.call(index);
        } else if (walk.ids(Marker.CALLS_END).get(token)) {
            place = Place.BEHIND;
        }
    }

    private static IllegalArgumentException refused(int token) {
        return new IllegalArgumentException("token %d may not come here".formatted(token));
    }
}
