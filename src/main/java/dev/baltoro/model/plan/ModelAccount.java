package dev.baltoro.model.plan;

import dev.baltoro.model.K2Config;
import dev.baltoro.model.ParameterShapes;
import dev.baltoro.model.WeightSpec;
import java.util.Collections;
import java.util.EnumMap;
import java.util.Map;

/// Exact parameter counts of a model, by component.
///
/// A token *activates* every weight but the routed experts it does not select. Activated counts are
/// published with and without the embedding table, so both are here.
///
/// @param total all parameters, selection biases included, by component
/// @param activated parameters one token uses, by component
public record ModelAccount(Map<Component, Long> total, Map<Component, Long> activated) {
    /// Holds the maps as they are now.
    public ModelAccount {
        total = Collections.unmodifiableMap(new EnumMap<>(total));
        activated = Collections.unmodifiableMap(new EnumMap<>(activated));
    }

    /// {@return the account of a model of that shape}
    public static ModelAccount of(K2Config config) {
        EnumMap<Component, Long> total = new EnumMap<>(Component.class);
        for (Component component : Component.values()) {
            total.put(component, 0L);
        }
        for (WeightSpec weight : ParameterShapes.of(config)) {
            total.merge(Component.of(weight), weight.elements(), Long::sum);
        }
        EnumMap<Component, Long> activated = new EnumMap<>(total);
        activated.computeIfPresent(
                Component.ROUTED_EXPERTS,
                (component, all) -> all / config.nRoutedExperts() * config.numExpertsPerTok());
        return new ModelAccount(total, activated);
    }

    /// {@return all parameters}
    public long all() {
        return sum(total);
    }

    /// {@return parameters one token activates, embedding table and head included}
    public long activatedWithBoth() {
        return sum(activated);
    }

    /// {@return parameters one token activates, the head included, the embedding table not; a tied
    /// table is the head too}
    public long activatedWithHead() {
        return of(Component.HEAD) == 0
                ? activatedWithBoth()
                : activatedWithBoth() - of(Component.EMBEDDING);
    }

    /// {@return parameters one token activates, without embedding table and head}
    public long activatedWithNeither() {
        return activatedWithBoth() - of(Component.EMBEDDING) - of(Component.HEAD);
    }

    /// {@return parameters of one component}
    public long of(Component component) {
        return total.getOrDefault(component, 0L);
    }

    /// {@return parameters that Muon updates: matrices but the embedding and the head}
    public long updatedByMuon() {
        return all()
                - of(Component.EMBEDDING)
                - of(Component.HEAD)
                - of(Component.GAINS_AND_BIASES);
    }

    /// {@return weights that one token is multiplied with: what it activates, but no lookups, gains
    /// and biases}
    public long multipliedByToken() {
        return activatedWithHead() - of(Component.GAINS_AND_BIASES);
    }

    private static long sum(Map<Component, Long> counts) {
        return counts.values().stream().mapToLong(Long::longValue).sum();
    }
}
