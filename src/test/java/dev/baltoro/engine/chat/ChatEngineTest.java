package dev.baltoro.engine.chat;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.baltoro.engine.EngineException;
import dev.baltoro.engine.SamplingParameters;
import dev.baltoro.text.chat.AnswerPart;
import dev.baltoro.text.chat.ChatEncoder;
import dev.baltoro.text.chat.ChatRequest;
import dev.baltoro.text.chat.ChatTemplate;
import dev.baltoro.text.chat.DecodingOptions;
import dev.baltoro.text.chat.EndReason;
import dev.baltoro.text.chat.KnownTools;
import dev.baltoro.text.chat.Message;
import dev.baltoro.text.chat.ScoredToken;
import dev.baltoro.text.chat.ToolDeclaration;
import dev.baltoro.text.chat.ToolUse;
import dev.baltoro.text.chat.Usage;
import dev.baltoro.text.chat.WholeAnswer;
import dev.baltoro.text.tokenizer.StreamingDecoder;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Collectors;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;

class ChatEngineTest {
    private static final TinyChat TINY = new TinyChat(1);
    private static final ChatEngine CHAT = TINY.chat();
    private static final DecodingOptions WARM =
            DecodingOptions.of(SamplingParameters.DEFAULT.wishes().withTemperature(1).withSeed(7))
                    .withMaxTokens(60);
    private static final List<Message> HELLO = List.of(new Message.User("Hello"));

    @AfterAll
    static void close() {
        TINY.close();
    }

    @Test
    void conversationGoesInAndTextComesOutInParts() throws InterruptedException {
        List<AnswerPart> parts = parts(ChatRequest.of(HELLO, WARM));
        assertThat(parts.getLast()).isInstanceOf(AnswerPart.Ended.class);
        assertThat(parts.subList(0, parts.size() - 1))
                .isNotEmpty()
                .allSatisfy(part ->
                        assertThat(part)
                                .isInstanceOfSatisfying(
                                        AnswerPart.Text.class,
                                        text -> assertThat(text.delta()).isNotEmpty()));
    }

    @Test
    void aModelThatKnowsItsToolsRefusesOthersAndIsNotToldOfItsOwn() {
        ToolDeclaration own = ToolDeclaration.function("own", "Mine", "{\"properties\":{}}");
        ToolDeclaration other = ToolDeclaration.function("other", "Not mine", "{}");
        ChatEngine specialist =
                new ChatEngine(
                        CHAT.engine(),
                        CHAT.tokenizer(),
                        new ChatEncoder(
                                CHAT.tokenizer(),
                                ChatTemplate.K2.withKnown(new KnownTools(List.of(own)))),
                        "specialist",
                        new GenerationDefaults(CHAT.endTokens(), CHAT.sampling()));
        ChatRequest bare = ChatRequest.of(HELLO, WARM);
        assertThat(specialist.prompt(bare.withTools(ToolUse.auto(List.of(own)))))
                .isEqualTo(CHAT.prompt(bare));
        ChatRequest foreign = bare.withTools(ToolUse.auto(List.of(own, other)));
        assertThatThrownBy(() -> specialist.answer(foreign))
                .isInstanceOf(EngineException.UnknownTools.class)
                .hasMessageContaining("\"other\"");
    }

    @Test
    void joinedPartsAreTheWholeAnswer() throws InterruptedException {
        ChatRequest request = ChatRequest.of(HELLO, WARM);
        assertThat(text(parts(request))).isEqualTo(whole(request).content()).isNotBlank();
    }

    @Test
    void usageCountsPromptCompletionAndWhatTheCacheHad() throws InterruptedException {
        List<Message> unheard = List.of(new Message.System("Nobody else begins like this."));
        int prompt = CHAT.encoder().encode(unheard, List.of(), true).size();
        DecodingOptions one = WARM.withMaxTokens(1);
        assertThat(whole(ChatRequest.of(unheard, one)).usage()).isEqualTo(new Usage(prompt, 0, 1));
        assertThat(whole(ChatRequest.of(unheard, one)).usage().cachedTokens()).isPositive();
    }

    @Test
    void stopStringEndsTheAnswerBeforeItselfWhereverTokensEnd() throws InterruptedException {
        String full = whole(ChatRequest.of(HELLO, WARM)).content();
        for (int start = 3; start + 4 < full.length(); start += 5) {
            String stop = full.substring(start, start + 4);
            WholeAnswer cut = whole(ChatRequest.of(HELLO, WARM.withStop(List.of("no such", stop))));
            assertThat(cut.content()).isEqualTo(full.substring(0, full.indexOf(stop)));
            assertThat(cut.reason()).isEqualTo(EndReason.STOP);
            assertThat(cut.usage().completionTokens()).isLessThanOrEqualTo(60);
        }
    }

    @Test
    void everyTokenOfTheTextComesWithItsScoreAndNoOther() throws InterruptedException {
        List<AnswerPart> parts = parts(ChatRequest.of(HELLO, WARM.withAlternatives(3)));
        List<Integer> ids = new ArrayList<>();
        for (AnswerPart part : parts) {
            if (part instanceof AnswerPart.Text text) {
                text.tokens().forEach(token -> ids.add(token.id()));
            }
        }
        assertThat(TinyChat.TOKENIZER.decode(ids.stream().mapToInt(Integer::intValue).toArray()))
                .startsWith(text(parts).stripTrailing());
    }

    @Test
    void tokensOfAStopStringAreNotReported() throws InterruptedException {
        ChatRequest plain = ChatRequest.of(HELLO, WARM.withAlternatives(0));
        String full = whole(plain).content();
        int cut = full.length() / 2;
        String stop = full.substring(cut, cut + 3);
        WholeAnswer answer = whole(ChatRequest.of(HELLO, plain.decoding().withStop(List.of(stop))));
        int[] ids = answer.tokens().stream().mapToInt(ScoredToken::id).toArray();
        // The last of them may reach into the stop string, but begins before it.
        assertThat(TinyChat.TOKENIZER.decode(ids)).startsWith(answer.content());
        StreamingDecoder before = new StreamingDecoder(TinyChat.TOKENIZER);
        int begins = 0;
        for (int id : Arrays.copyOf(ids, ids.length - 1)) {
            begins += before.push(id).length();
        }
        assertThat(begins).isLessThan(answer.content().length());
    }

    @Test
    void conversationThatDoesNotFitIsRefused() {
        String text = "a b c d e f g h ".repeat(2400);
        assertThatThrownBy(() -> CHAT.answer(ChatRequest.of(List.of(new Message.User(text)), WARM)))
                .isInstanceOf(EngineException.PromptTooLong.class);
    }

    @Test
    void closingWakesTheReader() throws InterruptedException {
        DecodingOptions endless = DecodingOptions.of(WARM.sampling());
        try (Answer answer = CHAT.answer(ChatRequest.of(HELLO, endless))) {
            assertThat(answer.next()).isPresent();
            answer.close();
            assertThat(answer.whole().reason()).isEqualTo(EndReason.CANCELLED);
        }
    }

    @Test
    void severalAnswersDifferAndTheFirstIsTheLoneOne() throws InterruptedException {
        ChatRequest request = ChatRequest.of(HELLO, WARM);
        List<String> contents = new ArrayList<>();
        for (Answer answer : CHAT.answers(request, 3)) {
            contents.add(answer.whole().content());
        }
        assertThat(contents).doesNotHaveDuplicates();
        assertThat(contents.getFirst()).isEqualTo(whole(request).content());
    }

    private static WholeAnswer whole(ChatRequest request) throws InterruptedException {
        try (Answer answer = CHAT.answer(request)) {
            return answer.whole();
        }
    }

    private static List<AnswerPart> parts(ChatRequest request) throws InterruptedException {
        List<AnswerPart> parts = new ArrayList<>();
        try (Answer answer = CHAT.answer(request)) {
            for (var part = answer.next(); part.isPresent(); part = answer.next()) {
                parts.add(part.get());
            }
        }
        return parts;
    }

    private static String text(List<AnswerPart> parts) {
        return parts.stream()
                .filter(AnswerPart.Text.class::isInstance)
                .map(part -> ((AnswerPart.Text) part).delta())
                .collect(Collectors.joining());
    }
}
