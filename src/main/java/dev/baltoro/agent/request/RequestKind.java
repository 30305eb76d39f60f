package dev.baltoro.agent.request;

/// What a good agent does with a request.
public enum RequestKind {
    /// One call.
    SINGLE("single", true),
    /// Several calls in this order.
    MULTI_STEP("multi-step", true),
    /// Several calls in any order.
    PARALLEL("parallel", true),
    /// An answer without a call: no tool fits, or what is asked is known already.
    NO_TOOL("no-tool", false),
    /// A question: a value that a call needs was not said.
    ASK_BACK("ask-back", false);

    private final String word;
    private final boolean calls;

    RequestKind(String word, boolean calls) {
        this.word = word;
        this.calls = calls;
    }

    /// {@return what files call it}
    public String word() {
        return word;
    }

    /// {@return whether a tool is called}
    public boolean calls() {
        return calls;
    }
}
