package dev.baltoro.model;

import java.util.Set;

/// The rules that values of a [K2Config] obey, each with its one-line message.
final class ConfigChecks {
    private static final Set<String> MODEL_TYPES = Set.of("kimi_k2", "deepseek_v3");

    private ConfigChecks() {}

    static void knownModelType(String value) {
        if (!MODEL_TYPES.contains(value)) {
            throw new ConfigException(
                    "model_type is \"%s\"; Baltoro builds kimi_k2 and deepseek_v3 only: name a model of that family"
                            .formatted(value));
        }
    }

    static void positive(String key, int value) {
        if (value <= 0) {
            throw new ConfigException(key + " is " + value + "; it must be at least 1");
        }
    }

    static void positive(String key, double value) {
        if (!(value > 0) || Double.isInfinite(value)) {
            throw new ConfigException(key + " is " + value + "; it must be positive and finite");
        }
    }

    static void notNegative(String key, double value) {
        if (!(value >= 0) || Double.isInfinite(value)) {
            throw new ConfigException(key + " is " + value + "; it must be 0 or more, and finite");
        }
    }

    static void moreThanOne(String key, double value) {
        if (!(value > 1) || Double.isInfinite(value)) {
            throw new ConfigException(key + " is " + value + "; it must be more than 1");
        }
    }

    static void atLeastOne(String key, double value) {
        if (!(value >= 1) || Double.isInfinite(value)) {
            throw new ConfigException(key + " is " + value + "; it must be at least 1");
        }
    }

    static void between(String key, int value, int least, int most) {
        if (value < least || value > most) {
            String range =
                    most == Integer.MAX_VALUE
                            ? "at least " + least
                            : "between %d and %d".formatted(least, most);
            throw new ConfigException(key + " is " + value + "; it must be " + range);
        }
    }

    static void divides(String key, int value, String divisorName, int divisor) {
        if (value % divisor != 0) {
            throw new ConfigException(
                    "%s is %d; it must be a multiple of %s"
                            .formatted(key, value, withValue(divisorName, divisor)));
        }
    }

    /// Checks that the groups a token may select from have as many experts as it selects, and that
    /// a group has the two experts its score is summed from.
    static void groupsHoldSelection(int experts, int groups, int selectable, int selected) {
        int reachable = experts / groups * selectable;
        if (selected > reachable) {
            throw new ConfigException(
                    "num_experts_per_tok is %d, but topk_group %d of n_group %d groups hold only %d experts"
                            .formatted(selected, selectable, groups, reachable));
        }
        if (groups > 1 && experts / groups < 2) {
            throw new ConfigException(
                    "n_group is %d for %d experts; a group needs at least 2"
                            .formatted(groups, experts));
        }
    }

    private static String withValue(String name, int value) {
        return name.startsWith(Integer.toString(value)) ? name : name + " (" + value + ")";
    }
}
