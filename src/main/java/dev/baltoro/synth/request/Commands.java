package dev.baltoro.synth.request;

import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/// Verbs that wishes begin with, and their forms.
final class Commands {
    /// The base form, and the participle where it is irregular.
    private static final String VERBS =
            """
            show/shown give/given list read/read open put/put write/written create make/made rename
            move find/found search delete remove add save remember convert turn compute calculate
            check get/got tell/told print look count take/taken replace change set/set fetch
            bring/brought display grab dump run/run decode encode hash generate pick shuffle compare
            parse validate store note log link connect relate forget/forgotten drop erase wipe
            relocate copy update edit correct fix append insert name call use start record keep/kept
            mark tick raise lower swap draw/drawn load pull skim peek quote view transfer shift
            send/sent browse walk scan hunt locate dig/dug determine inspect describe clear cut/cut
            strike/struck throw/thrown unlink disconnect jot file register enter attach work
            evaluate translate express format test match split/split build/built roll escape
            unescape verify explain modify adjust overwrite/overwritten fill stick/stuck place
            prepare preview explore let/let pass hand output type quit purge scrap kill leave/left
            push tag archive switch exchange substitute rewrite/rewritten reword summarise summarize
            proofread group sort order render play extract carry reverse apply try percent-encode
            url-encode url-decode html-encode html-decode subtract figure sum average expand
            spell undo break/broken sever detach separate join tie associate extend withdraw kick
            tidy park stash bin trash ditch toss shove bump raise trim recommend suggest remind
            wake/woken buy/bought pay/paid pause restart reboot install uninstall upload download
            zip unzip chmod google encrypt restore sing/sung paint invite translate cook repair
            """;

    private static final Set<String> SINGLE_CONSONANT =
            Set.of("open", "edit", "enter", "order", "register", "alter", "view", "draw", "throw");
    private static final Map<String, String> PARTICIPLES = participles();

    private Commands() {}

    private static Map<String, String> participles() {
        return Arrays.stream(VERBS.strip().split("\\s+"))
                .map(verb -> verb.split("/"))
                .collect(
                        Collectors.toMap(
                                verb -> verb[0],
                                verb -> verb.length > 1 ? verb[1] : regular(verb[0]),
                                (a, b) -> a,
                                LinkedHashMap::new));
    }

    /// {@return whether a wish is a command: begins with one of the verbs}
    static boolean is(Speech wish) {
        return verb(wish).isPresent();
    }

    /// {@return the verb that a wish begins with}
    static Optional<String> verb(Speech wish) {
        if (wish.pieces().isEmpty() || wish.pieces().getFirst().kept()) {
            return Optional.empty();
        }
        String first = wish.pieces().getFirst().text().split("[ ,:]", 2)[0];
        String verb = first.toLowerCase(Locale.ROOT);
        return PARTICIPLES.containsKey(verb) ? Optional.of(verb) : Optional.empty();
    }

    /// {@return such as `renamed`}
    static String participle(String verb) {
        return PARTICIPLES.getOrDefault(verb, regular(verb));
    }

    /// {@return such as `renaming`}
    static String gerund(String verb) {
        if (verb.endsWith("e") && !verb.endsWith("ee")) {
            return verb.substring(0, verb.length() - 1) + "ing";
        }
        return doubled(verb) + "ing";
    }

    private static String regular(String verb) {
        if (verb.endsWith("e")) {
            return verb + "d";
        }
        if (verb.matches(".*[^aeiou]y")) {
            return verb.substring(0, verb.length() - 1) + "ied";
        }
        return doubled(verb) + "ed";
    }

    private static String doubled(String verb) {
        boolean doubles =
                !SINGLE_CONSONANT.contains(verb)
                        && verb.matches("[^aeiou]*[aeiou][^aeiouwxy]|forget|unplug");
        return doubles ? verb + verb.charAt(verb.length() - 1) : verb;
    }
}
