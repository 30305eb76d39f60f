package dev.baltoro.synth.value;

/// A language that requests are typed in.
public enum SpokenLanguage {
    ENGLISH("en"),
    GERMAN("de"),
    FRENCH("fr"),
    SPANISH("es"),
    ITALIAN("it"),
    JAPANESE("ja");

    private final String code;

    SpokenLanguage(String code) {
        this.code = code;
    }

    /// {@return ISO's two letters}
    public String code() {
        return code;
    }
}
