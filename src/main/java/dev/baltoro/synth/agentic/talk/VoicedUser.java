package dev.baltoro.synth.agentic.talk;

import dev.baltoro.agent.llm.Llm;
import dev.baltoro.agent.llm.LlmException;
import dev.baltoro.synth.agentic.cast.Persona;
import dev.baltoro.text.chat.ChatRequest;
import dev.baltoro.text.chat.DecodingOptions;
import dev.baltoro.text.chat.Message;
import dev.baltoro.text.chat.Sampling;
import java.util.List;
import java.util.concurrent.CancellationException;
import java.util.regex.Pattern;

/// Words what a user says as the persona would. The model decides nothing: it is given the text,
/// and what it makes of it counts only if every value is still there and none came in. Else the
/// text stays as it was.
///
/// @param model who is asked
/// @param persona whose words are wanted
public record VoicedUser(Llm model, Persona persona) implements SimulatedUser.Voice {
    private static final int TOKENS_MAX = 200;
    private static final int LONGER_MAX = 4;

    /// What must not change: words with digits or inner signs, and what stands in quotes.
    private static final Pattern VALUE = Pattern.compile("\"[^\"]+\"|“[^”]+”|\\S*[\\d@_/\\\\]\\S*");

    /// Names, which may not be lost either: capitals inside a sentence.
    private static final Pattern NAME = Pattern.compile("(?<=[\\p{Ll},] )\\p{Lu}\\S+");

    @Override
    public String say(String text, String said) {
        String system =
                """
                You reword messages. The writer is %s.
                Write the message below as this person would type it to an assistant, in English.
                Keep every name, number, date, code and quoted text exactly as it is. Add no facts.
                Answer with the message alone.\
                """
                        .formatted(persona.told());
        ChatRequest request =
                ChatRequest.of(
                        List.of(
                                new Message.System(system),
                                new Message.User(
                                        said.isEmpty()
                                                ? text
                                                : "(The assistant said: %s)\n%s"
                                                        .formatted(said, text))),
                        DecodingOptions.of(Sampling.OPEN).withMaxTokens(TOKENS_MAX));
        try {
            String voiced = model.answer(request).content().strip();
            return keeps(text, voiced) ? voiced : text;
        } catch (LlmException noAnswer) {
            return text;
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new CancellationException("interrupted while a user was asked");
        }
    }

    /// {@return whether a text has all the values of another one, and no numbers of its own}
    static boolean keeps(String text, String voiced) {
        boolean length =
                !voiced.isEmpty() && voiced.length() <= LONGER_MAX * Math.max(text.length(), 40);
        return length
                && has(VALUE, text, voiced)
                && has(NAME, text, voiced)
                && has(VALUE, voiced, text);
    }

    private static boolean has(Pattern what, String of, String in) {
        return what.matcher(of).results().map(one -> bare(one.group())).allMatch(in::contains);
    }

    private static String bare(String value) {
        return value.replaceAll("^[(\\[{,;:]+|[)\\]},.;:!?]+$", "");
    }
}
