package dev.baltoro.synth.request;

import dev.baltoro.agent.request.WantedCall;
import dev.baltoro.synth.value.Situation;

/// A wish that was said, and the call that fulfils it.
///
/// @param offer family and tool
/// @param speech what is said
/// @param call what is called
/// @param situation its values
record Wish(Offer offer, Speech speech, WantedCall call, Situation situation) {}
