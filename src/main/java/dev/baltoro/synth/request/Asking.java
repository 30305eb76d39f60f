package dev.baltoro.synth.request;

import java.util.List;

/// Wishes with something unsaid that are those of no one family: `rename the thesis file`.
///
/// @param name unique
/// @param tool what the name of one tool must look like for it to be wished
/// @param weight how often
/// @param lack what is said, and what to ask
record Asking(String name, java.util.regex.Pattern tool, double weight, Family.Lack lack) {
    boolean fits(List<String> tools) {
        return tools.stream().anyMatch(each -> tool.matcher(each).find());
    }
}
