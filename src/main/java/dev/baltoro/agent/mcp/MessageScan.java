package dev.baltoro.agent.mcp;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import tools.jackson.core.JacksonException;
import tools.jackson.core.JsonParser;
import tools.jackson.core.exc.UnexpectedEndOfInputException;
import tools.jackson.databind.JsonNode;

/// The JSON-RPC messages in a piece of text, and what stands between them left out.
///
/// @param messages in their order
/// @param broken why something that begins as a message cannot be read, if there is no message
record MessageScan(List<JsonNode> messages, Optional<String> broken) {
    /// Places of a text where a message is looked for.
    private static final int TRIES_MAX = 64;

    private static final String MARK = "\"jsonrpc\"";

    static MessageScan of(String text) {
        List<JsonNode> messages = new ArrayList<>();
        String broken = "";
        int at = 0;
        for (int i = 0; i < TRIES_MAX && at < text.length(); i++) {
            int start = next(text, at);
            if (start < 0) {
                break;
            }
            at = start + 1;
            try (JsonParser parser = Json.MAPPER.createParser(text.substring(start))) {
                JsonNode value = parser.readValueAsTree();
                if (isMessage(value)) {
                    messages.add(value);
                    at = start + (int) parser.currentLocation().getCharOffset();
                }
            } catch (UnexpectedEndOfInputException e) {
                // it may go on in the next line
            } catch (JacksonException e) {
                if (broken.isEmpty() && text.startsWith(MARK, start + 1)) {
                    broken = e.getOriginalMessage();
                }
            }
        }
        return new MessageScan(
                List.copyOf(messages), broken.isEmpty() ? Optional.empty() : Optional.of(broken));
    }

    /// {@return where an object or a list may begin, -1 if nowhere}
    private static int next(String text, int from) {
        int mark = text.indexOf('{', from);
        int list = text.startsWith("[", from) ? from : -1; // a batch
        return list >= 0 ? list : mark;
    }

    /// A server that leaves `jsonrpc` out is still understood, but a line of its log is no message.
    private static boolean isMessage(JsonNode value) {
        if (value.isArray()) {
            return !value.isEmpty() && value.valueStream().allMatch(MessageScan::isMessage);
        }
        if (!value.isObject()) {
            return false;
        }
        boolean answers = value.has("id") && (value.has("result") || value.has("error"));
        return value.has("jsonrpc")
                ? answers || value.path("method").isString()
                : answers && (value.path("result").isObject() || value.path("error").isObject());
    }
}
