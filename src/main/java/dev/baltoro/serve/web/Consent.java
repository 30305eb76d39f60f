package dev.baltoro.serve.web;

import dev.baltoro.text.openai.Fields;

/// What the user says to a call.
enum Consent {
    /// It may be run, this once.
    RUN,
    /// It may not be run.
    REFUSE,
    /// The user was not asked.
    NOT_ASKED;

    /// {@return what the field `consent` of the page's request says}
    static Consent of(Fields body) {
        return switch (body.string("consent").orElse("")) {
            case "" -> NOT_ASKED;
            case "run" -> RUN;
            case "refuse" -> REFUSE;
            default -> throw body.wrong("consent", "run or refuse");
        };
    }
}
