package dev.baltoro.engine.intent;

import dev.baltoro.engine.intent.IntentTrainer.Read;
import dev.baltoro.text.chat.ToolCall;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/// Cuts requests with two wishes in two, to learn from the halves as [TwoWishes] meets them.
final class Halves {
    private Halves() {}

    /// {@return the two halves of requests that two wishes make, one behind the other: a reader
    /// meets such where it cuts a request in two}
    static List<Read> of(List<Read> all, Aligner aligner) {
        List<Read> halves = new ArrayList<>();
        for (Read read : all) {
            List<ToolCall> ready = Awaited.ready(read.calls());
            boolean awaits = ready.size() < read.calls().size();
            int first = awaits ? ready.size() : read.calls().size() - 1;
            if (first > 0 && (awaits || first == 1)) {
                List<ToolCall> left = read.calls().subList(0, first);
                List<ToolCall> right = read.calls().subList(first, read.calls().size());
                cut(read.text(), left, right, aligner)
                        .ifPresent(at -> {
                            halves.add(Read.of(read.text().with(0, at), left));
                            halves.add(
                                    Read.of(
                                            read.text().with(at, read.text().requestWords()),
                                            right));
                        });
            }
        }
        return halves;
    }

    /// {@return the first word at which another wish may begin behind all values of some calls,
    /// with all values of others behind it}
    private static Optional<Integer> cut(
            ReadText read, List<ToolCall> left, List<ToolCall> right, Aligner aligner) {
        Optional<Aligner.Aligned> first = aligner.align(read, left);
        if (first.isEmpty()) {
            return Optional.empty();
        }
        int words = read.requestWords();
        int request = read.words().size() - words;
        List<Word> own = read.words().subList(request, read.words().size());
        int from =
                first.get().slots().spans().stream()
                        .mapToInt(span -> span.to() - request)
                        .reduce(1, Math::max);
        for (int at = from; at < words; at++) {
            if (TwoWishes.mayBegin(own, at)
                    && aligner.align(read.with(at, words), right).isPresent()) {
                return Optional.of(at);
            }
        }
        return Optional.empty();
    }
}
