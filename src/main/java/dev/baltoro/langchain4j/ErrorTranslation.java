package dev.baltoro.langchain4j;

import dev.baltoro.engine.EngineException;
import dev.langchain4j.exception.InternalServerException;
import dev.langchain4j.exception.InvalidRequestException;
import dev.langchain4j.exception.RateLimitException;

/// Errors as LangChain4j's exceptions, which say whether a retry may help.
final class ErrorTranslation {
    private ErrorTranslation() {}

    static RuntimeException of(RuntimeException error) {
        return switch (error) {
            case EngineException.Busy busy -> new RateLimitException(message(busy), busy);
            case EngineException.PromptTooLong tooLong ->
                    new InvalidRequestException(message(tooLong), tooLong);
            case EngineException other -> new InternalServerException(message(other), other);
            case IllegalArgumentException wrong ->
                    new InvalidRequestException(message(wrong), wrong);
            default -> error;
        };
    }

    private static String message(RuntimeException error) {
        return String.valueOf(error.getMessage());
    }
}
