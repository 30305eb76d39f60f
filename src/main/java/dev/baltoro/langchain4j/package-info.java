/// The engine as a model of LangChain4j, for Java applications that embed it without HTTP.
///
/// Start here: [BaltoroChatModel], [BaltoroStreamingChatModel], [RequestTranslation] (their
/// requests to ours), [ResponseTranslation] (our answers to theirs).
///
/// Uses `engine`, `engine.chat` and `text.chat`. LangChain4j is an optional library: an application
/// that uses this package adds `langchain4j-core` itself, and no other application gets it.
@NullMarked
package dev.baltoro.langchain4j;

import org.jspecify.annotations.NullMarked;
