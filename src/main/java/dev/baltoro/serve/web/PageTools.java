package dev.baltoro.serve.web;

import java.util.List;
import tools.jackson.databind.node.ObjectNode;

/// Tools that the server itself runs, for its own chat page alone. Clients of the API know nothing
/// of them. Any thread may call.
public interface PageTools {
    /// A page without tools of the server's.
    PageTools NONE =
            new PageTools() {
                @Override
                public List<PageTool> tools() {
                    return List.of();
                }

                @Override
                public ToolOutcome call(String name, ObjectNode arguments) {
                    return ToolOutcome.failure("there is no tool " + name);
                }
            };

    /// {@return the tools, each name once, the same whenever it is asked}
    List<PageTool> tools();

    /// Runs a tool, and waits for what it gives back; that it failed is such an outcome too.
    ///
    /// @param name one of the tools'
    /// @throws InterruptedException if the caller no longer wants it; the tool may have run
    ToolOutcome call(String name, ObjectNode arguments) throws InterruptedException;
}
