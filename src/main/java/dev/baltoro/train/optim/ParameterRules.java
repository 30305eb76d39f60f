package dev.baltoro.train.optim;

import dev.baltoro.tensor.autograd.Parameter;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Predicate;
import java.util.regex.Pattern;

/// Which parameter is updated how: ordered rules on names, the first match wins.
///
/// @param rules in order of precedence
public record ParameterRules(List<Rule> rules) {

    /// The kinds of update.
    public enum Update {
        /// Orthogonalised momentum, for matrices.
        MUON,
        /// AdamW, for embedding, head, gains and biases.
        ADAMW
    }

    /// One rule.
    ///
    /// @param name matches whole parameter names
    public record Rule(Pattern name, Update update) {
        static Rule of(String name, Update update) {
            return new Rule(Pattern.compile(name), update);
        }

        Predicate<Parameter> matches() {
            return parameter -> name.matcher(parameter.name()).matches();
        }
    }

    /// {@return MuonClip's rules: AdamW for embedding, head and gains, Muon for every matrix
    /// (Moonlight §2.2)}
    ///
    /// The router's gate is a matrix like the others (Moonlight, figure 4).
    public static ParameterRules muonClip() {
        return new ParameterRules(
                List.of(
                        Rule.of("model\\.embed_tokens\\.weight|lm_head\\.weight", Update.ADAMW),
                        Rule.of(".*norm\\.weight", Update.ADAMW),
                        Rule.of(
                                ".*_proj(_with_mqa)?(\\.weight)?|.*\\.mlp\\.gate\\.weight",
                                Update.MUON)));
    }

    /// {@return AdamW for everything}
    public static ParameterRules adamW() {
        return new ParameterRules(List.of(Rule.of(".*", Update.ADAMW)));
    }

    /// {@return each parameter's update, in the order given}
    ///
    /// @throws IllegalArgumentException if a parameter is claimed by no rule, or a rule claims none
    public Map<Parameter, Update> claim(List<Parameter> parameters) {
        Map<Parameter, Update> claimed = new LinkedHashMap<>();
        List<Rule> idle = new ArrayList<>(rules);
        for (Parameter parameter : parameters) {
            Rule rule =
                    rules.stream()
                            .filter(r -> r.matches().test(parameter))
                            .findFirst()
                            .orElseThrow(() ->
                                    new IllegalArgumentException(
                                            "no optimizer rule claims " + parameter));
            claimed.put(parameter, rule.update);
            idle.remove(rule);
        }
        if (!idle.isEmpty()) {
            throw new IllegalArgumentException(
                    "optimizer rule %s claims no parameter".formatted(idle.getFirst().name()));
        }
        return claimed;
    }
}
