package dev.baltoro.rl.recipe;

import dev.baltoro.train.recipe.Default;
import dev.baltoro.train.recipe.Require;
import java.util.Optional;

/// Who judges tasks that have a rubric (K2 report §3.2.2). Tasks that have a verifier are never
/// judged.
///
/// @param kind who
/// @param opponents answers of the group that each is compared with
/// @param url of `endpoint`: an OpenAI-compatible address such as `http://127.0.0.1:8080/v1`
/// @param model of `endpoint`: what it calls the model
public record JudgeSettings(
        @Default("none") Kind kind,
        @Default("3") int opponents,
        Optional<String> url,
        Optional<String> model) {
    /// The environment's variable that an endpoint's key is read from.
    public static final String KEY_VARIABLE = "BALTORO_JUDGE_KEY";

    /// Who judges.
    public enum Kind {
        /// Nobody: such tasks are refused.
        NONE,
        /// The policy itself, with the weights that it has at the time.
        SELF,
        /// A model behind an endpoint, which does not change.
        ENDPOINT
    }

    /// {@return whether somebody judges}
    public boolean isSet() {
        return kind != Kind.NONE;
    }

    public JudgeSettings {
        Require.positive("opponents", opponents);
        Require.that(
                (kind == Kind.ENDPOINT) == (url.isPresent() && model.isPresent()),
                "kind endpoint needs url and model, and no other kind has them");
    }
}
