package dev.baltoro.synth.request;

import java.util.Optional;

/// A kind of what calls give back.
///
/// @param families those whose calls give it, by their names
/// @param slot one whose values are alike, if there is one
record Giving(java.util.regex.Pattern families, Optional<String> slot) {
    boolean isOf(Family family) {
        return families.matcher(family.name()).matches();
    }
}
