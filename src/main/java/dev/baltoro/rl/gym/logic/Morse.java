package dev.baltoro.rl.gym.logic;

import dev.baltoro.agent.world.Verdict;
import dev.baltoro.rl.gym.Gym;
import dev.baltoro.rl.gym.Phrasings;
import dev.baltoro.rl.gym.Question;
import dev.baltoro.rl.gym.QuestionGym;
import dev.baltoro.rl.gym.QuestionKind;
import dev.baltoro.rl.gym.Words;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/// Morse code, to be read and to be written. An answer ends with the word or the code.
///
/// Difficulty 1: two letters; 2: three letters; 3: a word of the vocabulary; 4: six letters. The
/// new kind is two words with a slash between them. Chance: 1 in 676 at difficulty 1.
public final class Morse {
    private static final int DIFFICULTY_MAX = 4;
    private static final String[] CODES = {
        ".-", "-...", "-.-.", "-..", ".", "..-.", "--.", "....", "..", ".---", "-.-", ".-..", "--",
        "-.", "---", ".--.", "--.-", ".-.", "...", "-", "..-", "...-", ".--", "-..-", "-.--", "--.."
    };
    private static final Pattern TEXT = Pattern.compile("[^.\\-/ ]");

    private static final Phrasings READ =
            new Phrasings(
                    List.of(
                            "Read this Morse code: {code}",
                            "Morse: {code} What does it say?",
                            "Decode {code}",
                            "What is {code} in letters?"),
                    List.of(
                            "Turn {code} into letters.",
                            "Somebody sends {code} Write the letters."));
    private static final Phrasings WRITE =
            new Phrasings(
                    List.of(
                            "Write {word} in Morse code.",
                            "Morse code for {word}?",
                            "Encode {word}",
                            "What is {word} in Morse code?"),
                    List.of("Turn {word} into Morse code.", "Send {word} in Morse code."));

    private Morse() {}

    /// {@return the gym}
    public static Gym gym() {
        return new QuestionGym(
                "morse",
                "logic",
                "read and write Morse code",
                "Answer.",
                DIFFICULTY_MAX,
                List.of(
                        new QuestionKind("read", (random, level) -> read(word(random, level))),
                        new QuestionKind("write", (random, level) -> write(word(random, level)))),
                List.of(
                        new QuestionKind(
                                "read-two",
                                (random, level) ->
                                        read(word(random, level) + " " + word(random, level)))));
    }

    private static Question read(String word) {
        return Question.Checked.of(
                word,
                READ,
                Map.of("code", encode(word), "word", word),
                answer -> endsWith(answer, word),
                "{word}",
                "It says {word}.");
    }

    private static Question write(String word) {
        String code = encode(word);
        return Question.Checked.of(
                word,
                WRITE,
                Map.of("code", code, "word", word),
                answer -> endsWithCode(answer, code),
                "{code}",
                "{word} is {code}");
    }

    private static String word(SplittableRandom random, int difficulty) {
        if (difficulty == 3) {
            List<String> words = new ArrayList<>(Words.OBJECTS);
            words.addAll(Words.PLACES);
            words.addAll(Words.NAMES);
            return Words.pick(random, words).toUpperCase(Locale.ROOT);
        }
        int length = difficulty == 4 ? 6 : difficulty + 1;
        StringBuilder letters = new StringBuilder();
        while (letters.length() < length) {
            letters.append((char) ('A' + random.nextInt(26)));
        }
        return letters.toString();
    }

    /// {@return letters as codes with spaces between them, words with a slash}
    static String encode(String words) {
        return words.chars()
                .mapToObj(letter -> letter == ' ' ? "/" : CODES[letter - 'A'])
                .collect(Collectors.joining(" "));
    }

    /// Whether the last words are these, in any case.
    static Verdict endsWith(String answer, String words) {
        String said = " " + answer.toUpperCase(Locale.ROOT).replaceAll("[^A-Z]+", " ").strip();
        boolean right = said.endsWith(" " + words);
        return Verdict.of(right, right ? "right" : "it does not end with the right letters");
    }

    /// Whether the code behind the last letter is this one.
    static Verdict endsWithCode(String answer, String code) {
        String plain = answer.replaceAll("[\u2212\u2013]", "-").replace('\u00b7', '.');
        String[] parts = TEXT.split(plain.strip(), -1);
        boolean right = parts[parts.length - 1].strip().equals(code);
        return Verdict.of(right, right ? "right" : "it does not end with the right code");
    }
}
