package dev.baltoro.text.template;

import com.hubspot.jinjava.lib.fn.ELFunctionDefinition;

/// `raise_exception(message)`, by which templates refuse conversations.
public final class RaisedByTemplate {
    static final ELFunctionDefinition FUNCTION =
            new ELFunctionDefinition(
                    "", "raise_exception", RaisedByTemplate.class, "raise", Object.class);

    private RaisedByTemplate() {}

    /// Called by the Jinja library.
    ///
    /// @throws TemplateException always
    public static Object raise(Object message) {
        throw new TemplateException("the template refuses: " + message);
    }
}
