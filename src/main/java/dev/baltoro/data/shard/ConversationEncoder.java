package dev.baltoro.data.shard;

import dev.baltoro.data.DataException;
import dev.baltoro.data.read.Document;
import dev.baltoro.text.chat.ChatEncoder;
import dev.baltoro.text.chat.ChatTemplate;
import dev.baltoro.text.chat.EncodedChat;
import dev.baltoro.text.chat.Marker;
import dev.baltoro.text.chat.Message;
import dev.baltoro.text.chat.ToolCallIds;
import dev.baltoro.text.chat.ToolDeclaration;
import dev.baltoro.text.chat.ToolNames;
import dev.baltoro.text.chat.ToolUse;
import dev.baltoro.text.conversation.Conversation;
import dev.baltoro.text.conversation.ConversationException;
import dev.baltoro.text.conversation.ConversationReader;
import dev.baltoro.text.tokenizer.Tokenizer;
import java.io.IOException;
import java.nio.file.Path;
import java.util.BitSet;
import java.util.List;
import java.util.Optional;

/// Conversations as they are trained on: a document's text is a record ([ConversationReader]), its
/// ids are those that the model reads when it is served, and a loss counts the assistant's turns.
///
/// The last turn's end is the end of the document, so a conversation in a shard has nothing around
/// it. Records that are malformed or longer than the context are refused: cut inside an answer they
/// would teach never to end it.
public final class ConversationEncoder implements TokenEncoder {
    private final Tokenizer tokenizer;
    private final ChatEncoder encoder;
    private final int context;

    /// @param context most tokens of a conversation
    public ConversationEncoder(Tokenizer tokenizer, ChatTemplate template, int context) {
        this.tokenizer = tokenizer;
        this.encoder = chat(tokenizer, template);
        this.context = context;
    }

    private static ChatEncoder chat(Tokenizer tokenizer, ChatTemplate template) {
        try {
            return new ChatEncoder(tokenizer, template);
        } catch (IllegalArgumentException e) {
            throw new DataException("the tokenizer has no chat tokens: " + e.getMessage(), e);
        }
    }

    @Override
    public int[] encode(CharSequence text) {
        return tokenizer.encode(text);
    }

    @Override
    public Encoding encodeDocument(Document document) {
        try {
            return encoded(ConversationReader.read(document.text()));
        } catch (ConversationException e) {
            return new Refused(String.valueOf(e.getMessage()));
        }
    }

    private Encoding encoded(Conversation conversation) {
        ToolNames names = ToolNames.of(conversation.tools());
        List<ToolDeclaration> tools = names.shown(ToolUse.auto(conversation.tools())).tools();
        List<Message> messages =
                ToolCallIds.renumber(
                        names.shown(conversation.messages()), encoder.template().callNumbers());
        EncodedChat chat = encoder.encode(messages, tools, false);
        if (chat.size() > context) {
            return new Refused(
                    "it has %,d tokens, more than the context of %,d"
                            .formatted(chat.size(), context));
        }
        BitSet learned = chat.answers();
        int from = 0;
        for (int i = 0; i < messages.size(); i++) {
            if (messages.get(i) instanceof Message.Assistant) {
                int start = learned.nextSetBit(from);
                from = learned.nextClearBit(start);
                if (!conversation.isLearned(i)) {
                    learned.clear(start, from);
                }
            }
        }
        return new Encoded(chat.idsBeforeEnd(), Optional.of(learned));
    }

    @Override
    public int vocabSize() {
        return tokenizer.vocabSize();
    }

    @Override
    public int endOfDocument() {
        return encoder.id(Marker.END);
    }

    @Override
    public String id() {
        return tokenizer.id();
    }

    @Override
    public void keepIn(Path dataset) throws IOException {
        tokenizer.save(dataset.resolve(TokenizerEncoder.FOLDER));
    }
}
