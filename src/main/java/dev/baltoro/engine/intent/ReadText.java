package dev.baltoro.engine.intent;

import dev.baltoro.text.chat.Message;
import dev.baltoro.text.chat.ToolCall;
import java.lang.Character.UnicodeScript;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Locale;
import java.util.Set;

/// A conversation up to the user's last message as one text, and its words.
///
/// @param text the parts, each behind the other
/// @param words of it, in order
/// @param request where the user's last message begins in `text`
/// @param calledBefore the tools that were called in the turns before
/// @param askedBefore whether the model's last turn was a question
/// @param second whether the request is the rest of one, behind its first wish
/// @param links names in `text` in place of the words that the user said
/// @param names of what the conversation speaks of that have spaces in them
record ReadText(
        String text,
        List<Word> words,
        int request,
        List<String> calledBefore,
        boolean askedBefore,
        boolean second,
        List<HalfNames.Link> links,
        List<String> names) {
    /// Words that are read of the user's message.
    static final int REQUEST_MAX = 400;

    /// Words that are read of what stands before it, the latest ones.
    static final int BEFORE_MAX = 160;

    private static final int SPELT_LEAST = 3;

    ReadText {
        words = List.copyOf(words);
        calledBefore = List.copyOf(calledBefore);
        links = List.copyOf(links);
        names = List.copyOf(names);
    }

    /// {@return the conversation's text}
    ///
    /// @param messages the last one is the user's
    static ReadText of(List<Message> messages) {
        return of(messages, Set.of());
    }

    /// {@return the conversation's text}
    ///
    /// @param messages the last one is the user's
    /// @param values that are known, of which the words stay as they are
    static ReadText of(List<Message> messages, Set<String> values) {
        Deque<Piece> pieces = new ArrayDeque<>();
        List<String> called = new ArrayList<>();
        int left = BEFORE_MAX;
        for (int i = messages.size() - 2; i >= 0; i--) {
            for (Piece piece : pieces(messages.get(i)).reversed()) {
                int words = words(piece.text, 0, piece.part).size();
                if (words <= left) { // a part is read whole or not at all
                    left -= words;
                    pieces.addFirst(piece);
                }
            }
            if (messages.get(i) instanceof Message.Assistant said) {
                said.toolCalls().forEach(call -> called.add(call.name()));
            }
        }
        StringBuilder text = new StringBuilder();
        List<Word> words = new ArrayList<>();
        for (Piece piece : pieces) {
            words.addAll(words(piece.text, text.length(), piece.part));
            text.append(piece.text).append('\n');
        }
        int request = text.length();
        List<NamedThing> things = things(messages);
        HalfNames last = named(messages.getLast().content(), things, values);
        List<Word> own = words(last.text(), request, Word.Part.REQUEST);
        words.addAll(own.subList(0, Math.min(REQUEST_MAX, own.size())));
        text.append(last.text());
        return new ReadText(
                text.toString(),
                words,
                request,
                called,
                asked(messages),
                false,
                last.links().stream().map(link -> link.shifted(request)).toList(),
                things.stream()
                        .map(NamedThing::name)
                        .filter(name -> name.indexOf(' ') > 0)
                        .toList());
    }

    /// {@return what stands before the user's message, by its name}
    private static List<NamedThing> things(List<Message> messages) {
        return NamedThings.of(
                messages.subList(0, messages.size() - 1).stream()
                        .flatMap(message -> pieces(message).stream())
                        .map(piece -> new NamedThings.Told(piece.part, piece.text))
                        .toList());
    }

    /// {@return the user's message with whole names in it}
    private static HalfNames named(String last, List<NamedThing> things, Set<String> values) {
        if (things.isEmpty()) {
            return new HalfNames(last, List.of());
        }
        List<Word> words = words(last, 0, Word.Part.REQUEST);
        return HalfNames.of(
                last, words.subList(0, Math.min(REQUEST_MAX, words.size())), things, values);
    }

    /// {@return what the user said at a place: whole names are in place of other words where they
    /// stand alone}
    ///
    /// @param start in the text
    /// @param end past the last letter
    String said(int start, int end) {
        StringBuilder said = new StringBuilder();
        int at = start;
        for (HalfNames.Link link : links) {
            boolean within = start <= link.start() && link.end() <= end;
            boolean all = link.start() == start && link.end() == end;
            if (within && !all) {
                said.append(text, at, link.start()).append(link.said());
                at = link.end();
            }
        }
        return said.append(text, at, end).toString();
    }

    /// {@return the same with some of the request's words alone}
    ///
    /// @param from counted among the request's words
    /// @param to behind the last one
    ReadText with(int from, int to) {
        int first = words.size() - requestWords();
        List<Word> some = new ArrayList<>(words.subList(0, first));
        some.addAll(words.subList(first + from, first + to));
        return new ReadText(text, some, request, calledBefore, askedBefore, from > 0, links, names);
    }

    /// {@return how many words the request has}
    int requestWords() {
        return (int) words.stream().filter(word -> word.part() == Word.Part.REQUEST).count();
    }

    /// {@return words that are typed without capitals as an earlier part of the conversation spells
    /// them}
    String spelling(String said) {
        if (said.length() < SPELT_LEAST || !said.equals(said.toLowerCase(Locale.ROOT))) {
            return said;
        }
        String found = said;
        for (int i = 0; i < request - said.length(); i++) {
            boolean begins = i == 0 || !Character.isLetterOrDigit(text.charAt(i - 1));
            boolean ends = !Character.isLetterOrDigit(text.charAt(i + said.length()));
            if (begins && ends && text.regionMatches(true, i, said, 0, said.length())) {
                found = text.substring(i, i + said.length());
                if (found.equals(said)) {
                    return said;
                }
            }
        }
        return found;
    }

    private static boolean asked(List<Message> messages) {
        return messages.size() > 1
                && messages.get(messages.size() - 2) instanceof Message.Assistant said
                && said.toolCalls().isEmpty()
                && said.content().strip().endsWith("?");
    }

    private record Piece(Word.Part part, String text) {}

    private static List<Piece> pieces(Message message) {
        return switch (message) {
            case Message.System system -> List.of(new Piece(Word.Part.FACTS, system.content()));
            case Message.User user -> List.of(new Piece(Word.Part.USER, user.content()));
            case Message.Assistant said -> {
                List<Piece> pieces = new ArrayList<>();
                pieces.add(new Piece(Word.Part.ASSISTANT, said.content()));
                for (ToolCall call : said.toolCalls()) {
                    pieces.add(new Piece(Word.Part.CALL, call.argumentsJson()));
                }
                yield pieces;
            }
            case Message.ToolResult result ->
                    List.of(new Piece(Word.Part.RESULT, result.content()));
        };
    }

    /// {@return the words of a text}
    ///
    /// Runs of letters or of digits are one; every other visible character is one by itself, and so
    /// is a letter of a script that is written without spaces.
    private static List<Word> words(String text, int offset, Word.Part part) {
        List<Word> words = new ArrayList<>();
        int at = 0;
        while (at < text.length()) {
            int first = text.codePointAt(at);
            int end = at + Character.charCount(first);
            Sort sort = sort(first);
            while (sort.runs && end < text.length()) {
                int next = text.codePointAt(end);
                boolean inNumber = sort == Sort.DIGIT && isInNumber(text, end);
                if (sort(next) != sort && !inNumber) {
                    break;
                }
                end += Character.charCount(next);
            }
            if (sort != Sort.SPACE) {
                words.add(new Word(text.substring(at, end), offset + at, offset + end, part));
            }
            at = end;
        }
        return words;
    }

    /// {@return whether a sign stands between digits, as in 61.5 and 2,340}
    private static boolean isInNumber(String text, int at) {
        char sign = text.charAt(at);
        return (sign == '.' || sign == ',')
                && at + 1 < text.length()
                && Character.isDigit(text.charAt(at + 1));
    }

    private enum Sort {
        LETTER(true),
        DIGIT(true),
        SPACE(true),
        ALONE(false);

        private final boolean runs;

        Sort(boolean runs) {
            this.runs = runs;
        }
    }

    private static Sort sort(int character) {
        if (character == '\n') {
            return Sort.ALONE;
        }
        if (Character.isWhitespace(character) || Character.isSpaceChar(character)) {
            return Sort.SPACE;
        }
        if (Character.isDigit(character)) {
            return Sort.DIGIT;
        }
        boolean letter =
                Character.isLetter(character)
                        || Character.getType(character) == Character.NON_SPACING_MARK;
        return letter && !isWithoutSpaces(character) ? Sort.LETTER : Sort.ALONE;
    }

    /// {@return whether a letter is of a script that is written without spaces}
    static boolean isWithoutSpaces(int character) {
        return switch (UnicodeScript.of(character)) {
            case HAN, HIRAGANA, KATAKANA, THAI, LAO, KHMER, MYANMAR -> true;
            default -> false;
        };
    }
}
