/// Many tools from few: tools that exist are read into blueprints, operators make children of them
/// and of invented ones, and what is too near to another, or does not do what it declares, is
/// refused.
///
/// Start here: [Evolution] (the loop), [Operator] (what makes a child), [AdoptedTools] (how a tool
/// that exists is read), [NearDuplicates], [Diversity].
@NullMarked
package dev.baltoro.synth.evolve;

import org.jspecify.annotations.NullMarked;
