package dev.baltoro.agent.llm;

/// Why an attempt at a request gave no answer. Each kind has its own limit of attempts
/// ([Attempts]).
public enum Trouble {
    /// The endpoint has too much to do, or we ask too often (429).
    BUSY("busy"),
    /// The endpoint failed (5xx), or says that another attempt may help (408, 409, 425).
    FAULT("failed"),
    /// The connection could not be made, or broke.
    BROKEN("connection"),
    /// The answer was not whole in time.
    LATE("too late"),
    /// The endpoint understood and will not answer this request: it is malformed or too long, or
    /// against its rules.
    REFUSED("refused"),
    /// The endpoint will answer no request: a wrong key, name or address, no credit.
    DENIED("denied"),
    /// What came back is no answer.
    UNREADABLE("unreadable"),
    /// Nothing may be asked, and no answer is written down.
    OFFLINE("offline");

    private static final int BUSY_STATUS = 429;

    private final String word;

    Trouble(String word) {
        this.word = word;
    }

    /// {@return it in a word, for people and reports}
    public String word() {
        return word;
    }

    /// {@return whether another attempt may help}
    public boolean mayPass() {
        return switch (this) {
            case BUSY, FAULT, BROKEN, LATE -> true;
            case REFUSED, DENIED, UNREADABLE, OFFLINE -> false;
        };
    }

    /// {@return what a status other than 200 means}
    static Trouble ofStatus(int status) {
        return switch (status) {
            case BUSY_STATUS -> BUSY;
            case 408, 409, 425 -> FAULT;
            case 401, 402, 404, 405 -> DENIED;
            default -> status >= 500 ? FAULT : REFUSED;
        };
    }
}
