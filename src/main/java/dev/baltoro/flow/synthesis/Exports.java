package dev.baltoro.flow.synthesis;

import dev.baltoro.data.read.Document;
import dev.baltoro.data.shard.ConversationEncoder;
import dev.baltoro.data.shard.TokenEncoder;
import dev.baltoro.synth.agentic.TrajectoryLine;
import dev.baltoro.text.chat.ChatTemplate;
import dev.baltoro.text.conversation.Conversation;
import dev.baltoro.text.conversation.ConversationReader;
import dev.baltoro.text.conversation.ConversationWriter;
import dev.baltoro.text.tokenizer.Tokenizer;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.BitSet;
import java.util.Optional;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/// Writes accepted conversations as others read them: OpenAI's messages, ShareGPT's turns, and K2's
/// tokens with the mask of what carries loss. One line is in memory at a time.
///
/// @param folder with a whole `trajectories.jsonl`
record Exports(SynthFolder folder) {
    private static final int CONTEXT_MAX = 131_072;

    /// What becomes of an accepted conversation.
    @FunctionalInterface
    private interface Form {
        ObjectNode of(String id, Conversation conversation);
    }

    void openAi() throws IOException {
        write(
                "openai.jsonl",
                (id, chat) -> ConversationWriter.openAi(id, chat.messages(), chat.tools()));
    }

    void shareGpt() throws IOException {
        write(
                "sharegpt.jsonl",
                (id, chat) -> ConversationWriter.shareGpt(id, chat.messages(), chat.tools()));
    }

    /// @param place a tokenizer's file or folder
    void k2(Path place) throws IOException {
        Tokenizer tokenizer = Tokenizer.load(place);
        ConversationEncoder encoder =
                new ConversationEncoder(tokenizer, ChatTemplate.K2, CONTEXT_MAX);
        write("k2.jsonl", (id, chat) -> tokens(id, chat, encoder));
    }

    private static ObjectNode tokens(String id, Conversation chat, ConversationEncoder encoder) {
        String record = ConversationWriter.openAi(id, chat.messages(), chat.tools()).toString();
        TokenEncoder.Encoding encoding = encoder.encodeDocument(new Document(id, record));
        ObjectNode line = JsonMapper.shared().createObjectNode().put("id", id);
        switch (encoding) {
            case TokenEncoder.Encoded(int[] ids, Optional<BitSet> mask) -> {
                ArrayNode tokens = line.putArray("ids");
                ArrayNode loss = line.putArray("loss");
                BitSet learned = mask.orElseThrow();
                for (int i = 0; i < ids.length; i++) {
                    tokens.add(ids[i]);
                    loss.add(learned.get(i) ? 1 : 0);
                }
                tokens.add(encoder.endOfDocument());
                loss.add(learned.get(ids.length) ? 1 : 0);
            }
            case TokenEncoder.Refused(String why) -> line.put("refused", why);
        }
        return line;
    }

    private void write(String name, Form form) throws IOException {
        Path exports = folder.file("exports");
        Files.createDirectories(exports);
        SynthFolder.stream(
                exports.resolve(name),
                sink ->
                        SynthFolder.each(
                                folder.file(TrajectoryLine.FILE),
                                line -> {
                                    if (SynthFigures.isAccepted(line)) {
                                        sink.line(form.of(line.path("id").asString(), read(line)));
                                    }
                                }));
    }

    /// {@return the conversation of a line}
    static Conversation read(ObjectNode line) {
        ObjectNode record = JsonMapper.shared().createObjectNode();
        record.set("messages", line.path("messages"));
        record.set("tools", line.path("provenance").path("tools"));
        return ConversationReader.read(record.toString());
    }
}
