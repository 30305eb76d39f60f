package dev.baltoro.synth.teacher;

/// Why a rewritten request is not kept.
public enum RewriteRefusal {
    /// The teacher gave no answer.
    NO_ANSWER("the teacher gave no answer"),
    /// The teacher's answer is not of the form that was asked for, or was cut off.
    MALFORMED("the rewritten text is empty, cut off or not of its form"),
    /// Nothing was rewritten.
    UNCHANGED("nothing was rewritten"),
    /// It is much longer than a request.
    TOO_LONG("much longer than the request"),
    /// It says a tool's name as programs write it, which people do not.
    NAMES_TOOL("says a tool's name as only programs do"),
    /// It has no word in common with a request that needs no call: any talk would pass the way
    /// back.
    ASTRAY("has no word of a request that needs no call"),
    /// Another one has the same words.
    TWICE("written twice"),
    /// The way back came to nothing.
    UNREAD("back-translation gave no readable answer"),
    /// The way back made no call where one belongs.
    NO_CALL("back-translation makes no call"),
    /// The way back made a call where none belongs.
    CALL("back-translation makes a call where none belongs"),
    /// The way back did not ask.
    NOT_ASKED("back-translation does not ask back"),
    /// The way back called other tools.
    OTHER_TOOLS("back-translation calls other tools"),
    /// The way back called the right tools with other arguments.
    OTHER_ARGUMENTS("back-translation calls with other arguments");

    private final String words;

    RewriteRefusal(String words) {
        this.words = words;
    }

    /// {@return it in words, for people and reports}
    public String words() {
        return words;
    }
}
