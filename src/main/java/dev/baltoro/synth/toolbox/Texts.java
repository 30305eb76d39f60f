package dev.baltoro.synth.toolbox;

import dev.baltoro.synth.value.Draws;
import dev.baltoro.synth.value.OddWords;
import dev.baltoro.synth.value.Slot;
import dev.baltoro.synth.value.Value;
import dev.baltoro.synth.words.Lexicon;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Function;
import java.util.regex.Pattern;
import tools.jackson.databind.node.StringNode;

/// Texts that something is done to: in quotation marks as a rule, bare where a sentence cannot run
/// into them. The form `bare` has none, `quoted` always has some.
final class Texts {
    private static final Lexicon WORDS = Lexicon.named("texts");
    private static final Pattern ONE_WORD = Pattern.compile("[\\p{L}\\p{N}_@=+-]+");
    private static final List<String> QUOTES =
            List.of("'%s'", "'%s'", "\"%s\"", "\"%s\"", "\"%s\"", "“%s”", "`%s`", "«%s»", "‘%s’");

    /// Rules of texts that may be anything.
    private static final Set<String> PLAIN = Set.of("text", "token", "key");

    private static final double ODD = 0.22;

    private Texts() {}

    static Map<String, Slot> slots() {
        Map<String, Slot> slots = new LinkedHashMap<>();
        slots.put("phrase", rule("text"));
        slots.put("term", rule("token"));
        slots.put("passage", (s, index) -> text(passage(s.draw()), s.draw()));
        slots.put("secret", rule("key"));
        slots.put("markup", rule("html"));
        slots.put("entities", rule("entity"));
        slots.put("url_text", rule("urltext"));
        slots.put("percented", rule("percented"));
        slots.put("foreign", rule("unitext"));
        slots.put("escaped", rule("escaped"));
        slots.put("base64_text", (s, index) -> encoded(s.draw()));
        slots.put("character", (s, index) -> character(s.draw()));
        return slots;
    }

    /// {@return one draw of a rule of the texts' lexicon}
    static String say(String rule, Draws draw) {
        return WORDS.say(rule, draw);
    }

    private static Slot rule(String name) {
        return (situation, index) -> {
            Draws draw = situation.draw();
            boolean odd = PLAIN.contains(name) && draw.chance(ODD);
            return text(odd ? OddWords.phrase(draw) : say(name, draw), draw);
        };
    }

    /// {@return a text as a value}
    static Value text(String text, Draws draw) {
        Function<String, String> quote = marks -> marks.formatted(text);
        List<String> fit = QUOTES.stream().filter(q -> !marked(text, q.charAt(0))).toList();
        String quoted = fit.isEmpty() ? text : quote.apply(draw.pick(fit));
        boolean plain = ONE_WORD.matcher(text).matches();
        String said = plain && draw.chance(0.55) ? text : quoted;
        return Value.of(StringNode.valueOf(text), said).form("bare", text).form("quoted", quoted);
    }

    private static boolean marked(String text, char mark) {
        return text.indexOf(mark) >= 0 || mark == '‘' && text.indexOf('\'') >= 0;
    }

    private static String passage(Draws draw) {
        if (draw.chance(0.6)) {
            return say("passage", draw);
        }
        StringBuilder lines = new StringBuilder(say("line", draw));
        for (int n = draw.between(1, 3); n > 0; n--) {
            lines.append('\n').append(say("line", draw));
        }
        return lines.toString();
    }

    /// {@return a text in base64; form `decoded` for what it says}
    private static Value encoded(Draws draw) {
        String plain = WORDS.say("text", draw);
        return text(base64(plain), draw).form("decoded", plain);
    }

    private static String base64(String text) {
        return Base64.getEncoder().encodeToString(text.getBytes(StandardCharsets.UTF_8));
    }

    private static Value character(Draws draw) {
        String text = say("char", draw);
        String quoted = draw.pick("'%s'", "\"%s\"", "“%s”", "`%s`").formatted(text);
        return Value.of(StringNode.valueOf(text), draw.chance(0.6) ? text : quoted)
                .form("bare", text);
    }
}
