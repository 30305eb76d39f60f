package dev.baltoro.serve.web;

import dev.baltoro.engine.chat.ChatEngine;
import tools.jackson.databind.node.ObjectNode;

/// A call that a model has proposed in an answer to the page. The page can have it run or refused,
/// and cannot change it.
///
/// @param model that proposed it, and will read what comes of it
record ProposedCall(PageTool tool, ObjectNode arguments, ChatEngine model) {}
