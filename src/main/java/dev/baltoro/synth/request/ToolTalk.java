package dev.baltoro.synth.request;

import dev.baltoro.agent.request.RequestKind;
import dev.baltoro.synth.value.Situation;
import java.util.List;

/// Talk about a tool that wishes for nothing: `what is read_graph good for?`. Whatever the tool, it
/// stands beside the wishes for it.
///
/// @param tools names of tools
/// @param wishes says it
record ToolTalk(List<String> tools, Wishes wishes) {
    /// {@return such a text}
    Draft draft(Situation situation) {
        String name = situation.draw().pick(tools);
        boolean asDeclared = situation.draw().chance(0.5);
        Speech tool =
                asDeclared
                        ? new Speech(List.of(new Speech.Piece(name, true)))
                        : Speech.words(DeclaredSlot.spoken(name));
        String frame = wishes.words("about-tool", situation);
        int at = frame.indexOf('…');
        Speech text = Speech.words(frame.substring(0, at)).then(tool).then(frame.substring(at + 1));
        return Draft.text(
                RequestKind.NO_TOOL,
                text.tidy(),
                wishes.words("about-tool-reply", situation),
                List.of());
    }
}
