package dev.baltoro.rl.gym.coding;

/// The types of arguments and results.
enum Type {
    /// A whole number.
    NUMBER("int"),
    /// A word in lower-case letters, as an argument.
    TEXT("String"),
    /// Whole numbers.
    LIST("List<Integer>");

    private final String java;

    Type(String java) {
        this.java = java;
    }

    /// {@return its name in Java}
    String java() {
        return java;
    }
}
