package dev.baltoro.agent.evaluation;

/// An evaluation cannot go on: a tools' server or the model cannot be used. The message is one line
/// that says why.
public final class EvaluationFailure extends Exception {
    private static final long serialVersionUID = 1;

    public EvaluationFailure(String message) {
        super(message);
    }

    public EvaluationFailure(String message, Throwable cause) {
        super(message, cause);
    }
}
