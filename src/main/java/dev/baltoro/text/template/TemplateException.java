package dev.baltoro.text.template;

/// A template cannot be rendered: it is malformed, or has what the Jinja library lacks.
public final class TemplateException extends RuntimeException {
    private static final long serialVersionUID = 1;

    TemplateException(String message) {
        super(message);
    }

    TemplateException(String message, Throwable cause) {
        super(message, cause);
    }
}
