/// Worlds that tools act on: state in typed tables, calls that go wrong as they do on servers that
/// people run, and changes that a model proposes where a tool has no code.
///
/// Start here: [SimulatedServer] (tools and the state behind them), [Mishaps] (seeded failures),
/// [ProposedTransition] (a proposal is checked before it is applied), [StateDiff].
@NullMarked
package dev.baltoro.synth.agentic.simulator;

import org.jspecify.annotations.NullMarked;
