package dev.baltoro.rl.rollout;

import dev.baltoro.engine.GeneratedToken;
import dev.baltoro.text.chat.ChatEncoder;
import dev.baltoro.text.chat.Message;
import dev.baltoro.text.chat.ParsedAnswer;
import dev.baltoro.text.chat.ToolDeclaration;
import java.util.Arrays;
import java.util.List;

/// A conversation between a policy and a world as token ids, token in and token out: what was drawn
/// is never encoded anew, and an end that was not drawn is not the policy's.
///
/// One thread at a time.
public final class Dialogue {
    private final ChatEncoder encoder;
    private final TokenRecord tokens;
    private int turnStart;

    /// Begins with what the world shows first, and opens the policy's turn.
    public Dialogue(ChatEncoder encoder, List<Message> first, List<ToolDeclaration> tools) {
        this.encoder = encoder;
        this.tokens = TokenRecord.of(encoder.encode(first, tools, true).ids());
        this.turnStart = tokens.size();
    }

    /// Adds a token that the policy drew.
    ///
    /// @param firstVersion added to the version that the engine gives
    public void sample(GeneratedToken token, long firstVersion) {
        tokens.sample(token, firstVersion);
    }

    /// {@return whether the policy has ended its turn, by a token that it drew}
    public boolean hasEnded() {
        return tokens.size() > turnStart && encoder.isEnd(tokens.id(tokens.size() - 1));
    }

    /// {@return what the policy said in its turn so far}
    public ParsedAnswer turn() {
        int[] before = Arrays.copyOf(tokens.ids(), turnStart);
        return encoder.parse(tokens.ids(turnStart), encoder.nextCall(before));
    }

    /// {@return how many tokens the conversation would have after [#show]}
    public int sizeAfter(List<Message> observation) {
        return encoder.continueFrom(tokens.ids(), observation).length;
    }

    /// Appends what the world shows, and opens the policy's next turn. A turn that was cut off gets
    /// an end that is not the policy's.
    public void show(List<Message> observation) {
        tokens.extendTo(encoder.continueFrom(tokens.ids(), observation));
        turnStart = tokens.size();
    }

    /// {@return where the policy's turn begins}
    public int turnStart() {
        return turnStart;
    }

    /// {@return the tokens so far}
    public TokenRecord tokens() {
        return tokens;
    }
}
