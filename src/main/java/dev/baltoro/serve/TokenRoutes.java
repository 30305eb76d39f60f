package dev.baltoro.serve;

import dev.baltoro.serve.openai.ApiError;
import dev.baltoro.serve.openai.JsonBody;
import dev.baltoro.serve.openai.RequestException;
import dev.baltoro.text.tokenizer.Tokenizer;
import java.io.IOException;
import java.util.List;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/// `/tokenize` and `/detokenize`: how the model reads text, for who counts or debugs.
final class TokenRoutes {
    private final RequestBody body;
    private final Tokenizer tokenizer;

    TokenRoutes(RequestBody body, Tokenizer tokenizer) {
        this.body = body;
        this.tokenizer = tokenizer;
    }

    List<Route> routes() {
        return List.of(
                Route.post("/tokenize", this::tokenize),
                Route.post("/detokenize", this::detokenize));
    }

    private void tokenize(Exchange exchange) throws IOException {
        JsonNode request = body.read(exchange, JsonBody::read);
        JsonNode text = request.path("text");
        if (!text.isString()) {
            throw invalid("text", "text is no string; give the text to tokenize");
        }
        int[] ids = tokenizer.encode(text.stringValue());
        ObjectNode answer = JsonMapper.shared().createObjectNode();
        ArrayNode tokens = answer.putArray("tokens");
        for (int id : ids) {
            tokens.add(id);
        }
        exchange.json(answer.put("count", ids.length));
    }

    private void detokenize(Exchange exchange) throws IOException {
        JsonNode tokens = body.read(exchange, JsonBody::read).path("tokens");
        if (!tokens.isArray()) {
            throw invalid("tokens", "tokens is no array; give token ids");
        }
        int[] ids = new int[tokens.size()];
        for (int i = 0; i < ids.length; i++) {
            JsonNode id = tokens.get(i);
            if (!id.isInt() || id.intValue() < 0 || id.intValue() >= tokenizer.vocabSize()) {
                throw invalid(
                        "tokens[" + i + "]",
                        "tokens[%d] is no token id; use 0 to %d"
                                .formatted(i, tokenizer.vocabSize() - 1));
            }
            ids[i] = id.intValue();
        }
        exchange.json(JsonMapper.shared().createObjectNode().put("text", tokenizer.decode(ids)));
    }

    private static RequestException invalid(String field, String message) {
        return new RequestException(ApiError.invalid(field, message));
    }
}
